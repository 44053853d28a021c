"""What ends with one step ends in one statement, each with its own lateness."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.duties.actions import (
    Owed,
    drop_duties,
    finish_duties,
    pause_duty,
    start_duties,
)
from bihuan.kernel.duties.models import Duty, Pause
from bihuan.kernel.journal.subjects import Subject
from bihuan.testing.city import MONDAY_MORNING

pytestmark = pytest.mark.django_db
CASE = Subject("case", 7)
LATER = MONDAY_MORNING + timedelta(days=1)


def started(*verbs: str, due_at=None) -> list[Duty]:
    owed = [Owed(verb=verb, holder="office:1", due_at=due_at) for verb in verbs]
    return start_duties(owed, subject=CASE, started_at=MONDAY_MORNING)


def test_several_begin_in_one_statement():
    with CaptureQueriesContext(connection) as asked:
        duties = started("accept", "promise", "contact", due_at=LATER)
    inserts = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("INSERT")]
    assert len(inserts) == 1
    assert [duty.due_at for duty in Duty.objects.order_by("pk")] == [LATER] * 3
    assert all(duty.pk for duty in duties)


def test_equally_late_ones_end_in_one_statement():
    started("accept", "promise", "contact", due_at=LATER)
    with CaptureQueriesContext(connection) as asked:
        ended = finish_duties(subject=CASE, at=LATER)
    assert [one["sql"][:6] for one in asked.captured_queries].count("UPDATE") == 1
    rows = Duty.objects.values_list("done_at", "dropped", "late_minutes", "alert_at")
    assert set(rows) == {(LATER, False, 0, None)}
    assert {duty.done_at for duty in ended} == {LATER}


def test_each_keeps_its_own_lateness():
    started("accept", due_at=MONDAY_MORNING + timedelta(hours=1))
    started("promise", due_at=LATER + timedelta(days=9))
    ended = finish_duties(subject=CASE, at=LATER)
    late = {duty.verb: duty.late_minutes for duty in ended}
    assert late["accept"] > 0
    assert late["promise"] == 0
    assert dict(Duty.objects.values_list("verb", "late_minutes")) == late


def test_a_clock_that_stands_still_ends_there():
    standing, _ = started("accept", "promise", due_at=LATER)
    pause_duty(duty=standing, at=MONDAY_MORNING)
    drop_duties(subject=CASE, at=LATER)
    assert Pause.objects.get().to_at == LATER
    assert not Duty.objects.filter(done_at=None).exists()


def test_some_verbs_outlive_the_rest():
    started("accept", "report_instruction")
    dropped = drop_duties(subject=CASE, at=LATER, but={"report_instruction"})
    assert [duty.verb for duty in dropped] == ["accept"]
    assert Duty.objects.get(done_at=None).verb == "report_instruction"
