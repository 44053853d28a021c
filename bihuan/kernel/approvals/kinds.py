"""What can be asked for. Each mechanism registers its kinds in its `approvals.py`, so that one queue page serves all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from bihuan.kernel.rooms import import_from_rooms

DECIDE = "decide_approval"


@dataclass(frozen=True, slots=True)
class ApprovalKind:
    """One kind of request.

    decide: the mechanism's deciding action, `(*, approval, by, at, granted, answer)`; it calls `decide_approval`, gives effect, journals.
    expire: what happens when nobody answered in time, `(*, approval, by, at)`; it calls `expire_approval` and journals. The plain
        `expire_approval` where None.
    verb: how *my work* names what the decider owes: a verb of the subject, where it has one for this.
    sentence: what is asked, with the payload's names in braces: "延期 {limit}". Empty: the label.
    """

    code: str
    label: str
    decide: Callable[..., Any]
    expire: Callable[..., Any] | None = None
    verb: str = DECIDE
    sentence: str = ""

    def asks(self, payload: Mapping[str, Any]) -> str:
        """What is asked for, in Chinese."""
        return self.sentence.format(**payload) if self.sentence else self.label


_registered: dict[str, ApprovalKind] = {}


def register_kind(kind: ApprovalKind) -> ApprovalKind:
    """Make a kind known. A code is registered once."""
    if kind.code in _registered:
        raise ValueError(f"approval kind {kind.code!r} is registered twice")
    _registered[kind.code] = kind
    return kind


@cache
def _load() -> None:
    import_from_rooms("approvals")


def approval_kinds() -> Mapping[str, ApprovalKind]:
    """All kinds by code."""
    _load()
    return _registered


def kind_of(code: str) -> ApprovalKind:
    """The kind of a code. LookupError where no room registered it."""
    kinds = approval_kinds()
    if code not in kinds:
        raise LookupError(f"no approval kind {code!r}; known: {', '.join(sorted(kinds)) or 'none'}")
    return kinds[code]
