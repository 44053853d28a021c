"""直接答复, 抽样回访, 转为办理, 改判."""

from datetime import date

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.actions import answering
from bihuan.domain.cases.choices import Difficulty, RequestType, State
from bihuan.domain.cases.models import FollowUp
from bihuan.domain.cases.rules.answering import is_sampled
from bihuan.domain.cases.tests.parts import do, owed, promise
from bihuan.domain.cases.tests.ready import held_by, last, receipt
from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.testing.cases import SOLVED
from bihuan.testing.refusals import refused


@pytest.fixture
def entry(city):
    return KnowledgeEntry.objects.create(
        question="如何办施工许可",
        answer="网上申请。",
        owner=city.housing_permits,
        document="建筑法",
        review_on=date(2027, 1, 1),
        published_at="2026-01-01T00:00Z",
    )


@pytest.fixture
def sampled(monkeypatch):
    monkeypatch.setattr(answering, "is_sampled", lambda *_, **__: True)


def asked(loop):
    return loop.register(request_type=RequestType.INQUIRY, content="施工许可怎么办？")


def answer(loop, case, who="liu_yang", **inputs):
    return do(loop, actions.reply_case, case, who, **{"reply": "请在网上申请。"} | inputs)


def test_answered_from_a_knowledge_entry_it_is_closed(loop, entry):
    case = asked(loop)
    with refused("no_entry"):
        answer(loop, case)
    entry.review_on = date(2026, 1, 1)
    with refused("entry_not_offered"):
        answer(loop, case, entry=entry)
    entry.review_on = date(2027, 1, 1)
    case = answer(loop, case, entry=entry)
    assert (case.state, case.simple, case.outcome) == (State.CLOSED, True, "EXPLAINED")
    assert held_by(case) is None and "promise" not in {verb for verb, _ in owed(case)}
    assert last(case).event == "case.reply" and "网上" not in last(case).text


def test_four_hands_hold_for_everything_else(loop, entry):
    for kind in (RequestType.REQUEST, RequestType.COMPLAINT, RequestType.REPORT):
        with refused("not_simple"):
            answer(loop, loop.register(request_type=kind), entry=entry)
    praise = loop.register(request_type=RequestType.PRAISE)
    with refused("not_your_office"):
        answer(loop, praise, "ma_li")
    assert answer(loop, praise).state == State.CLOSED


def test_a_sampled_answer_is_followed_up_and_a_no_is_decided(loop, entry, sampled):
    case = answer(loop, asked(loop), entry=entry)
    assert set(owed(case)) == {("follow_up", loop.city.city.key)}
    case = do(
        loop,
        actions.follow_up_case,
        case,
        "wu_tong",
        **SOLVED,
    )
    assert case.state == State.CLOSED and not owed(case)
    with refused("wrong_state"):
        do(
            loop,
            actions.follow_up_case,
            case,
            "wu_tong",
            **SOLVED,
        )
    case = answer(loop, asked(loop), entry=entry)
    case = do(
        loop,
        actions.follow_up_case,
        case,
        "wu_tong",
        solved=False,
        contact_confirmed=True,
        satisfaction="DISSATISFIED",
    )
    assert case.state == State.DISSATISFIED


def test_the_asker_turns_it_into_a_case_that_is_followed_up_like_any_other(loop, entry, sampled):
    case = answer(loop, asked(loop), entry=entry)
    case = do(loop, actions.record_attempt, case, "wu_tong")
    with refused("reporter_only"):
        do(loop, actions.turn_into_case, case, "zhao_min")
    case = actions.turn_into_case(case=case, by=receipt(case), at=loop.later(), reason="网上办不了。")
    city = loop.city.city
    assert (case.state, case.simple, case.request_type) == (State.ACCEPTED, False, "REQUEST")
    assert set(owed(case)) == {("promise", city.key), ("dispatch", city.key)}
    assert last(case).event == "case.turn_into_case"
    for step in loop.STEPS[loop.STEPS.index("dispatch") : -1]:
        case = loop.step(step, case)
    assert case.state == State.CLOSED
    assert set(FollowUp.objects.filter(case=case).values_list("round", flat=True)) == {0, 1}


def test_nobody_picks_the_sample():
    numbers = [f"2026{n:06d}" for n in range(2000)]
    assert 140 < sum(is_sampled(number, percent=10) for number in numbers) < 260
    assert not any(is_sampled(n, percent=0) for n in numbers) and all(
        is_sampled(n, percent=100) for n in numbers
    )


def test_reclassified_the_promise_does_not_move(loop):
    case = loop.until("complete")
    date_, legs = promise(case), owed(case)
    case = do(loop, actions.reclassify_case, case, "zhao_min", difficulty=Difficulty.A, category="城乡建设")
    assert (case.difficulty, promise(case), owed(case)) == ("A", date_, legs)
    assert last(case).data == {"difficulty": "A", "category": "城乡建设"}
    for who, code in (("liu_yang", "not_your_role"), ("ma_li", "not_your_office")):
        with refused(code):
            do(loop, actions.reclassify_case, case, who, difficulty=Difficulty.B)
