"""What goes out: one letter for one telling, or for all that wait for a person's digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bihuan.kernel.boxes import decrypted
from bihuan.kernel.notices.models import Delivery, Notice


@dataclass(frozen=True, slots=True)
class Letter:
    """`uid` is the same at every try, so that a mail server or gateway knows a repeat."""

    address: str
    uid: UUID
    title: str
    body: str

    @property
    def text(self) -> str:
        """Both in one line, for what has no title."""
        return " ".join(part for part in (self.title, self.body) if part)


def letter_of(deliveries: Sequence[Delivery], uid: UUID) -> Letter:
    """One by itself; several as a list of their titles."""
    first, *others = deliveries
    title, body = first.notice.title.replace("\n", " "), _body_of(first.notice)
    if others:
        title = f"您有 {len(deliveries)} 条消息"
        body = "\n".join(f"{n}. {one.notice.title}" for n, one in enumerate(deliveries, start=1))
    return Letter(first.address, uid, title, body)


def _body_of(notice: Notice) -> str:
    """Body, and the words that only the addressee may read."""
    parts = (notice.body, decrypted(notice.secret) if notice.secret else "")
    return " ".join(part for part in parts if part)
