"""十问: which questions are asked after which answers, and which answers fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bihuan.domain.cases.rules.hands import first, is_a_person
from bihuan.domain.liaison.choices import EditionState, QuestionKind
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState
from bihuan.kernel.states import in_states

YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the rules see it."""

    code: str
    kind: str
    options: tuple[str, ...] = ()
    asked_if: str = ""
    asked_if_answer: str = ""


def is_asked(question: Asked, answers: Mapping[str, str]) -> bool:
    """Without a condition always; else when the other question was answered so."""
    return not question.asked_if or answers.get(question.asked_if) == question.asked_if_answer


def fault_of(question: Asked, value: str) -> str:
    """What is wrong with an answer, in Chinese; empty when it fits. No answer is none."""
    if not value:
        return ""
    if question.kind == QuestionKind.YES_NO and value not in (YES, NO):
        return "请回答“是”或“否”。"
    if question.kind == QuestionKind.CHOICE and value not in question.options:
        return f"请从选项中选择：{'、'.join(question.options)}。"
    if question.kind == QuestionKind.NUMBER and not value.removeprefix("-").replace(".", "", 1).isdecimal():
        return "请填数字。"
    return "" if len(value) <= 80 else "最多 80 个字。"


def broken_branches(questions: Sequence[Asked]) -> list[str]:
    """Questions whose condition can never be met: it names a later question, none, or an answer that cannot be given."""
    before: dict[str, Asked] = {}
    broken = []
    for question in questions:
        if question.asked_if:
            other = before.get(question.asked_if)
            if other is None or fault_of(other, question.asked_if_answer) or not question.asked_if_answer:
                broken.append(question.code)
        before[question.code] = question
    return broken


@dataclass(frozen=True, slots=True)
class EditionFacts:
    state: str
    drafters: frozenset[int]
    questions: tuple[Asked, ...] = ()
    aspects_asked: frozenset[str] = frozenset()
    aspects_named: frozenset[str] = frozenset()


def may_draft(actor: Actor) -> Refusal | None:
    """起草 belongs to the 双优化办."""
    if actor.has(Role.OFFICE, Role.ARBITER):
        return is_a_person(actor)
    return NotAllowed("needs_office", "十问由双优化办修订。", "请联系双优化办。")


def may_change(facts: EditionFacts, actor: Actor) -> Refusal | None:
    """An issued edition never changes: the next one is drafted."""
    return first(in_states(facts, EditionState.DRAFT), may_draft(actor))


def may_issue(facts: EditionFacts, actor: Actor) -> Refusal | None:
    """发布 takes another person than whoever drafted; every named aspect is asked about and every branch can be met."""
    same = actor.hands & facts.drafters
    missing = facts.aspects_named - facts.aspects_asked
    broken = broken_branches(facts.questions)
    return first(
        may_change(facts, actor),
        NotAllowed("same_hand", "起草或修改过的人不能自己发布。", "请换一位同事核对后发布。")
        if same
        else None,
        WrongState(
            "aspects_missing",
            f"还有 {len(missing)} 个已命名的方面没有问题。",
            "请逐个方面补上。",
            aspects=sorted(missing),
        )
        if missing
        else None,
        WrongState(
            "broken_branches",
            f"有 {len(broken)} 题的前题条件永远不会满足。",
            "请核对前题代码和答案。",
            codes=broken,
        )
        if broken
        else None,
    )
