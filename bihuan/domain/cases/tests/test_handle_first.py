"""先处置后补单, and the calls by night."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.actions import dispatch_case, escalate_leg, handle_first
from bihuan.domain.cases.choices import State, Urgency
from bihuan.domain.cases.jobs import call_next_on_duty
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.refusals import NotAllowed, WrongState

CALENDAR = Actor.calendar("test")


@pytest.fixture
def leak(loop):
    return loop.register(content="小区燃气泄漏，味道很大，楼道里都是。")


def test_a_critical_word_makes_it_critical(leak):
    assert leak.urgency == Urgency.CRITICAL
    assert "燃气泄漏" in leak.flags


def test_whoever_can_help_takes_it_at_once(loop, leak):
    case = handle_first(
        case=leak, by=loop.actor("tang_yue"), at=loop.later(minutes=2), doing="已派人关阀疏散。"
    )
    assert case.state == State.HANDLING
    assert [entry.event for entry in history(case.subject)][-1] == "case.handle_first"
    owed = set(
        Duty.objects.filter(subject_kind="case", subject_id=case.pk, done_at=None).values_list(
            "verb", flat=True
        )
    )
    assert owed == {"promise", "handle", "contact"}


def test_an_ordinary_case_waits_for_its_order(loop):
    with pytest.raises(NotAllowed, match="特急"):
        handle_first(case=loop.register(), by=loop.actor("tang_yue"), at=loop.later(), doing="先办了。")


def test_it_is_refused_once_it_was_dispatched(loop, leak, city):
    handle_first(case=leak, by=loop.actor("tang_yue"), at=loop.later(), doing="已到现场。")
    with pytest.raises(WrongState):
        handle_first(case=leak, by=loop.actor("li_qiang"), at=loop.later(), doing="也到了。")


def test_it_is_refused_to_those_who_handle_nothing(loop, leak):
    with pytest.raises(NotAllowed):
        handle_first(case=leak, by=loop.actor("wu_tong"), at=loop.later(), doing="我来。")


def test_nobody_acknowledges_so_the_next_on_duty_is_called_once_per_quarter(loop, leak, city):
    case = loop.step("accept", leak)
    case = dispatch_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), office=city.housing)
    start = loop.at
    call_next_on_duty(CALENDAR, start + timedelta(minutes=10))
    assert not Notice.objects.filter(entry__event="case.escalate").exists()
    for minutes in (16, 17, 31):
        call_next_on_duty(CALENDAR, start + timedelta(minutes=minutes))
    called = [entry.data["step"] for entry in history(case.subject) if entry.event == "case.escalate"]
    assert called == [1, 2]
    assert (
        Notice.objects.filter(entry__event="case.escalate", critical=True)
        .values("recipient")
        .distinct()
        .count()
        == 2
    )


def test_an_acknowledged_part_is_left_alone(loop, leak, city):
    case = loop.step("accept", leak)
    case = dispatch_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), office=city.housing)
    case = loop.step("acknowledge", case)
    escalate_leg(leg=case.legs.get(), by=CALENDAR, at=loop.at + timedelta(hours=2))
    assert not Notice.objects.filter(entry__event="case.escalate").exists()
