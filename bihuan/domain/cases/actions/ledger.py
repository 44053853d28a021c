"""The ledger is kept by `record_step`, so that no action can forget it."""

from datetime import datetime

from bihuan.domain.cases.models import Case, LedgerLine
from bihuan.domain.cases.rules.ledger import ledger_change


def keep_ledger(case: Case, *, at: datetime) -> None:
    """Write what the case's new state means for the open ledger; the caller saves the case."""
    case.ledger_office_id, lines = ledger_change(
        held_by=case.ledger_office_id, office=case.office_id, state=case.state, is_new=not case.version
    )
    LedgerLine.objects.bulk_create(
        LedgerLine(case=case, office_id=office, programme=case.programme, kind=kind, at=at)
        for kind, office in lines
    )
