"""归档: who it was and what was said is gone; what happened stays, and its chain holds."""

from datetime import timedelta

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.jobs import archive_old_cases
from bihuan.domain.cases.models import Case, Reporter
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import history
from bihuan.kernel.notes.models import Note
from bihuan.kernel.search.models import Indexed
from bihuan.testing.refusals import refused

CALENDAR = Actor.calendar("cases.archive")
LONG = timedelta(days=3 * 366 + 10)


def test_the_job_forgets_persons_and_keeps_what_happened(loop):
    case, young = loop.until("closed"), loop.until("closed")
    Case.objects.filter(pk=young.pk).update(ended_at=loop.at + LONG)
    before = [entry.hash for entry in history(case.subject)]
    report = archive_old_cases(CALENDAR, loop.at + LONG)
    assert (report.done, report.failed) == (1, 0)
    case.refresh_from_db()
    assert case.archived_at and case.title == "（已归档）" and case.address == ""
    assert set(Reporter.objects.filter(case=case).values_list("name", "phone", "phone_digest")) == {
        ("", "", "")
    }
    assert not Note.objects.filter(subject_kind="case", subject_id=case.pk, erased_at=None).exists()
    assert not Indexed.objects.filter(subject_kind="case", subject_id=case.pk).exists()
    chain = history(case.subject)
    assert [entry.hash for entry in chain[:-1]] == before
    assert chain[-1].event == "case.archive" and chain[-1].prev_hash == before[-1]
    assert archive_old_cases(CALENDAR, loop.at + LONG).done == 0


@pytest.mark.parametrize(
    ("until", "passed", "code"), [("follow_up", LONG, "still_open"), ("closed", LONG / 2, "not_yet")]
)
def test_it_is_refused_before_its_time(loop, until, passed, code):
    case = loop.until(until)
    with refused(code):
        actions.archive_case(case=case, by=CALENDAR, at=loop.at + passed)


def test_a_merged_case_waits_for_its_lead(loop):
    case, lead = loop.until("dispatch"), loop.until("dispatch")
    case = actions.merge_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    with refused("still_open"):
        actions.archive_case(case=case, by=CALENDAR, at=loop.at + LONG)
    assert archive_old_cases(CALENDAR, loop.at + LONG).done == 0
