"""交接: what one holder owes becomes another's."""

from datetime import UTC, datetime, timedelta

import pytest

from bihuan.kernel.calendar import Limit
from bihuan.kernel.duties.actions import finish_duty, start_duty
from bihuan.kernel.duties.handover import move_duties
from bihuan.kernel.journal.subjects import Subject

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LATER = AT + timedelta(days=30)
pytestmark = pytest.mark.django_db


def owe(holder, case=1, verb="handle"):
    return start_duty(
        subject=Subject("case", case), verb=verb, holder=holder, started_at=AT, limit=Limit.parse("3 wd")
    )


def test_open_duties_change_hands_and_keep_their_clocks():
    duty, done = owe("person:1"), owe("person:1", case=2)
    finish_duty(duty=done, at=AT)
    due, alert = duty.due_at, duty.alert_at
    assert [moved.pk for moved in move_duties(from_holder="person:1", to_holder="person:2", at=LATER)] == [
        duty.pk
    ]
    duty.refresh_from_db(), done.refresh_from_db()
    assert (duty.holder, duty.due_at, duty.alert_at) == ("person:2", due, alert)
    assert done.holder == "person:1"


def test_what_the_other_owes_already_is_owed_once_and_its_lateness_kept():
    mine, theirs = owe("person:1"), owe("person:2")
    move_duties(from_holder="person:1", to_holder="person:2", at=LATER)
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert mine.dropped and mine.late_minutes > 0 and mine.holder == "person:1"
    assert theirs.is_open


def test_nothing_owed_nothing_moved():
    assert move_duties(from_holder="person:1", to_holder="person:2", at=AT) == []
