"""What came of an earlier submission."""

from typing import Any

from bihuan.kernel.submissions.models import Submission


def answer_of(*, actor: str, key: str) -> dict[str, Any] | None:
    """The stored answer of this actor's key, or None: not sent, not arrived, or refused."""
    earlier = Submission.objects.filter(actor=actor, key=key[:128]).first() if key.isprintable() else None
    answer: dict[str, Any] | None = earlier.answer if earlier else None
    return answer
