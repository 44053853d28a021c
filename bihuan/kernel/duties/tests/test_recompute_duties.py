import pytest

from bihuan.kernel.calendar import Limit
from bihuan.kernel.calendar.tests.test_notices import activate, person, propose
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties.actions import extend_duty, finish_duty, start_duty
from bihuan.kernel.duties.alerts import alert_due_duties
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.recomputing import recompute_duties
from bihuan.kernel.journal import Subject, history

AT = on("2026-12-25 10:00")


@pytest.fixture
def load_notice(db):
    return lambda: activate(propose(person("cao_rui")), person("xie_min"))


@pytest.fixture
def owe(subject, by):
    recompute_duties(by=by, at=AT)  # the calendar that ships is the one by which these are computed

    def start(started, limit, item="", to=subject):
        return start_duty(
            subject=to,
            verb="complete",
            holder="office:12",
            started_at=on(started),
            limit=Limit.parse(limit),
            item=item,
        )

    return start


def stored(duty):
    return Duty.objects.get(pk=duty.pk)


def events(subject):
    return [entry.event for entry in history(subject)]


def test_a_notice_recomputes_and_journals_every_provisional_duty_of_a_subject_in_one_entry(
    owe, load_notice, by, subject, locked
):
    moved = owe("2026-12-25 09:00", "5 wd", "leg:1")
    settled = owe("2026-12-25 09:00", "7 wd", "leg:2")
    untouched = owe("2026-12-21 09:00", "2 wd", "leg:3")
    assert (moved.due_at, moved.provisional) == (on("2027-01-04 17:30"), True)
    load_notice()
    assert recompute_duties(by=by, at=AT).done == 1

    assert (stored(moved).due_at, stored(moved).provisional) == (on("2027-01-04 17:30"), False)
    assert (stored(settled).due_at, stored(settled).provisional) == (on("2027-01-06 17:30"), False)
    assert stored(untouched).due_at == on("2026-12-23 17:30")
    (entry,) = history(subject)
    assert entry.event == "duty.recompute"
    assert [change["item"] for change in entry.data["duties"]] == ["leg:1", "leg:2"]
    assert locked == [7]


def test_a_duty_that_ends_in_the_old_year_moves_too_where_the_notice_reaches_back(owe, load_notice, by):
    duty = owe("2026-12-30 09:00", "1 wd")
    assert (duty.due_at, duty.provisional) == (on("2026-12-31 17:30"), False)
    load_notice()
    recompute_duties(by=by, at=AT)
    assert stored(duty).due_at == on("2027-01-03 17:30")
    assert stored(duty).alert_at == on("2026-12-30 17:30")


def test_it_runs_once_per_calendar_and_may_be_repeated(owe, load_notice, by, subject):
    owe("2026-12-25 09:00", "5 wd")
    load_notice()
    assert [recompute_duties(by=by, at=AT).done for _ in range(3)] == [1, 0, 0]
    assert events(subject) == ["duty.recompute"]


def test_what_ended_or_was_agreed_by_hand_is_left_alone(owe, load_notice, by, subject):
    finish_duty(duty=owe("2026-12-25 09:00", "5 wd", "leg:1"), at=AT)
    extend_duty(
        duty=owe("2026-12-25 09:00", "5 wd", "leg:2"), at=on("2026-12-28 09:00"), to=on("2027-01-15 12:00")
    )
    load_notice()
    assert recompute_duties(by=by, at=AT).done == 0
    assert events(subject) == []


def test_a_light_that_is_no_longer_true_goes_out(owe, load_notice, by, subject):
    duty = owe("2026-12-30 09:00", "1 wd")
    alert_due_duties(by=by, at=on("2026-12-31 17:31"))
    assert stored(duty).alerted == "red"
    load_notice()
    recompute_duties(by=by, at=on("2026-12-31 18:00"))
    assert (stored(duty).alerted, stored(duty).alert_at) == ("yellow", on("2027-01-03 17:30"))
    alert_due_duties(by=by, at=on("2026-12-31 18:30"))
    alert_due_duties(by=by, at=on("2027-01-03 17:31"))
    assert events(subject) == ["duty.red", "duty.recompute", "duty.red"]


def test_a_failure_keeps_the_calendar_unseen_so_that_the_next_run_tries_again(owe, load_notice, by, subject):
    owe("2026-12-25 09:00", "5 wd")
    lost = owe("2026-12-25 09:00", "5 wd", to=Subject("unknown", 1))
    load_notice()
    assert recompute_duties(by=by, at=AT).failed == 1
    Duty.objects.filter(pk=lost.pk).update(subject_kind="thing")
    report = recompute_duties(by=by, at=AT)
    assert (report.done, report.failed) == (1, 0)
    assert recompute_duties(by=by, at=AT).done == 0
