"""Reply and evidence quality: many small checks of one shape. Flags inform the checker, they never decide."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.domain.cases.models import Case, Leg
from bihuan.kernel.attachments.models import Attachment


def quality_of(
    case: Case, leg: Leg, reply: str, evidence: Sequence[Attachment], *, at: datetime
) -> list[dict[str, str]]:
    """The flags of one completion, as {code, sentence}."""
    return []
