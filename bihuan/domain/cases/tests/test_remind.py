"""催办."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.tests.parts import do, owed, with_section
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused


def remind(loop, case, by):
    return actions.remind_case(case=case, by=by, at=loop.later(), message="请抓紧。")


def test_whoever_owes_the_next_step_is_told_and_nothing_moves(loop):
    case = with_section(loop)
    before, state = owed(case), case.state
    case = remind(loop, case, loop.actor("zhao_min"))
    assert (owed(case), case.state) == (before, state)
    assert history(case.subject)[-1].event == "case.remind"
    told = set(Notice.objects.filter(entry__event="case.remind").values_list("recipient", flat=True))
    assert told == {loop.city.housing_desk.key, loop.city.housing_permits.key}


def test_the_reporter_reminds_at_most_once_a_day(loop):
    case = with_section(loop)
    reporter = Actor.receipt(f"case:{case.pk}")
    remind(loop, case, reporter)
    with refused("too_many"):
        remind(loop, case, reporter)
    loop.later(days=1)
    remind(loop, case, reporter)


def test_a_leader_may(loop):
    assert remind(loop, with_section(loop), loop.actor("mayor_fang")).pk


def test_another_receipt_may_not(loop):
    case = with_section(loop)
    with refused("reporter_only"):
        remind(loop, case, Actor.receipt(f"case:{case.pk + 1}"))


def test_the_unit_may_not(loop):
    with refused("not_your_office"):
        remind(loop, with_section(loop), loop.actor("ma_li"))


def test_a_closed_case_is_past_reminding(loop):
    with refused("wrong_state"):
        do(loop, actions.remind_case, loop.until("closed"), "zhao_min")
