"""The vocabularies of cases that verbs choose from."""

from typing import Any

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.cases.queries.taxonomy import category_for, find_categories
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import Picker


def find_cases(actor: Actor, words: str) -> list[Any]:
    """Open cases that the actor may see, by number or by words, newest first."""
    return search_cases(actor, CaseSearch(words=words, open_only=True)).newest(20)


def case_label(case: Case) -> str:
    return f"{case.number} {case.restated_title if case.is_sealed else case.title}"


PICKERS = (
    Picker("case", find=find_cases, get=case_for, key=lambda case: str(case.number), label=case_label),
    Picker(
        "category",
        find=lambda actor, words: find_categories(words),
        get=lambda actor, path: category_for(path),
        key=str,
        label=str,
    ),
)
