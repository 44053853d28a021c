"""What the pages of supervision put together: the board, what is held against somebody, hot spots; standing; what is public."""

from collections.abc import Sequence
from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import areas_in, home_of, office_for
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.queries import hot_spots as spots
from bihuan.domain.supervision.queries.board import late_now, open_cards, open_orders
from bihuan.domain.supervision.queries.held import held_against, late_by
from bihuan.domain.supervision.queries.public import public_cards, public_listings
from bihuan.domain.supervision.queries.standing import standing_of
from bihuan.domain.supervision.rules.common import may_look
from bihuan.faces.api.auth import needs
from bihuan.faces.api.cases import duty_out
from bihuan.faces.api.listed import Listed
from bihuan.faces.api.problems import READS
from bihuan.faces.api.requests import described
from bihuan.faces.api.supervision.nouns import CARDS, INTERVIEWS, ORDERS, READ
from bihuan.faces.api.supervision.shapes import BoardOut, HeldOut, HotSpotsOut, PublicOut, StandingOut
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of, local_of
from bihuan.kernel.duties.queries import next_duties
from bihuan.kernel.figures import Period, Value
from bihuan.kernel.refusals import Malformed, NotVisible, refuse_unless

router = Router(tags=["supervision"])
AT_ONCE = 100


class HotSpotFilters(Schema):
    """period: 2026, 2026-Q2, 2026-05 or 2026-01-01..2026-03-31, else the last twelve months; area: the code of a county or zone."""

    period: str = Field("", max_length=24)
    area: str = Field("", max_length=40)


@router.get("/supervision/board", response=BoardOut, summary="督办台", openapi_extra=described(READS))
def board(request: Request) -> dict[str, Any]:
    """谁现在超期；等人的牌和督办单，各最多 100 张，先开始的在前，各写着等谁到什么时候。"""
    actor = _supervisor(request)
    return {
        "late": [_late(one) for one in late_now(actor)],
        "cards": _waiting(CARDS, open_cards(actor)),
        "orders": _waiting(ORDERS, open_orders(actor)),
    }


@router.get("/supervision/held", response=HeldOut, summary="针对我的事项", openapi_extra=described(READS))
def held(request: Request) -> dict[str, Any]:
    """针对令牌所属的人、科室和单位的牌、督办单、约谈，以及最近一个月的红灯和问题。"""
    actor = needs(request, READ)
    found = held_against(actor)
    return {
        "cards": [CARDS.row(card) for card in found.cards],
        "orders": [ORDERS.row(one) for one in found.supervisions],
        "interviews": [INTERVIEWS.row(one) for one in found.interviews],
        "past": [CARDS.row(card) for card in found.past],
        "incidents": _incidents(late_by(actor, at=request.at), actor),
    }


@router.get(
    "/supervision/hot-spots", response=HotSpotsOut, summary="督办热点", openapi_extra=described(READS)
)
def hot_spots(request: Request, filters: Query[HotSpotFilters]) -> dict[str, Any]:
    """所在的市、县、单位下面各单位的率和件数；市里的可以看一个县。"""
    home = _area(_supervisor(request), filters.area)
    period = _period(filters.period, request)
    found = spots.hot_spots(home, period, at=request.at)
    return {
        "office": home.code,
        "period": str(period),
        "units": [_unit(one) for one in found.units],
        "repeats": [_repeat(one) for one in found.again],
        "repeat_share": _value(found.again_share),
        "office_late_share": _value(found.office_late),
        "appeals_changed": _value(found.appeals),
    }


@router.get(
    "/supervision/standing",
    response=StandingOut,
    summary="计入的牌和评优资格",
    openapi_extra=described(READS),
)
def standing(request: Request, office: str) -> dict[str, Any]:
    """一个科室的；单位的代码给出它和全部科室的。"""
    actor = needs(request, READ)
    asked = office_for(actor, office)
    whose = {"unit": asked.pk} if asked.unit_id == asked.pk else {"section": asked.pk}
    found = standing_of(at=request.at, **whose)
    return {"office": asked.code, "yellow": found.yellow, "red": found.red, "barred": list(found.barred)}


@router.get("/supervision/public", auth=None, response=PublicOut, summary="公开的督办和红黄牌")
def public(request: Request) -> dict[str, Any]:
    """没有人名，没有工单；申诉期满以前什么都没有。"""
    return {"cards": public_cards(), "listings": public_listings()}


def _supervisor(request: Request) -> Actor:
    """Whoever may read the pages of the office."""
    actor = needs(request, READ)
    refuse_unless(may_look(actor))
    return actor


def _area(actor: Actor, code: str) -> Office:
    home = home_of(actor)
    if not code:
        return home
    found = next((area for area in areas_in(home) if area.code == code), None)
    if found is None:
        raise NotVisible(
            "no_such_area", "没有这个县或功能区，或者不归您看。", "请从机构名单中选县、功能区的代码。"
        )
    return found


def _period(text: str, request: Request) -> Period:
    if not text:
        return Period.year_to(day_of(request.at))
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Malformed("bad_period", str(error), fields={"period": str(error)}) from None


def _waiting(listed: Listed, rows: Any) -> list[dict[str, Any]]:
    """Each with what is owed on it first; one query for all of them."""
    things = list(listed.with_what_is_read(rows).order_by("id")[:AT_ONCE])
    owed = next_duties(listed.noun.table.noun, [thing.pk for thing in things])
    return [listed.row(one) | {"next": duty_out(owed[one.pk]) if one.pk in owed else None} for one in things]


def _late(one: Any) -> dict[str, Any]:
    same = ("unit", "parts", "worst", "since", "rung")
    return {name: getattr(one, name) for name in same} | {"section": {"code": one.code, "name": one.name}}


def _incidents(rows: Sequence[Incident], actor: Actor) -> list[dict[str, Any]]:
    """A case that the caller may not open has neither number nor day, as on the page."""
    ids = {one.subject_id for one in rows if one.subject_kind == "case"}
    seen = dict(cases_visible_to(actor).filter(pk__in=ids).values_list("pk", "number"))
    codes = dict(Office.objects.filter(pk__in={one.office_id for one in rows}).values_list("pk", "code"))
    return [_incident(one, seen, codes) for one in rows]


def _incident(one: Incident, seen: dict[int, str | None], codes: dict[int, str]) -> dict[str, Any]:
    number = (seen.get(one.subject_id) or "") if one.subject_kind == "case" else ""
    return {
        "kind": one.kind,
        "kind_label": one.get_kind_display(),
        "section": codes.get(one.office_id or 0, ""),
        "case": number,
        "at": one.at if number or one.subject_kind != "case" else None,
        "month": f"{local_of(one.at):%Y-%m}",
        "counted": one.counted,
        "counts": one.counts,
        "going_on": one.until is None,
    }


def _unit(one: spots.HotSpot) -> dict[str, Any]:
    said: dict[str, Any] = {name: _value(found) for name, found in one.values.items()}
    return said | {"unit": _named(one.unit), "is_few": one.is_few}


def _repeat(one: spots.Repeat) -> dict[str, Any]:
    months = {str(month): number for month, number in one.months}
    return {
        "section": {"code": one.section.code, "name": one.section.with_unit},
        "months": months,
        "total": one.total,
    }


def _named(office: Office) -> dict[str, str]:
    return {"code": office.code, "name": office.short_name}


def _value(found: Value) -> dict[str, Any]:
    rounded = found.rounded()
    return {
        "numerator": found.numerator,
        "denominator": found.denominator,
        "unit": found.unit,
        "value": None if rounded is None else float(rounded),
    }
