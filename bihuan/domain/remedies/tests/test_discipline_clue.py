"""违纪违法线索: two signatures, two persons; seen by them and the inspectors; only the outcome returns."""

import io

import docx
import pytest

from bihuan.domain.cases.models import RelayMessage
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import ClueState
from bihuan.domain.remedies.models import DisciplineClue
from bihuan.domain.remedies.queries import clue_for, clues_visible_to
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.attachments.gates import open_for
from bihuan.kernel.documents.models import Document
from bihuan.kernel.journal import history, last_seq
from bihuan.kernel.notices.models import Notice
from bihuan.testing.city import CAST
from bihuan.testing.refusals import refused


@pytest.fixture
def do(loop):
    def step(action, clue, who, **inputs):
        return action(discipline_clue=clue, by=loop.actor(who), at=loop.later(), **inputs)

    return step


def draft(loop, case, who="zhao_min", second="zheng_kai"):
    return actions.draft_clue(
        by=loop.actor(who),
        at=loop.later(),
        case=case,
        organ=loop.city.discipline,
        gist="有人反映收了好处才放行。",
        second_signer=loop.city.person(second),
    )


@pytest.fixture
def case(loop):
    return loop.until("complete")


@pytest.fixture
def drafted(loop, case):
    return draft(loop, case)


@pytest.fixture
def sent(do, drafted):
    return do(actions.sign_clue, drafted, "zheng_kai", granted=True)


def who_sees(loop, clue):
    return {name for name in CAST if clues_visible_to(loop.actor(name)).filter(pk=clue.pk).exists()}


def test_nobody_sees_it_but_its_hands_and_the_inspectors(loop, do, drafted):
    assert who_sees(loop, drafted) == {"zhao_min", "zheng_kai"}
    sent = do(actions.sign_clue, drafted, "zheng_kai", granted=True)
    assert who_sees(loop, sent) == {"zhao_min", "zheng_kai", "he_jing"}
    assert not clues_visible_to(Actor.calendar("any"))
    with refused("not_found"):
        clue_for(loop.actor("mayor_fang"), sent.number)


def test_the_case_is_silent_about_it(loop, case, sent):
    assert last_seq(case.subject) == case.version
    assert not Notice.objects.filter(entry_id__in=[e.pk for e in history(sent.subject)]).exists()


def test_the_letter_carries_both_names_and_opens_for_them_only(loop, sent):
    letter = Document.objects.get(kind="discipline_clue")
    assert letter.number == sent.letter == "纪移函〔2026〕1号"
    _, content = open_for(loop.actor("he_jing"), letter.attachment.key)
    with content:
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(content.read())).paragraphs)
    assert "赵敏、郑凯" in text and "有人反映收了好处才放行。" in text
    for name in ("wu_tong", "ma_li", "mayor_fang", "du_ping"):
        with refused("not_found"):
            open_for(loop.actor(name), letter.attachment.key)


def test_two_signatures_are_two_persons(loop, case, do, drafted):
    with refused("two_persons"):
        draft(loop, case, second="zhao_min")
    for who in ("zhao_min", "liu_yang", "han_xue"):
        with refused("not_the_second"):
            do(actions.sign_clue, drafted, who, granted=True)
    assert [a.kind for a in approvals_of(loop.actor("zheng_kai"))] == ["discipline_clue"]
    assert not [a for a in approvals_of(loop.actor("han_xue")) if a.kind == "discipline_clue"]


@pytest.mark.parametrize("who", ["ma_li", "li_qiang", "song_na"])
def test_only_the_office_in_charge_hands_over(loop, case, who):
    with refused("not_your_office"):
        draft(loop, case, who)


def test_only_the_outcome_returns_and_names_nobody(loop, case, do, sent):
    clue = do(actions.receive_clue, sent, "he_jing", acceptance_number="纪2026-77")
    with refused("not_your_role"):
        do(actions.answer_clue, clue, "zhao_min", outcome="x")
    clue = do(actions.answer_clue, clue, "he_jing", outcome="已对相关人员作出处理。")
    assert clue.state == ClueState.ANSWERED
    entry = history(case.subject)[-1]
    assert (entry.event, entry.person_id) == ("case.clue_outcome", None)
    assert "纪2026-77" not in entry.text
    assert RelayMessage.objects.get(case=case).text.text == "已对相关人员作出处理。"


def test_a_no_or_a_withdrawal_ends_it_before_it_went_out(loop, case, do, drafted):
    with refused("not_the_first"):
        do(actions.withdraw_clue, drafted, "zheng_kai")
    assert do(actions.withdraw_clue, drafted, "zhao_min").state == ClueState.WITHDRAWN
    assert (
        do(actions.sign_clue, draft(loop, case), "zheng_kai", granted=False, answer="证据不足。").state
        == ClueState.WITHDRAWN
    )
    assert not Document.objects.exists()
    with refused("wrong_state"):
        do(actions.receive_clue, DisciplineClue.objects.latest("id"), "he_jing", acceptance_number="x")
