"""Questions. `cases_visible_to` and `case_for` are the one gate; `facts_of` is what the rules may know."""

from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.gate import case_for, cases_visible_to
from bihuan.domain.cases.queries.limits import limit_for

__all__ = ["case_for", "cases_visible_to", "facts_of", "limit_for"]
