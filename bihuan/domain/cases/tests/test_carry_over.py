"""挂账 and 恢复办理: open and counted all the while; the clocks stand still."""

from datetime import timedelta

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.tests.parts import do, owed, with_section
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.testing.refusals import refused


def carry(loop, case, who="zhao_min", **said):
    inputs = {"document": "领导小组〔2026〕3号", "reason": "需列入明年预算。"} | said
    return do(loop, actions.carry_over_case, case, who, **inputs)


def test_nothing_is_due_while_it_is_on_the_list_and_it_stays_open(loop):
    case = carry(loop, with_section(loop))
    assert (case.state, case.is_open) == (State.LONG_TERM, True)
    assert set(owed(case).values()) == {None}
    assert held_by(case) == (loop.city.housing_permits.code, "HANDLING")
    assert last(case).data["document"] == "领导小组〔2026〕3号" and "预算" not in last(case).text


def test_off_the_list_every_date_has_moved_by_the_time_that_passed(loop):
    case = with_section(loop)
    before = owed(case)
    case = carry(loop, case)
    loop.later(days=28)
    case = do(loop, actions.resume_carried_case, case, "zhao_min")
    moved = {key: due - before[key] for key, due in owed(case).items() if before[key]}
    assert case.state == State.HANDLING
    assert all(timedelta(days=26) < by < timedelta(days=36) for by in moved.values())
    assert last(case).event == "case.resume_carried"


def test_an_instruction_is_reported_on_all_the_same(loop):
    case = do(
        loop,
        actions.instruct_case,
        with_section(loop),
        "mayor_fang",
        kind="LEADER",
        text="请抓紧。",
        office=loop.city.housing,
        report_on=loop.at.date().replace(day=30),
    )
    dates = owed(carry(loop, case))
    assert [due is not None for (verb, _), due in dates.items() if verb == "report_instruction"] == [True]


def test_only_by_the_office_on_a_document(loop):
    case = with_section(loop)
    for who in ("ma_li", "director_chen"):
        with refused("not_your_office"):
            carry(loop, case, who)
    for empty in ("document", "reason"):
        with refused("incomplete"):
            carry(loop, case, **{empty: " "})
    case = carry(loop, case)
    with refused("not_your_role"):
        do(loop, actions.resume_carried_case, case, "zheng_kai")
