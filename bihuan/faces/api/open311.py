"""Open311 GeoReport v2 at `/open311/v2/`: services, requests, in JSON and XML. The API key is a token of ours; nobody reports without one.

Service codes are dated data (`cases.open311_services`), each a first-level category. Reading shows what the token's post may see.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any
from xml.etree import ElementTree  # nosec B405: only written here, never read

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity, State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.cases.queries.sight import seen_of, title_for
from bihuan.domain.cases.rules.identity import ABOVE
from bihuan.faces.api.auth import Unauthenticated, actor_of_header, needs
from bihuan.faces.api.rates import count_call
from bihuan.faces.api.requests import actor_key, key_of
from bihuan.faces.shared.paging import keyset_page
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of, local_of
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, Refusal
from bihuan.kernel.submissions import fingerprint, once

MOST = 100
LONGEST = 5_000
FORMATS = {"json": "application/json", "xml": "text/xml"}
Row = Mapping[str, Any]


def answered(root: str, item: str) -> Callable[[Callable[..., list[Row]]], Callable[..., HttpResponse]]:
    """A view gives rows; here they become JSON or XML as the address says. A refusal becomes the standard's list of errors."""

    def decorate(view: Callable[..., list[Row]]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def wrapped(request: Request, *args: Any, form: str, **kwargs: Any) -> HttpResponse:
            if form not in FORMATS:
                raise Http404
            try:
                rows = view(request, *args, **kwargs)
            except Refusal as refusal:
                error = {"code": str(refusal.status), "description": str(refusal)}
                return _response([error], "errors", "error", form, refusal.status)
            return _response(rows, root, item, form, 201 if request.method == "POST" else 200)

        return wrapped

    return decorate


def _response(rows: Sequence[Row], root: str, item: str, form: str, status: int) -> HttpResponse:
    if form == "json":
        return JsonResponse(list(rows), safe=False, status=status, json_dumps_params={"ensure_ascii": False})
    top = ElementTree.Element(root)
    for row in rows:
        element = ElementTree.SubElement(top, item)
        for name, said in row.items():
            ElementTree.SubElement(element, name).text = _text(said)
    body = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type=f"{FORMATS[form]}; charset=utf-8", status=status)


def _text(said: Any) -> str:
    """As XML allows it: no control characters."""
    plain = str(said).lower() if isinstance(said, bool) else "" if said is None else str(said)
    return "".join(letter for letter in plain if letter in "\t\n\r" or letter >= " ")


def services_on(at: datetime) -> Mapping[str, str]:
    """Service code → first-level category, on that day."""
    services: Mapping[str, str] = value("cases.open311_services", on=day_of(at))
    return services


def _service(code: str, name: str) -> Row:
    return {
        "service_code": code,
        "service_name": name,
        "description": f"{name}方面的诉求",
        "metadata": False,
        "type": "realtime",
        "keywords": name,
        "group": "",
    }


@require_safe
@answered("services", "service")
def services(request: Request) -> list[Row]:
    """What can be reported; for everybody."""
    return [_service(code, name) for code, name in services_on(request.at).items()]


@require_http_methods(["GET", "HEAD", "POST"])
@answered("service_requests", "request")
def requests(request: Request) -> list[Row]:
    """List what the token may see, or report."""
    if request.method == "POST":
        return _report(request)
    actor = _caller(request, "cases:read")
    found = search_cases(actor, _wanted(request)).select_related("office", "content", "region")
    if numbers := request.GET.get("service_request_id", ""):
        found = found.filter(number__in=[n.strip() for n in numbers.split(",")][:MOST])
    if (status := request.GET.get("status", "")) in ("open", "closed"):
        found = found.filter(ended_at__isnull=status == "open")
    page = keyset_page(found, order=("-id",), size=MOST, counted=False)
    above = actor.has(*ABOVE)
    codes = {name: code for code, name in services_on(request.at).items()}
    return [_row(case, codes, words=above and case.office.key in actor.keys) for case in page]


@require_safe
@answered("service_requests", "request")
def one_request(request: Request, number: str) -> list[Row]:
    """One request, with its words as this token may read them."""
    actor = _caller(request, "cases:read")
    case = case_for(actor, number)
    seen = seen_of(case, actor)
    codes = {name: code for code, name in services_on(request.at).items()}
    return [{**_row(case, codes, words=seen.sight.words), "description": seen.content}]


def _row(case: Case, codes: Mapping[str, str], *, words: bool) -> Row:
    """A request as the standard shows it. Whoever reads a restatement gets neither the place nor the point on the map."""
    top = case.category.split("/")[0]
    shown = words or not case.is_sealed
    return {
        "service_request_id": case.number,
        "status": "open" if case.is_open else "closed",
        "status_notes": State(case.state).label,
        "service_name": top,
        "service_code": codes.get(top, ""),
        "description": title_for(case, words=words),
        "agency_responsible": case.office.name,
        "requested_datetime": local_of(case.registered_at).isoformat(timespec="seconds"),
        "updated_datetime": local_of(case.ended_at).isoformat(timespec="seconds") if case.ended_at else None,
        "address": case.address if shown else None,
        "lat": _number(case.latitude) if shown else None,
        "long": _number(case.longitude) if shown else None,
    }


