"""The catalogue: what is in force on a day, an item with its version as a whole, its verbs."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from bihuan.domain.services.models import ItemVersion
from bihuan.domain.services.queries import content_of, item_for, version_on, versions_in_force, with_tables
from bihuan.domain.services.queries.facts import item_facts
from bihuan.domain.services.queries.finding import find_services
from bihuan.domain.services.rules.checks import faults_of
from bihuan.domain.services.verbs import ITEM_VERBS
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import Day
from bihuan.faces.api.nouns import ApiNoun, page_of
from bihuan.faces.api.problems import READS
from bihuan.faces.api.requests import described, with_etag
from bihuan.faces.api.services.scopes import ACT, READ
from bihuan.faces.api.shapes import CursorPage, Link, Named, Paging
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import NotVisible

router = Router(tags=["services"])
ITEMS = ApiNoun(ITEM_VERBS, "items", ACT, item_for, item_facts)


class ItemRow(Schema):
    """An item in force on a day."""

    task_code: str
    catalog_code: str
    unit: Named
    place: int
    from_on: Day
    name: str
    kind: str
    project_type: str
    legal_days: int | None
    legal_unit: str
    promised_days: int
    promised_unit: str
    onsite_visits: int
    online_depth: str
    window_approval: bool
    high_frequency: bool


class ItemOut(ItemRow):
    """Everything it says, what is wrong with it, and what can be done."""

    content: dict[str, Any]
    faults: list[dict[str, Any]]
    links: list[Link]


class ItemPage(CursorPage):
    items: list[ItemRow]


class ItemFilters(Paging):
    q: str = Field("", max_length=60)
    unit: str = Field("", max_length=40)
    on: Day | None = None


@router.get("/items", response=ItemPage, summary="服务事项", openapi_extra=READS)
def list_items(request: Request, filters: Query[ItemFilters]) -> dict[str, Any]:
    """What is in force on a day (today), in plain words or by unit."""
    needs(request, READ)
    on = filters.on or day_of(request.at)
    found = find_services(filters.q, on=on)[0] if filters.q else versions_in_force(on)
    if filters.unit:
        found = found.filter(item__unit__code=filters.unit)
    return page_of(found.select_related("item__unit"), filters, _row, order=("item_id",))


@router.get("/items/{number}", response=ItemOut, summary="一个事项", openapi_extra=described(READS, etag=200))
def read_item(request: Request, response: HttpResponse, number: str, on: Day | None = None) -> dict[str, Any]:
    """What it says on a day; its version is the ETag that writes must send back as If-Match."""
    actor = needs(request, READ)
    item = item_for(actor, number)
    version = version_on(item, on or day_of(request.at))
    if version is None:
        raise NotVisible("not_offered", "这个事项那天不在办。", "")
    content = content_of(with_tables(ItemVersion.objects.filter(pk=version.pk)).get())
    with_etag(response, item.version)
    return _row(version) | {
        "content": asdict(content),
        "faults": [asdict(fault) for fault in faults_of(content)],
        "links": ITEMS.links(item, actor),
    }


def _row(version: ItemVersion) -> dict[str, Any]:
    item = version.item
    fields = ("place", "from_on", *ItemRow.__annotations__)
    own = {name: getattr(version, name) for name in fields if hasattr(version, name)}
    return own | {
        "task_code": item.task_code,
        "catalog_code": item.catalog_code,
        "unit": {"code": item.unit.code, "name": item.unit.name},
    }


add_verbs(router, ITEMS)
