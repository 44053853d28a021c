"""十问 as editions: drafted as a copy, changed question by question, issued by another hand, never changed afterwards."""

from datetime import timedelta

import pytest

from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import EditionState, QuestionKind, VisitKind
from bihuan.domain.liaison.models import Answer, Edition
from bihuan.domain.liaison.queries import answers_over_time
from bihuan.domain.liaison.queries.questions import edition_on
from bihuan.domain.liaison.rules.questions import Asked, broken_branches, fault_of
from bihuan.kernel.calendar import day_of
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

LOAN = {
    "code": "CASH_LOAN",
    "aspect": "CASH_FLOW",
    "text": "转贷需要多少天？",
    "kind": QuestionKind.NUMBER,
    "place": 20,
    "asked_if": "CASH",
    "asked_if_answer": "是",
}


@pytest.fixture
def draft(keeping) -> Edition:
    return keeping.do(actions.draft_edition, "zhao_min", name="十问（2027 年版）")


def change(keeping, draft, who="zhao_min", **changed):
    return keeping.do(actions.set_question, who, question_edition=draft, **(LOAN | changed))


def issue(keeping, draft, who="han_xue", days=0):
    from_on = day_of(keeping.loop.at) + timedelta(days=days)
    return keeping.do(
        actions.issue_edition,
        who,
        question_edition=draft,
        document="荆政办发〔2026〕9号",
        from_on=from_on,
    )


def test_a_draft_begins_as_a_copy_and_the_one_that_holds_goes_on(keeping, draft):
    held = edition_on(day_of(keeping.loop.at))
    assert held.state == EditionState.ISSUED and held.pk != draft.pk
    assert list(draft.questions.values_list("code", "text")) == list(
        held.questions.values_list("code", "text")
    )


def test_questions_are_added_changed_and_dropped_in_a_draft_only(keeping, draft):
    change(keeping, draft)
    change(keeping, draft, text="转贷大约需要多少天？")
    assert draft.questions.get(code="CASH_LOAN").text == "转贷大约需要多少天？"
    keeping.do(actions.drop_question, "zhao_min", question_edition=draft, code="CASH_GAP")
    assert not draft.questions.filter(code="CASH_GAP").exists()
    with refused("no_such_question"):
        keeping.do(actions.drop_question, "zhao_min", question_edition=draft, code="CASH_GAP")
    events = [entry.event.partition(".")[2] for entry in history(draft.subject)]
    assert events == ["draft", "set_question", "set_question", "drop_question"]
    issued = issue(keeping, draft)
    with refused("wrong_state"):
        change(keeping, issued)


def test_another_hand_issues_it(keeping, draft):
    change(keeping, draft, who="han_xue")
    for who in ("zhao_min", "han_xue"):
        with refused("same_hand"):
            issue(keeping, draft, who)
    with refused("needs_office"):
        issue(keeping, draft, "zhou_jie")
    assert issue(keeping, draft, "song_na").state == EditionState.ISSUED


def test_every_named_aspect_is_asked_about(keeping, draft):
    keeping.do(actions.drop_question, "zhao_min", question_edition=draft, code="TALENT")
    with refused("aspects_missing"):
        issue(keeping, draft)


def test_a_branch_that_can_never_be_met_is_not_issued(keeping, draft):
    change(keeping, draft, asked_if_answer="也许")
    with refused("broken_branches"):
        issue(keeping, draft)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": " "}, "empty"),
        ({"kind": QuestionKind.CHOICE}, "bad_options"),
        ({"options": "甲\n乙"}, "bad_options"),
        ({"aspect": "NONE"}, "no_such_aspect"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(keeping, draft, changed, code):
    with refused(code):
        change(keeping, draft, **changed)


def test_it_holds_from_its_day_and_answers_are_followed_across_editions(keeping, draft):
    keeping.pair()

    def visited(answers):
        keeping.do(
            actions.record_contact,
            "zhou_jie",
            enterprise=keeping.firm,
            kind=VisitKind.CALL,
            summary="问了十问。",
            answers=answers,
        )

    visited({"CASH": ("否", "")})
    change(keeping, draft)
    issue(keeping, draft, days=3)
    with refused("bad_answers"):
        visited({"CASH": ("是", ""), "CASH_LOAN": ("20", "")})
    keeping.loop.later(days=3)
    visited({"CASH": ("是", ""), "CASH_LOAN": ("20", "")})
    said = answers_over_time(keeping.firm)
    assert [answer.value for answer in said["CASH"]] == ["是", "否"]
    assert Answer.objects.get(code="CASH_LOAN").visit.edition == edition_on(day_of(keeping.loop.at))


@pytest.mark.parametrize(
    ("kind", "options", "value", "fits"),
    [
        (QuestionKind.YES_NO, (), "是", True),
        (QuestionKind.YES_NO, (), "不知道", False),
        (QuestionKind.CHOICE, ("增加", "减少"), "减少", True),
        (QuestionKind.CHOICE, ("增加", "减少"), "持平", False),
        (QuestionKind.NUMBER, (), "12.5", True),
        (QuestionKind.NUMBER, (), "-3", True),
        (QuestionKind.NUMBER, (), "十二", False),
        (QuestionKind.TEXT, (), "字" * 80, True),
        (QuestionKind.TEXT, (), "字" * 81, False),
        (QuestionKind.NUMBER, (), "", True),  # no answer is none
    ],
)
def test_which_answers_fit(kind, options, value, fits):
    assert (fault_of(Asked("Q", kind, options), value) == "") is fits


def test_a_branch_rests_on_an_earlier_question_and_an_answer_that_it_has():
    first = Asked("A", QuestionKind.YES_NO)
    assert broken_branches([first, Asked("B", QuestionKind.TEXT, asked_if="A", asked_if_answer="是")]) == []
    broken = [
        Asked("B", QuestionKind.TEXT, asked_if="C", asked_if_answer="是"),  # a later one
        Asked("C", QuestionKind.YES_NO, asked_if="A", asked_if_answer="也许"),  # no answer of it
        Asked("D", QuestionKind.TEXT, asked_if="A"),  # none said
    ]
    assert broken_branches([first, *broken]) == ["B", "C", "D"]
