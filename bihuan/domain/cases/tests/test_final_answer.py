"""最终答复: signed by the head of the unit that led, after the last round."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Ruling
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.testing.refusals import refused


@pytest.fixture
def after_three(loop):
    """Three rounds: each completed, struck off, and not content."""
    case = loop.until("uphold")
    for _ in range(2):
        case = do(loop, actions.new_round, case, "han_xue", differs="换科室。")
        for step in ("dispatch", "acknowledge", "subdispatch", "acknowledge_section", "complete", "endorse"):
            case = loop.step(step, case)
        case = do(loop, actions.approve_case, case, "director_chen")
        for step in ("strike_off", "say_no"):
            case = loop.step(step, case)
    return case


def test_the_head_of_the_unit_owes_it_and_with_it_the_case_ends(loop, after_three):
    case, city = after_three, loop.city
    assert set(owed(case)) == {("decide", city.city.key), ("final_answer", city.housing.key)}
    with refused("last_round"):
        do(loop, actions.new_round, case, "han_xue", differs="再来。")
    for who, code in (("lin_tao", "not_your_role"), ("deng_bo", "not_your_unit")):
        with refused(code):
            do(loop, actions.give_final_answer, case, who, answer="。")
    with refused("empty"):
        do(loop, actions.give_final_answer, case, "director_chen", answer=" ")
    case = do(loop, actions.give_final_answer, case, "director_chen", answer="经三轮办理，答复如下。")
    assert (case.state, owed(case), held_by(case)) == (State.CLOSED, {}, None)
    assert Ruling.objects.latest("id").kind == "FINAL"
    assert last(case).event == "case.final_answer" and "三轮" not in last(case).text


def test_not_before_the_last_round(loop):
    with refused("too_early"):
        do(loop, actions.give_final_answer, loop.until("uphold"), "director_chen", answer="。")
