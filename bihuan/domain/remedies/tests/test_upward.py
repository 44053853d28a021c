"""向上反映: drafted by a section, signed by its head, sent, chased, answered, told."""

import pytest

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import RelayMessage
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import UpwardAnswer, UpwardState
from bihuan.domain.remedies.jobs import tell_answers
from bihuan.domain.remedies.queries import upward_for
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


@pytest.fixture
def do(loop):
    def step(action, upward, who, **inputs):
        return action(upward=upward, by=loop.actor(who), at=loop.later(), **inputs)

    return step


@pytest.fixture
def sent(loop, do, upward):
    upward = do(actions.ask_upward, upward, "li_qiang")
    upward = do(actions.decide_upward, upward, "director_chen", granted=True)
    return do(actions.send_upward, upward, "ma_li", document="荆住建〔2026〕3号", sent_on=loop.at.date())


def test_the_head_signs_on_the_one_queue_page(loop, do, upward):
    upward = do(actions.ask_upward, upward, "li_qiang")
    (asked,) = approvals_of(loop.actor("director_chen"))
    assert not approvals_of(loop.actor("lin_tao"))
    kind_of(asked.kind).decide(
        approval=asked, by=loop.actor("director_chen"), at=loop.later(), granted=True, answer=""
    )
    upward.refresh_from_db()
    assert upward.state == UpwardState.APPROVED


def test_it_needs_a_case_a_signature_and_a_number(loop, do, upward):
    with refused("wrong_state"):
        do(actions.send_upward, upward, "ma_li", document="x", sent_on=loop.at.date())
    upward.upward_cases.all().delete()
    with refused("no_case"):
        do(actions.ask_upward, upward, "li_qiang")


def test_refused_it_goes_back_to_its_draft(do, upward):
    upward = do(actions.ask_upward, upward, "li_qiang")
    upward = do(actions.decide_upward, upward, "director_chen", granted=False, answer="先补数据。")
    assert upward.state == UpwardState.DRAFT


@pytest.mark.parametrize("who", ["xu_hui", "wang_fang", "sun", "zhao_min"])
def test_others_do_not_send_chase_or_answer_it(do, sent, who):
    for action, inputs in (
        (actions.chase_upward, {"gist": "x"}),
        (actions.record_answer, {"answer": "GRANTED", "text": "x"}),
    ):
        with pytest.raises(Exception) as said:
            do(action, sent, who, **inputs)
        assert said.value.code in {"not_your_unit", "not_your_role"}


def test_asking_after_it_is_owed_again_and_again(do, sent):
    first = open_duties(sent.subject).get(verb="chase")
    sent = do(actions.chase_upward, sent, "ma_li", gist="处长说在会签。")
    again = open_duties(sent.subject).get(verb="chase")
    assert (sent.chased, again.pk != first.pk, again.due_at >= first.due_at) == (1, True, True)


def test_every_waiting_reporter_is_told_once_followers_too(loop, do, sent):
    lead = sent.upward_cases.get().case
    follower = loop.until("dispatch")
    cases.merge_case(case=follower, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    other = loop.until("closed")
    sent = do(actions.add_cases, sent, "zhao_min", cases=[other])
    do(
        actions.record_answer,
        sent,
        "ma_li",
        answer=UpwardAnswer.GRANTED,
        text="可以补办了。",
        document="鄂建〔2027〕1号",
    )
    assert tell_answers(Actor.calendar("remedies"), loop.later()).done == 2
    assert tell_answers(Actor.calendar("remedies"), loop.later()).done == 0
    told = RelayMessage.objects.filter(from_reporter=False, text__text="可以补办了。")
    assert set(told.values_list("case", flat=True)) == {lead.pk, follower.pk, other.pk}
    other.refresh_from_db()
    assert history(other.subject)[-1].event == "case.upward_answer"


def test_the_reporter_may_ask_again_once_per_answer(loop, do, sent):
    case = loop.until("closed")
    receipt = Actor.receipt(f"case:{case.pk}")
    with refused("not_answered"):
        cases.ask_again(case=case, by=receipt, at=loop.later())
    sent = do(actions.add_cases, sent, "zhao_min", cases=[case])
    do(actions.record_answer, sent, "ma_li", answer=UpwardAnswer.PARTLY, text="部分可以。")
    tell_answers(Actor.calendar("remedies"), loop.later())
    with refused("reporter_only"):
        cases.ask_again(case=case, by=loop.actor("zhao_min"), at=loop.later())
    case = cases.ask_again(case=case, by=receipt, at=loop.later(), text="请按新政策办。")
    assert (case.state, case.round) == (State.ACCEPTED, 2)
    assert history(case.subject)[-1].event == "case.ask_again"


def test_who_sees_it(loop, upward):
    for name in ("li_qiang", "ma_li", "director_chen", "zhao_min", "mayor_fang"):
        assert upward_for(loop.actor(name), upward.number) == upward
    for name in ("xu_hui", "sun", "song_na"):
        with refused("not_found"):
            upward_for(loop.actor(name), upward.number)


def test_before_it_is_sent_it_can_be_taken_back(do, upward, sent):
    with refused("wrong_state"):
        do(actions.withdraw_upward, sent, "li_qiang", reason="x")
