"""The edition of a day, its questions, and the answers that fit it."""

from collections.abc import Mapping
from datetime import date

from bihuan.domain.liaison.choices import EditionState
from bihuan.domain.liaison.models import Edition, Question
from bihuan.domain.liaison.queries.aspects import aspects_on
from bihuan.domain.liaison.rules.questions import Asked, EditionFacts, fault_of, is_asked
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.tracked import hands_of


def edition_on(day: date) -> Edition | None:
    """The issued edition that holds on a day; None where a city has issued none yet."""
    issued = Edition.objects.filter(state=EditionState.ISSUED, from_on__lte=day)
    return issued.order_by("-from_on", "-id").first()


def asked_of(question: Question) -> Asked:
    return Asked(
        code=question.code,
        kind=question.kind,
        options=tuple(question.options),
        asked_if=question.asked_if,
        asked_if_answer=question.asked_if_answer,
    )


def fitting_answers(
    edition: Edition | None, answers: Mapping[str, tuple[str, str]]
) -> list[tuple[Question, str, str]]:
    """(question, value, remark) of everything that was said, in order. What does not fit is refused, field by field; what the branching
    does not ask is left out: the phone may still hold it from before the first answer was changed."""
    questions = list(edition.questions.all()) if edition else []
    values = {code: value.strip() for code, (value, _) in answers.items()}
    unknown = sorted(set(values) - {question.code for question in questions})
    faults = dict.fromkeys(unknown, "没有这个问题。")
    said = []
    for question in questions:
        value, remark = values.get(question.code, ""), answers.get(question.code, ("", ""))[1].strip()
        asked = asked_of(question)
        if not is_asked(asked, values):
            values.pop(question.code, None)
            continue
        if fault := fault_of(asked, value):
            faults[f"answer_{question.code}"] = fault
        if value or remark:
            said.append((question, value, remark))
    if faults:
        raise Malformed("bad_answers", "有的回答不合适。", fields=faults)
    return said


def edition_facts(edition: Edition, actor: Actor | None = None, *, on: date) -> EditionFacts:
    questions = list(edition.questions.all())
    hands = hands_of(edition)
    touched = ("draft", "set_question", "drop_question")
    return EditionFacts(
        state=edition.state,
        drafters=frozenset().union(*(hands.get(verb, frozenset()) for verb in touched)),
        questions=tuple(asked_of(question) for question in questions),
        aspects_asked=frozenset(question.aspect for question in questions),
        aspects_named=frozenset(aspect.code for aspect in aspects_on(on) if aspect.is_named),
    )
