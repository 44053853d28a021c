"""The only way to the bytes of a file: its noun says who may have it."""

import re
from collections.abc import Callable

from django.core.files.base import File
from django.core.files.storage import default_storage

from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.refusals import NotVisible

# (actor, subject_id, attachment) → may this actor have this file. Called on every request, also to revalidate a cached one.
Gate = Callable[[Actor, int, Attachment], bool]
_gates: dict[str, Gate] = {}
_KEY = re.compile(r"[0-9a-f]{48}")


def register_gate(kind: str, gate: Gate) -> None:
    """A noun names its gate, in its AppConfig.ready. A noun without one shows its files to nobody."""
    if _gates.get(kind, gate) is not gate:
        raise ValueError(f"{kind} already has a gate")
    _gates[kind] = gate


def giver_of(actor: Actor) -> str:
    """Who gave a file, as the row says it: never a name."""
    if actor.person_id is not None:
        return f"person:{actor.person_id}"
    if actor.token_id is not None:
        return f"token:{actor.token_id}"
    return actor.subject or str(actor.kind)


def attachment_for(actor: Actor, key: str) -> Attachment:
    """The row, or NotVisible, which does not tell a wrong key from a file that is not for this actor."""
    known = _KEY.fullmatch(key) is not None
    attachment = Attachment.objects.filter(key=key, erased_at=None).first() if known else None
    if attachment is None or not _opens(actor, attachment):
        raise NotVisible
    return attachment


def open_for(actor: Actor, key: str) -> tuple[Attachment, File]:  # type: ignore[type-arg]  # generic in the stubs only
    """The row and its bytes, open for reading; the caller closes them. NotVisible like `attachment_for`."""
    attachment = attachment_for(actor, key)
    try:
        return attachment, default_storage.open(attachment.path, "rb")
    except FileNotFoundError:
        raise NotVisible("file_missing", "文件已不在存储中。", "请告诉系统管理员。") from None


def _opens(actor: Actor, attachment: Attachment) -> bool:
    if attachment.subject_id is None:
        return actor.person_id is not None and attachment.given_by == giver_of(actor)
    gate = _gates.get(attachment.subject_kind)
    return gate is not None and gate(actor, attachment.subject_id, attachment)
