"""没有解决: once per round."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import FollowUp
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import held_by, last, receipt
from bihuan.testing.refusals import refused


def say(loop, case, said="又移回来了。"):
    return actions.say_not_solved(case=case, by=receipt(case), at=loop.later(), said=said)


def test_while_we_ask_it_is_the_answer(loop):
    case = say(loop, loop.until("follow_up"))
    asked = FollowUp.objects.get()
    assert (case.state, asked.solved, asked.disputed_at) == (State.DISSATISFIED, False, loop.at)
    assert set(owed(case)) == {("decide", loop.city.city.key)}
    assert last(case).event == "case.say_not_solved" and "移回来" not in last(case).text


def test_after_it_was_closed_what_was_said_stays_and_is_disputed_from_now_on(loop):
    case = loop.until("closed")
    said = FollowUp.objects.get()
    case = say(loop, case)
    asked = FollowUp.objects.get()
    assert (case.state, case.ended_at) == (State.DISSATISFIED, None)
    assert (asked.solved, asked.finished_at, asked.said) == (True, said.finished_at, said.said)
    assert asked.disputed_at == loop.at
    assert held_by(case) == (loop.city.city.code, "DECISION")


def test_once_per_round_and_not_against_a_ruling(loop):
    case = say(loop, loop.until("closed"))
    with refused("wrong_state"):
        say(loop, case)
    case = do(loop, actions.uphold_case, case, "han_xue", reason="已核实。", remedies="可申请复议。")
    with refused("said_already"):
        say(loop, case)
    ruled = do(
        loop, actions.uphold_case, loop.until("uphold"), "han_xue", reason="已核实。", remedies="可复议。"
    )
    with refused("ruled"):
        say(loop, ruled)


def test_not_weeks_later_not_without_words_and_not_to_us_what_another_organ_decided(loop):
    case = loop.until("closed")
    with refused("empty"):
        say(loop, case, " ")
    with refused("reporter_only"):
        actions.say_not_solved(case=case, by=loop.actor("zhao_min"), at=loop.later(), said="。")
    loop.later(days=31)
    with refused("too_late"):
        say(loop, case)
    moved = loop.until("conclude_transfer")
    moved = do(loop, actions.conclude_transfer, moved, "zhao_min", outcome="SOLVED", answer="已退款。")
    with refused("transferred"):
        say(loop, moved)
