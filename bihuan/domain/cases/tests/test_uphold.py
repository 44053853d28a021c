"""维持结果."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import FollowUp, Ruling
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.testing.refusals import refused

SAID = {"reason": "逐条核实，符合许可。", "remedies": "可在六十日内申请复议。"}


def test_closed_with_reasons_and_remedies_and_the_reporter_stays_dissatisfied(loop):
    case = do(loop, actions.uphold_case, loop.until("uphold"), "han_xue", **SAID)
    ruling = Ruling.objects.get()
    assert (case.state, owed(case), held_by(case)) == (State.CLOSED, {}, None)
    assert (ruling.kind, ruling.reason.text, ruling.remedies.text) == ("UPHELD", *SAID.values())
    assert ruling.by == loop.city.person("han_xue")
    assert FollowUp.objects.get().solved is False
    assert last(case).event == "case.uphold" and "许可" not in last(case).text


def test_only_an_arbiter_outside_the_round_and_in_writing(loop):
    case = loop.until("uphold")
    with refused("same_hand"):
        do(loop, actions.uphold_case, case, "zhao_min", **SAID)
    with refused("not_your_role"):
        do(loop, actions.uphold_case, case, "zheng_kai", **SAID)
    for empty in SAID:
        with refused("empty"):
            do(loop, actions.uphold_case, case, "han_xue", **SAID | {empty: " "})
