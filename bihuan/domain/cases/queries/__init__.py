"""Questions. `cases_visible_to` and `case_for` are the one gate; `facts_of` is what the rules may know."""

from bihuan.domain.cases.queries.answers import answers_for
from bihuan.domain.cases.queries.catalogue import Suggestion, precedents, rules_on, suggest_dispatch
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.gate import case_for, cases_visible_to
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.queries.time_account import Held, HeldTotal, time_account, time_account_of

__all__ = [
    "Held",
    "HeldTotal",
    "Suggestion",
    "answers_for",
    "case_for",
    "cases_visible_to",
    "facts_of",
    "limit_for",
    "precedents",
    "rules_on",
    "suggest_dispatch",
    "time_account",
    "time_account_of",
]
