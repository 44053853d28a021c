"""带什么: the checklist of one applicant, by the answers given so far. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from bihuan.domain.services.choices import Necessity
from bihuan.domain.services.rules.content import ItemContent, MaterialContent, QuestionContent


@dataclass(frozen=True, slots=True)
class Checklist:
    """`bring`: to be brought; `later`: may be handed in afterwards; `fetched`: the government has it; `depends`: an answer is missing.
    `open`: questions that are not answered yet and still matter."""

    bring: tuple[MaterialContent, ...]
    later: tuple[MaterialContent, ...]
    fetched: tuple[MaterialContent, ...]
    depends: tuple[MaterialContent, ...]
    open: tuple[QuestionContent, ...]


def checklist(item: ItemContent, answers: Mapping[str, bool]) -> Checklist:
    """What this applicant brings. A material whose question is not answered yet depends; one whose answer differs is not needed."""
    needed = [m for m in item.materials if not m.question or answers.get(m.question) == m.answer]
    depends = [m for m in item.materials if m.question and m.question not in answers]
    asked = [m for m in needed if not m.is_fetched]
    return Checklist(
        bring=tuple(m for m in asked if m.necessity != Necessity.TOLERATED),
        later=tuple(m for m in asked if m.necessity == Necessity.TOLERATED),
        fetched=tuple(m for m in needed if m.is_fetched),
        depends=tuple(depends),
        open=tuple(question for question in item.questions if question.code not in answers),
    )