def _number(degrees: Decimal | None) -> float | None:
    return None if degrees is None else float(degrees)


def _wanted(request: Request) -> CaseSearch:
    """Dates of the standard are moments; we list by whole days."""
    code = request.GET.get("service_code", "")
    category = services_on(request.at).get(code, "") if code else ""
    if code and not category:
        raise Malformed("no_such_service", f"没有服务代码“{code}”。", "请看 services。")
    start, end = (_day(request.GET.get(name, "")) for name in ("start_date", "end_date"))
    return CaseSearch(category=category, registered_from=start, registered_to=end)


def _day(text: str) -> Any:
    try:
        moment = parse_datetime(text) if text else None
    except ValueError:
        moment = None
    if text and (moment is None or moment.tzinfo is None):
        raise Malformed("bad_date", "日期应为带时区的 ISO 8601，如 2026-11-23T09:00:00+08:00。", "")
    return day_of(moment) if moment else None


def _caller(request: Request, scope: str) -> Any:
    """The token from the header, or from the body as the standard has it; never from the address, which is logged."""
    header = request.headers.get("Authorization", "") or f"Bearer {request.POST.get('api_key', '')}"
    actor = actor_of_header(header, request.at)
    if actor is None:
        raise Unauthenticated
    count_call(actor.token_id or 0, at=request.at)
    request.actor = actor
    return needs(request, scope)


def _report(request: Request) -> list[Row]:
    actor = _caller(request, "cases:write")
    said = {name: without_nul(request.POST.get(name, "")).strip() for name in request.POST}
    category = services_on(request.at).get(said.get("service_code", ""))
    wrong: dict[str, str] = {}
    if category is None:
        wrong["service_code"] = "没有这个服务代码。"
    if not said.get("description"):
        wrong["description"] = "请写明是什么事。"
    if len(said.get("description", "")) > LONGEST:
        wrong["description"] = f"最多 {LONGEST} 字。"
    if not (said.get("address_string") or (said.get("lat") and said.get("long"))):
        wrong["address_string"] = "请给出 address_string，或 lat 和 long。"
    if wrong:
        raise Malformed("bad_request", "；".join(f"{n}：{s}" for n, s in wrong.items()), "", fields=wrong)
    made = once(
        key=key_of(request),
        actor=actor_key(actor),
        fingerprint=fingerprint({name: text for name, text in said.items() if name != "api_key"}),
        at=request.at,
        do=lambda: _register(request, said, str(category)),
    )
    return [
        {
            "service_request_id": made["number"],
            "service_notice": "已登记，会按规定时限答复。",
            "account_id": None,
        }
    ]


def _register(request: Request, said: Mapping[str, str], category: str) -> dict[str, Any]:
    """Without a telephone number it is an anonymous report. Addresses of pictures are kept in the words, never fetched."""
    content = said["description"]
    if said.get("media_url"):
        content += f"\n（附件地址：{said['media_url'][:500]}）"
    phone = said.get("phone", "")
    case = actions.receive_case(
        by=request.actor,
        at=request.at,
        content=content,
        programme="RESIDENT",
        channel="OPEN311",
        category=category,
        identity=Identity.NAMED if phone else Identity.ANONYMOUS,
        reporter=actions.Outsider(name=_name(said), phone=phone[:32]) if phone else None,
        address=said.get("address_string", "")[:200],
        latitude=_degrees(said, "lat", 90),
        longitude=_degrees(said, "long", 180),
    )
    return {"number": case.number}


def _name(said: Mapping[str, str]) -> str:
    """The family name first, as it is said here."""
    return f"{said.get('last_name', '')}{said.get('first_name', '')}"[:64]


def _degrees(said: Mapping[str, str], name: str, most: int) -> Decimal | None:
    if not said.get(name):
        return None
    try:
        degrees = Decimal(said[name])
        fits = degrees.is_finite() and abs(degrees) <= most
    except InvalidOperation:
        fits = False
    if not fits:
        raise Malformed(
            "bad_place", f"{name} 应为 -{most} 到 {most} 的度数。", "", fields={name: "不是经纬度。"}
        )
    return degrees.quantize(Decimal("0.000001"))


app_name = "open311"
urlpatterns: list[URLPattern | URLResolver] = [
    path("services.<str:form>", services, name="services"),
    path("requests.<str:form>", requests, name="requests"),
    path("requests/<str:number>.<str:form>", one_request, name="request"),
]
