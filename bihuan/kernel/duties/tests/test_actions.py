import pytest
from django.db import IntegrityError, transaction

from bihuan.kernel.calendar import Limit
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties.actions import (
    drop_duties,
    drop_duty,
    extend_duty,
    finish_duties,
    finish_duty,
    pause_duties,
    pause_duty,
    resume_duties,
    resume_duty,
    start_duty,
)
from bihuan.kernel.duties.models import Duty, Pause
from bihuan.kernel.refusals import WrongState

MONDAY = on("2026-11-23 09:00")


@pytest.fixture
def owe(subject):
    """A duty of 李强's section, from Monday morning."""

    def start(limit="5 wd", **values):
        values = {"verb": "complete", "holder": "office:12", "started_at": MONDAY} | values
        return start_duty(subject=subject, limit=limit and Limit.parse(limit), **values)

    return start


def stored(duty):
    return Duty.objects.get(pk=duty.pk)


def test_it_is_due_by_the_calendar_and_warned_a_working_day_before(owe):
    duty = stored(owe("5 wd"))
    assert (duty.due_at, duty.alert_at) == (on("2026-11-30 17:30"), on("2026-11-27 17:30"))
    assert (duty.limit, duty.provisional, duty.alerted) == ("5 wd", False, "")


def test_into_an_unpublished_year_it_is_provisional(owe):
    assert stored(owe("30 wd")).provisional


def test_a_short_one_has_no_yellow(owe):
    duty = stored(owe("15 min"))
    assert duty.alert_at == on("2026-11-23 09:10"), "five minutes before"
    assert stored(owe("2 min", item="b")).alert_at == on("2026-11-23 09:02")
    assert stored(owe("4 wh", item="c")).alert_at == on("2026-11-23 15:30")


def test_it_may_be_due_by_a_date_or_not_at_all(owe):
    assert stored(owe(None, due_at=on("2026-12-20 12:00"))).due_at == on("2026-12-20 12:00")
    open_ended = stored(owe(None, item="other"))
    assert (open_ended.due_at, open_ended.alert_at) == (None, None)


def test_the_same_verb_is_owed_once_by_one_holder(owe):
    owe()
    with pytest.raises(IntegrityError), transaction.atomic():
        owe()


def test_once_ended_it_may_be_owed_again(owe):
    finish_duty(duty=owe(), at=on("2026-11-24 09:00"))
    assert owe().pk


def test_finished_in_the_last_minute_it_is_in_time(owe):
    duty = finish_duty(duty=owe(), at=on("2026-11-30 17:30"))
    assert (stored(duty).late_minutes, stored(duty).dropped, stored(duty).alert_at) == (0, False, None)


def test_lateness_is_frozen_at_the_end(owe):
    duty = drop_duty(duty=owe(), at=on("2026-12-01 09:30"))
    assert (stored(duty).late_minutes, stored(duty).dropped) == (60, True)


def test_critical_lateness_is_on_the_wall_clock(owe):
    assert finish_duty(duty=owe("2 h"), at=on("2026-11-23 21:00")).late_minutes == 600


def test_lateness_asks_the_function_and_not_the_stored_moment(owe):
    duty = owe()
    Duty.objects.filter(pk=duty.pk).update(due_at=on("2026-11-23 10:00"))
    assert finish_duty(duty=stored(duty), at=on("2026-11-24 09:00")).late_minutes == 0


def test_what_ended_does_not_end_again(owe):
    duty = finish_duty(duty=owe(), at=on("2026-11-24 09:00"))
    for action in (finish_duty, drop_duty, pause_duty, resume_duty):
        with pytest.raises(WrongState, match="已经结束"):
            action(duty=duty, at=on("2026-11-24 10:00"))
    with pytest.raises(WrongState, match="已经结束"):
        extend_duty(duty=duty, at=on("2026-11-23 12:00"), limit=Limit.parse("1 wd"))


def test_while_paused_nothing_is_due(owe):
    duty = stored(pause_duty(duty=owe(), at=on("2026-11-24 10:00")))
    assert (duty.due_at, duty.alert_at) == (None, None)
    assert not duty.is_late(at=on("2027-06-01 09:00"))
    with pytest.raises(WrongState, match="已经暂停"):
        pause_duty(duty=duty, at=on("2026-11-24 11:00"))


