"""What lasts beyond one case, for neighbouring systems: orders, reports upward, campaigns, long-term items, discipline clues. Lists, one by
its number, its first step, and an endpoint per row of its verb table: the same gates and rules as the pages.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from ninja import Query, Router

from bihuan.domain.remedies import actions, queries, verbs
from bihuan.faces.api.auth import needs
from bihuan.faces.api.listed import Listed, Row, add_listed
from bihuan.faces.api.nouns import ApiNoun, nouns_of, page_of
from bihuan.faces.api.shapes import Paging
from bihuan.faces.api.verbs import begins
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import Verb

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


NOUN = nouns_of(ACT, below="remedies")


def _told(thing: Any) -> dict[str, Any]:
    return {"office": thing.office.code, "opened_at": thing.opened_at, "ended_at": thing.ended_at}


def _listed(noun: ApiNoun, visible: Callable[[Actor], QuerySet[Any]], begin: Verb) -> Listed:
    return Listed(noun=noun, shape=RemedyRow, visible=visible, tell=_told, related=("office",), begin=begin)


LISTED = (
    _listed(
        NOUN("orders", "责令整改", verbs.ORDER_VERBS, queries.order_for, queries.order_facts),
        queries.orders_visible_to, begins("下达整改", actions.issue_order),
    ),
    _listed(
        NOUN("upward", "向上反映", verbs.UPWARD_VERBS, queries.upward_for, queries.upward_facts),
        queries.upwards_visible_to, begins("起草向上反映", actions.draft_upward),
    ),
    _listed(
        NOUN("campaigns", "专项治理", verbs.CAMPAIGN_VERBS, queries.campaign_by_number, queries.campaign_facts),
        queries.campaigns_visible_to, begins("发起专项治理", actions.open_campaign),
    ),
    _listed(
        NOUN("long-term", "挂账事项", verbs.LONG_TERM_VERBS, queries.long_term_for, queries.long_term_facts),
        queries.long_terms_visible_to, begins("起草挂账", actions.draft_long_term),
    ),
    _listed(
        NOUN("clues", "线索移送", verbs.CLUE_VERBS, queries.clue_for, queries.clue_facts),
        queries.clues_visible_to, begins("起草移送函", actions.draft_clue),
    ),
)  # fmt: skip


def _list(listed: Listed) -> Callable[..., Any]:
    def list_things(request: Request, filters: Query[RemedyFilters]) -> dict[str, Any]:
        found = listed.rows(needs(request, READ)).filter(Q(ended_at=None) if filters.open else Q())
        return page_of(found, filters, listed.row)

    return list_things


for _one in LISTED:
    add_listed(router, _one, scope=READ, list_rows=_list(_one))
