"""归档: the period is over. What happened stays and its chain stays whole; who it was and what was said is gone."""

from datetime import datetime

from django.db import transaction

from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.rules.archiving import ArchiveFacts, may_archive
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import erase_files
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.notes.actions import erase_notes
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.search.actions import unindex

BLANK_TITLE = "（已归档）"


def archive_case(*, case: Case, by: Actor, at: datetime) -> Case:
    """Blank reporters, titles, places, notes, files and the index of one ended case. Codes, dates, hands and the journal stay."""
    with transaction.atomic():
        case = lock_case(case)
        refuse_unless(
            may_archive(_facts_of(case), city_calendar(), value("cases.retention", on=day_of(at)), at)
        )
        case.reporters.update(name="", phone="", phone_digest="", contact_time="")
        case.title, case.restated_title, case.address = BLANK_TITLE, "", ""
        case.latitude = case.longitude = None
        erased = erase_notes(subject=case.subject, at=at)
        files = erase_files(subject=case.subject, at=at)
        unindex(case.subject)
        case.archived_at = case.blanked_at = at
        record_step(case, "archive", by=by, at=at, data={"notes": erased, "files": files})
        return case


def _facts_of(case: Case) -> ArchiveFacts:
    return ArchiveFacts(
        ended_at=case.ended_at,
        archived=case.archived_at is not None,
        lead_is_open=case.lead is not None and case.lead.ended_at is None,
    )
