"""申请剔除, 审批剔除."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import covering, last, paper
from bihuan.testing.refusals import refused


def ask(loop, case, who="ma_li", **inputs):
    return do(
        loop,
        actions.request_exclusion,
        case,
        who,
        **{"reason": "恶意重复。", "evidence": [paper(loop)]} | inputs,
    )


def test_asked_with_reason_and_evidence_and_decided_by_another(loop):
    case = ask(loop, loop.until("follow_up"))
    assert ("decide_exclusion", loop.city.city.key) in owed(case)
    assert last(case).event == "case.request_exclusion" and "恶意" not in last(case).text
    with refused("asked_already"):
        ask(loop, case, "director_chen")
    case = loop.step("follow_up", case)
    assert set(owed(case)) == {("decide_exclusion", loop.city.city.key)}
    case = do(loop, actions.decide_exclusion, case, "han_xue", granted=True, answer="情况属实。")
    assert (case.excluded_at, owed(case)) == (loop.at, {})
    assert last(case).data["granted"] is True
    with refused("excluded"):
        ask(loop, case)


def test_a_no_leaves_it_in_the_rates(loop):
    case = do(loop, actions.decide_exclusion, ask(loop, loop.until("follow_up")), "han_xue", granted=False)
    assert case.excluded_at is None


def test_never_by_the_asker_alone_or_for_another(loop):
    case = ask(loop, loop.until("follow_up"), "zhao_min")
    with refused("approval_own_request"):
        do(loop, actions.decide_exclusion, case, "zhao_min", granted=True)
    with refused("approval_own_request"):
        actions.decide_exclusion(
            case=case, by=covering(loop, "zhao_min", "han_xue"), at=loop.later(), granted=True
        )


def test_it_is_refused_to_others_and_when_incomplete(loop):
    case = loop.until("follow_up")
    for who in ("xu_hui", "li_qiang", "wu_tong"):
        with refused("not_your_case"):
            ask(loop, case, who)
    for empty in ({"reason": " "}, {"evidence": []}):
        with refused("incomplete"):
            ask(loop, case, **empty)
    with refused("nothing_asked"):
        do(loop, actions.decide_exclusion, case, "han_xue", granted=True)
