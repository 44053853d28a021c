"""申请暂停, 暂停审批, 恢复办理."""

from datetime import date, datetime, timedelta

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Stage
from bihuan.domain.cases.jobs import end_suspensions
from bihuan.domain.cases.models import Custody
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise, with_section
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import CITY_TIME, Limit, city_calendar
from bihuan.kernel.duties.models import Pause
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused

FRIDAY = date(2026, 11, 27)
JOB = Actor.calendar("cases.end_suspensions")


def ask(loop, case, until=FRIDAY):
    return do(loop, actions.request_suspension, case, "li_qiang", until=until, reason="等待法院鉴定结论。")


def suspended(loop):
    case = ask(loop, with_section(loop))
    return do(loop, actions.decide_suspension, case, "zhao_min", granted=True, answer="同意。")


def test_every_clock_of_the_case_stands_still_and_the_time_is_nobody_s(loop):
    case = suspended(loop)
    assert set(owed(case).values()) == {None}
    assert Custody.objects.get(case=case, to_at=None).stage == Stage.SUSPENDED
    assert (case.suspended_at, case.suspended_until) == (loop.at, FRIDAY)


def test_the_reporter_is_told(loop):
    case = suspended(loop)
    told = Notice.objects.get(recipient=f"reporter:{case.pk}", entry__event="case.decide_suspension")
    assert "2026年11月27日" in told.body


def test_the_calendar_resumes_it_from_the_midnight_after_its_last_day(loop):
    before = with_section(loop)
    date_before, due_before = promise(before), parts_of(before)[-1].due_at
    case = ask(loop, before)
    case = do(loop, actions.decide_suspension, case, "zhao_min", granted=True)
    assert end_suspensions(JOB, loop.later(days=2)).done == 0
    assert end_suspensions(JOB, datetime(2026, 11, 30, 9, 0, tzinfo=CITY_TIME)).done == 1
    case.refresh_from_db()
    midnight = datetime(2026, 11, 28, tzinfo=CITY_TIME)
    assert case.suspended_at is None
    assert Custody.objects.get(case=case, to_at=None).from_at == midnight
    pause = Pause.objects.filter(duty__verb="promise").get()
    # Tuesday to Friday were paused (Monday's rest is not a whole day): four working days more
    calendar = city_calendar()
    assert calendar.working_days_between(pause.from_at, pause.to_at) == 4
    assert promise(case) == calendar.due(date_before, Limit(4, "wd")).at
    assert parts_of(case)[-1].due_at == calendar.due(due_before, Limit(4, "wd")).at


def test_the_same_hands_hold_it_again(loop):
    case = suspended(loop)
    case = do(loop, actions.resume_case, case, "zhao_min")
    held = Custody.objects.get(case=case, to_at=None)
    assert (held.office, held.stage) == (loop.city.housing_permits, Stage.HANDLING)
    assert history(case.subject)[-1].event == "case.resume"


def test_nothing_is_handled_while_it_stands_still(loop):
    case = suspended(loop)
    with refused("suspended"):
        do(loop, actions.complete_case, case, "li_qiang", outcome="SOLVED", reply="办好了。")
    with refused("suspended"):
        do(loop, actions.recall_case, case, "zhao_min", office=loop.city.housing, reason="。")


def test_what_a_leader_asked_for_is_owed_all_the_same(loop):
    case = with_section(loop)
    do(
        loop,
        actions.instruct_case,
        case,
        "mayor_fang",
        text="请尽快。",
        office=loop.city.housing,
        report_on=FRIDAY,
    )
    case = do(loop, actions.decide_suspension, ask(loop, case), "zhao_min", granted=True)
    assert owed(case)["report_instruction", loop.city.housing_desk.key] is not None


def test_a_no_stops_nothing(loop):
    case = do(loop, actions.decide_suspension, ask(loop, with_section(loop)), "zhao_min", granted=False)
    assert case.suspended_at is None
    assert not Pause.objects.exists()


def test_a_day_gone_by_is_refused(loop):
    with refused("past_day"):
        ask(loop, with_section(loop), until=FRIDAY - timedelta(days=7))


def test_the_unit_does_not_decide_its_own(loop):
    with refused("not_your_office"):
        do(loop, actions.decide_suspension, ask(loop, with_section(loop)), "ma_li", granted=True)


def test_there_is_nothing_to_resume_in_a_case_that_runs(loop):
    with refused("not_suspended"):
        do(loop, actions.resume_case, with_section(loop), "zhao_min")


def test_the_unit_does_not_resume_it(loop):
    with refused("not_your_office"):
        do(loop, actions.resume_case, suspended(loop), "ma_li")
