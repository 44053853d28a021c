"""Reference lists: every code that the API takes or gives, with its label."""

from typing import Any

from ninja import Router

from bihuan.domain.cases import choices
from bihuan.domain.cases.queries.taxonomy import categories
from bihuan.domain.organisations.models import Office, Region
from bihuan.faces.api.problems import READS
from bihuan.faces.api.shapes import Reference
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.choices import Codes
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import NotVisible

router = Router(tags=["reference"])
MOST = 5_000
LISTS: dict[str, type[Codes]] = {
    "states": choices.State,
    "request-types": choices.RequestType,
    "urgencies": choices.Urgency,
    "difficulties": choices.Difficulty,
    "levels": choices.Level,
    "identities": choices.Identity,
    "outcomes": choices.Outcome,
    "satisfactions": choices.Satisfaction,
    "boundaries": choices.Boundary,
}
DATED = {"programmes": "cases.programmes", "channels": "cases.channels"}


@router.get("/reference/{name}", response=list[Reference], summary="代码表", openapi_extra=READS)
def read_reference(request: Request, name: str) -> list[dict[str, Any]]:
    """states, request-types, urgencies, difficulties, levels, identities, outcomes, satisfactions, boundaries, programmes, channels,
    categories, regions, offices."""
    if name in LISTS:
        return [{"code": code, "label": label} for code, label in LISTS[name].pairs()]
    if name in DATED:
        return [
            {"code": code, "label": label}
            for code, label in value(DATED[name], on=day_of(request.at)).items()
        ]
    if name == "categories":
        return [{"code": path, "label": path} for path in categories()]
    if name == "regions":
        return [
            {"code": r.code, "label": r.name}
            for r in Region.objects.filter(to_on=None).order_by("code")[:MOST]
        ]
    if name == "offices":
        return [
            {"code": o.code, "label": o.name}
            for o in Office.objects.filter(closed_on=None).order_by("code")[:MOST]
        ]
    raise NotVisible("no_such_list", "没有这张代码表。", "请看接口文档里的名称。")
