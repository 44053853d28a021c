"""十问十帮 for neighbouring systems: a steward's app plans and records, a bank reads what it may offer, the office keeps pairings.

Lists, one by its number, and an endpoint per row of the verb tables: the same gates, the same rules as the pages.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from ninja import Query
from pydantic import Field

from bihuan.domain.enterprises.queries import enterprise_for
from bihuan.domain.liaison import queries
from bihuan.faces.api.auth import needs
from bihuan.faces.api.liaison.making import router
from bihuan.faces.api.liaison.nouns import LISTED, READ, LiaisonListed
from bihuan.faces.api.liaison.shapes import AspectOut
from bihuan.faces.api.listed import add_listed
from bihuan.faces.api.nouns import page_of
from bihuan.faces.api.problems import READS
from bihuan.faces.api.requests import described
from bihuan.faces.api.shapes import Paging
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of

__all__ = ["router"]


class LiaisonFilters(Paging):
    """enterprise: the code of a firm. open: only what is still at work."""

    enterprise: str = Field("", max_length=32)
    open: bool = False


@router.get("/liaison/aspects", response=list[AspectOut], summary="十个方面", openapi_extra=described(READS))
def aspects(request: Request) -> list[Any]:
    """All ten in their order, those without a name too."""
    needs(request, READ)
    return queries.aspects_on(day_of(request.at))


def _list(listed: LiaisonListed) -> Callable[..., Any]:
    def list_things(request: Request, filters: Query[LiaisonFilters]) -> dict[str, Any]:
        actor = needs(request, READ)
        found = listed.rows(actor).filter(listed.open if filters.open else Q())
        if filters.enterprise and listed.firm:
            found = found.filter(**{listed.firm: enterprise_for(actor, filters.enterprise)})
        return page_of(found, filters, listed.row)

    return list_things


for _one in LISTED:
    add_listed(router, _one, scope=READ, list_rows=_list(_one))
