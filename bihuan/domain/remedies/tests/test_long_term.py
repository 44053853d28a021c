"""挂账: asked by the office, approved by a leader, milestones, quarterly review; open and counted all the while."""

from datetime import date

import pytest

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.queries.ledger import ledger
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import LongTermState
from bihuan.domain.remedies.queries import long_term_for
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


@pytest.fixture
def do(loop):
    def step(action, item, who="zhao_min", **inputs):
        return action(long_term=item, by=loop.actor(who), at=loop.later(), **inputs)

    return step


@pytest.fixture
def drafted(loop):
    return actions.draft_long_term(
        by=loop.actor("zhao_min"), at=loop.later(), case=loop.until("complete"), reason="要等旧城改造。"
    )


@pytest.fixture
def carried(loop, do, drafted, soon):
    item = do(actions.add_milestone, drafted, text="管网设计", office=loop.city.housing, due_on=soon)
    item = do(actions.ask_long_term, item)
    item = do(actions.decide_long_term, item, "mayor_fang", granted=True)
    return do(actions.enter_long_term, item, document="领导小组纪要〔2026〕5号")


def test_the_case_stands_still_open_and_counted_until_it_goes_on(do, carried):
    case = carried.case
    case.refresh_from_db()
    assert case.state == State.LONG_TERM and case.is_open
    assert ledger(from_on=date(2026, 1, 1), to_on=date(2026, 12, 31)).closing == 1
    with refused("milestones_open"):
        do(actions.finish_long_term, carried)
    item = do(actions.reach_milestone, carried, "ma_li", place=1)
    item = do(actions.finish_long_term, item)
    case.refresh_from_db()
    assert (case.state, item.state) == (State.HANDLING, LongTermState.DONE)
    assert not open_duties(item.subject).exists()
    assert [e.event.partition(".")[2] for e in history(item.subject)] == [
        "draft",
        "add_milestone",
        "ask",
        "decide",
        "enter",
        "reach_milestone",
        "finish",
    ]


def test_without_milestones_it_is_not_asked(do, drafted):
    with refused("no_milestone"):
        do(actions.ask_long_term, drafted)


@pytest.mark.parametrize(
    ("who", "code"), [("zhao_min", "not_your_role"), ("director_chen", "not_your_office")]
)
def test_only_a_leader_approves(loop, do, drafted, soon, who, code):
    item = do(actions.add_milestone, drafted, text="设计", office=loop.city.housing, due_on=soon)
    item = do(actions.ask_long_term, item)
    with refused(code):
        do(actions.decide_long_term, item, who, granted=True)
    item = do(actions.decide_long_term, item, "mayor_fang", granted=False, answer="按期办。")
    assert item.state == LongTermState.DRAFT
    with refused("wrong_state"):
        do(actions.enter_long_term, item, document="x")


def test_every_quarter_somebody_owes_a_review(do, carried):
    first = open_duties(carried.subject).get(verb="review")
    do(actions.review_long_term, carried, opinion="设计招标完成。")
    again = open_duties(carried.subject).get(verb="review")
    assert again.pk != first.pk and again.due_at >= first.due_at
    with refused("not_your_office"):
        do(actions.review_long_term, carried, "ma_li", opinion="x")


def test_one_item_per_case_and_only_while_it_is_handled(loop, do, drafted):
    for case, code in ((drafted.case, "asked_already"), (loop.until("accept"), "wrong_state")):
        with refused(code):
            actions.draft_long_term(by=loop.actor("zhao_min"), at=loop.later(), case=case, reason="x")
    item = do(actions.withdraw_long_term, drafted, reason="能按期办。")
    assert item.state == LongTermState.WITHDRAWN


def test_whoever_sees_the_case_sees_that_it_is_on_the_list(loop, carried):
    assert long_term_for(loop.actor("li_qiang"), carried.number) == carried
    with refused("not_found"):
        long_term_for(loop.actor("xu_hui"), carried.number)