def test_resumed_it_has_what_was_left(owe):
    duty = pause_duty(duty=owe(), at=on("2026-11-24 10:00"))
    duty = stored(resume_duty(duty=duty, at=on("2026-11-26 15:00")))
    assert (duty.due_at, duty.alert_at) == (on("2026-12-02 17:30"), on("2026-12-01 17:30"))
    with pytest.raises(WrongState, match="没有暂停"):
        resume_duty(duty=duty, at=on("2026-11-26 16:00"))


def test_a_date_agreed_by_hand_moves_with_a_pause(owe):
    duty = pause_duty(duty=owe(None, due_at=on("2026-12-18 12:00")), at=on("2026-11-24 10:00"))
    assert duty.due_at is None
    assert stored(resume_duty(duty=duty, at=on("2026-11-26 15:00"))).due_at == on("2026-12-22 12:00")


def test_ended_while_paused_it_is_not_late_for_the_pause(owe):
    for item, values in (("a", {}), ("b", {"limit": None, "due_at": on("2026-11-30 17:30")})):
        duty = pause_duty(duty=owe(item=item, **values), at=on("2026-11-24 10:00"))
        assert finish_duty(duty=stored(duty), at=on("2026-12-31 09:00")).late_minutes == 0
    assert not Pause.objects.filter(to_at=None).exists()


def test_an_extension_runs_from_where_the_limit_ended(owe):
    duty = extend_duty(duty=owe(), at=on("2026-11-23 12:00"), limit=Limit.parse("3 wd"))
    duty = stored(duty)
    assert (duty.limit, duty.due_at) == ("5 wd + 3 wd", on("2026-12-03 17:30"))
    assert duty.alert_at == on("2026-12-02 17:30")


def test_an_extension_to_a_date_is_that_date(owe):
    duty = stored(extend_duty(duty=owe(), at=on("2026-11-23 12:00"), to=on("2026-12-24 17:30")))
    assert (duty.due_at, duty.provisional) == (on("2026-12-24 17:30"), False)
    again = stored(extend_duty(duty=duty, at=on("2026-11-23 12:00"), limit=Limit.parse("1 wd")))
    assert again.due_at == on("2026-12-25 17:30")


def test_an_extension_puts_the_lights_out(owe):
    duty = owe()
    Duty.objects.filter(pk=duty.pk).update(alerted="yellow", alert_at=duty.due_at)
    duty = stored(extend_duty(duty=stored(duty), at=on("2026-11-24 12:00"), limit=Limit.parse("3 wd")))
    assert (duty.alerted, duty.alert_at) == ("", on("2026-12-02 17:30"))


def test_without_a_limit_there_is_nothing_to_extend(owe):
    with pytest.raises(WrongState, match="没有期限"):
        extend_duty(duty=owe(None), at=on("2026-11-23 12:00"), limit=Limit.parse("3 wd"))


def test_all_of_a_subject_or_one_verb_or_one_item(owe, subject):
    owe(verb="answer", item="leg:1")
    owe(verb="complete", item="leg:1")
    owe(verb="complete", item="leg:2")
    at = on("2026-11-24 09:00")
    assert len(finish_duties(subject=subject, at=at, verb="complete", item="leg:2")) == 1
    assert len(drop_duties(subject=subject, at=at, verb="answer")) == 1
    assert len(finish_duties(subject=subject, at=at, verb="answer")) == 0
    assert len(drop_duties(subject=subject, at=at)) == 1


def test_clocks_of_a_subject_stop_and_go_on_together(owe, subject):
    owe(item="leg:1")
    owe(item="leg:2")
    assert len(pause_duties(subject=subject, at=on("2026-11-24 09:00"), item="leg:1")) == 1
    assert len(pause_duties(subject=subject, at=on("2026-11-24 10:00"))) == 1, (
        "the first stands still already"
    )
    assert len(resume_duties(subject=subject, at=on("2026-11-25 10:00"))) == 2
    assert {duty.due_at for duty in Duty.objects.all()} == {on("2026-12-01 17:30")}
    assert resume_duties(subject=subject, at=on("2026-11-25 11:00")) == []
