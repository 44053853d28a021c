"""What lasts beyond one case, for neighbouring systems: orders, reports upward, campaigns, long-term items, discipline clues. Lists, one by
its number, its first step, and an endpoint per row of its verb table: the same gates and rules as the pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from ninja import Query, Router

from bihuan.domain.remedies import actions, queries, verbs
from bihuan.faces.api.auth import needs
from bihuan.faces.api.nouns import ApiNoun, page_of, state_of
from bihuan.faces.api.reading import Row, add_reading
from bihuan.faces.api.shapes import Paging
from bihuan.faces.api.verbs import add_making, add_verbs, asked_there
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import Verb, VerbTable

READ, ACT = "remedies:read", "remedies:act"
router = Router(tags=["remedies"])


class RemedyRow(Row):
    """列表里的一项；写了什么，在工作台的页面上，给看得到的人看。"""

    office: str
    opened_at: datetime
    ended_at: datetime | None


class RemedyFilters(Paging):
    """open: only what is still at work."""

    open: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A noun with what of it an actor sees, and the verb that begins one."""

    noun: ApiNoun
    visible: Callable[[Actor], QuerySet[Any]]
    begin: Verb


def _listed(
    path: str,
    label: str,
    table: VerbTable,
    find: Callable[[Actor, str], Any],
    facts: Callable[[Any, Actor], Any],
    visible: Callable[[Actor], QuerySet[Any]],
    begin: tuple[str, Callable[..., Any]],
) -> Listed:
    noun = ApiNoun(table, f"remedies/{path}", ACT, find, facts, label=label)
    said, action = begin
    return Listed(noun, visible, Verb(action.__name__, said, action, may=asked_there))


LISTED = (
    _listed(
        "orders", "责令整改", verbs.ORDER_VERBS, queries.order_for, queries.order_facts,
        queries.orders_visible_to, ("下达整改", actions.issue_order),
    ),
    _listed(
        "upward", "向上反映", verbs.UPWARD_VERBS, queries.upward_for, queries.upward_facts,
        queries.upwards_visible_to, ("起草向上反映", actions.draft_upward),
    ),
    _listed(
        "campaigns", "专项治理", verbs.CAMPAIGN_VERBS, queries.campaign_by_number, queries.campaign_facts,
        queries.campaigns_visible_to, ("发起专项治理", actions.open_campaign),
    ),
    _listed(
        "long-term", "挂账事项", verbs.LONG_TERM_VERBS, queries.long_term_for, queries.long_term_facts,
        queries.long_terms_visible_to, ("起草挂账", actions.draft_long_term),
    ),
    _listed(
        "clues", "线索移送", verbs.CLUE_VERBS, queries.clue_for, queries.clue_facts,
        queries.clues_visible_to, ("起草移送函", actions.draft_clue),
    ),
)  # fmt: skip


def _row(thing: Any) -> dict[str, Any]:
    return state_of(thing) | {
        "state_label": thing.get_state_display(),
        "office": thing.office.code,
        "opened_at": thing.opened_at,
        "ended_at": thing.ended_at,
    }


def _list(listed: Listed) -> Callable[..., Any]:
    def list_things(request: Request, filters: Query[RemedyFilters]) -> dict[str, Any]:
        found = listed.visible(needs(request, READ)).filter(Q(ended_at=None) if filters.open else Q())
        return page_of(found.select_related("office"), filters, _row)

    return list_things


for _one in LISTED:
    add_reading(router, _one.noun, scope=READ, shape=RemedyRow, tell=_row, list_rows=_list(_one))
    add_making(router, _one.noun, _one.begin)
    add_verbs(router, _one.noun)
