"""The journal of a case, as its chain."""

from typing import Any

from ninja import Router

from bihuan.domain.cases.queries import case_for
from bihuan.faces.api.auth import needs
from bihuan.faces.api.problems import READS
from bihuan.faces.api.shapes import EntryOut
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import sentence_of
from bihuan.kernel.journal import history
from bihuan.kernel.journal.events import event_of

router = Router(tags=["journal"])


@router.get("/cases/{number}/journal", response=list[EntryOut], summary="一件的日志", openapi_extra=READS)
def read_journal(request: Request, number: str) -> list[dict[str, Any]]:
    """Everything that was done, first to last; each entry's hash is over its text and the one before it. Notes are named by id only."""
    case = case_for(needs(request, "cases:read"), number)
    return [
        {
            "seq": entry.seq,
            "event": entry.event,
            "label": event_of(entry.event).label,
            "sentence": sentence_of(entry, {}),
            "at": entry.at,
            "actor_kind": entry.actor_kind,
            "hash": entry.hash,
            "prev_hash": entry.prev_hash,
            "algorithm": entry.algorithm,
            "text": entry.text,
        }
        for entry in history(case.subject)
    ]
