"""违纪违法线索: two signatures, two persons; seen by them and the inspectors; only the outcome returns."""

import io

import docx
import pytest

from bihuan.domain.cases.actions import conclude_transfer, recall_case, transfer_case
from bihuan.domain.cases.choices import Boundary, Outcome, State
from bihuan.domain.cases.models import Case, RelayMessage
from bihuan.domain.cases.queries.receipt import standing_of
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import ClueState
from bihuan.domain.remedies.models import DisciplineClue
from bihuan.domain.remedies.queries import clue_for, clues_visible_to
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.attachments.gates import open_for
from bihuan.kernel.documents.models import Document
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history, last_seq
from bihuan.kernel.notices.models import Notice
from bihuan.testing.city import CAST
from bihuan.testing.refusals import refused


@pytest.fixture
def do(loop):
    def step(action, clue, who, **inputs):
        return action(discipline_clue=clue, by=loop.actor(who), at=loop.later(), **inputs)

    return step


def draft(loop, case, who="zhao_min", second="zheng_kai", **more):
    return actions.draft_clue(
        by=loop.actor(who),
        at=loop.later(),
        case=case,
        organ=loop.city.discipline,
        gist="有人反映收了好处才放行。",
        second_signer=loop.city.person(second),
        **more,
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


@pytest.fixture
def whole(loop):
    """A case that is nothing but a clue, drafted to leave whole."""
    return draft(loop, loop.until("dispatch"), whole=True)


@pytest.fixture
def left(do, whole):
    return do(actions.sign_clue, whole, "zheng_kai", granted=True)


def test_a_whole_case_stays_where_it_is_until_the_second_signature(whole):
    case = Case.objects.get(pk=whole.case_id)
    assert case.state == State.ACCEPTED
    assert last_seq(case.subject) == case.version
    assert open_duties(case.subject).filter(verb="promise").exists()


def test_with_the_second_signature_it_leaves_the_loop_and_its_promise_ends(left):
    case = Case.objects.get(pk=left.case_id)
    assert (case.state, case.ended_at) == (State.TRANSFERRED, left.sent_at)
    assert not open_duties(case.subject).exists()
    assert Duty.objects.get(verb="promise", subject_id=case.pk).done_at == left.sent_at
    assert case.transfers.get().basis == Boundary.DISCIPLINE
    assert not case.custodies.filter(to_at=None).exists()


def test_the_reporter_is_told_plainly_where_it_went_and_nobody_is_named(loop, left):
    case = Case.objects.get(pk=left.case_id)
    told = standing_of(case).told
    assert [one.title for one in told] == ["移送说明"]
    assert loop.city.discipline.name in told[0].text
    entry = history(case.subject)[-1]
    assert (entry.event, entry.person_id) == ("case.transfer_clue", None)
    assert left.letter not in entry.text and "赵敏" not in entry.text
    assert Notice.objects.filter(entry_id=entry.pk).values_list("recipient", flat=True).get() == (
        f"reporter:{case.pk}"
    )


def test_what_was_dispatched_once_does_not_leave_whole(loop):
    for verb in ("acknowledge", "complete"):
        with refused("wrong_state"):
            draft(loop, loop.until(verb), whole=True)
    recalled = loop.until("acknowledge")
    recalled = recall_case(
        case=recalled,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        office=loop.city.housing,
        reason="派错了。",
    )
    assert recalled.state == State.ACCEPTED
    with refused("was_dispatched"):
        draft(loop, recalled, whole=True)


def test_a_signature_that_comes_after_a_dispatch_is_refused_and_changes_nothing(loop, do, whole):
    loop.step("dispatch", whole.case)
    with refused("wrong_state"):
        do(actions.sign_clue, whole, "zheng_kai", granted=True)
    whole.refresh_from_db()
    assert (whole.state, whole.letter) == (ClueState.ASKED, "")
    assert not Document.objects.exists()
    assert do(actions.withdraw_clue, whole, "zhao_min").state == ClueState.WITHDRAWN


def test_a_no_leaves_a_whole_case_in_the_loop(do, whole):
    do(actions.sign_clue, whole, "zheng_kai", granted=False, answer="先核实。")
    assert Case.objects.get(pk=whole.case_id).state == State.ACCEPTED


def test_the_office_concludes_when_the_outcome_came_and_not_before(loop, do, left):
    case = Case.objects.get(pk=left.case_id)

    def conclude():
        return conclude_transfer(
            case=case,
            by=loop.actor("zhao_min"),
            at=loop.later(),
            outcome=Outcome.SOLVED,
            answer="有关机关已经处理。",
        )

    with refused("not_answered"):
        conclude()
    clue = do(actions.receive_clue, left, "he_jing", acceptance_number="纪2026-78")
    do(actions.answer_clue, clue, "he_jing", outcome="已对相关人员作出处理。")
    owed = open_duties(case.subject).get()
    assert (owed.verb, owed.holder) == ("conclude_transfer", case.office.key)
    closed = conclude()
    assert (closed.state, closed.outcome) == (State.CLOSED, Outcome.SOLVED)
    assert not open_duties(case.subject).exists()
    assert case.transfers.get().answered_at == closed.ended_at


def test_nobody_transfers_a_clue_with_one_signature(loop):
    with refused("needs_two_signatures"):
        transfer_case(
            case=loop.until("dispatch"),
            by=loop.actor("zhao_min"),
            at=loop.later(),
            basis=Boundary.DISCIPLINE,
            organ="市纪委监委",
        )
