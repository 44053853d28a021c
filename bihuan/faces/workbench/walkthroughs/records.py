"""Exactly the records behind a number of 覆盖和成效, narrowed to what the reader sees."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import Level
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries import latest_name
from bihuan.domain.walkthroughs.choices import FindingKind
from bihuan.domain.walkthroughs.figures import TALLIES
from bihuan.domain.walkthroughs.models import Finding, Gain, Received, Sitting, Thanked, Turn, Walk
from bihuan.domain.walkthroughs.queries import (
    findings_visible_to,
    rosters_visible_to,
    sittings_visible_to,
    walks_visible_to,
)
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.services.items import item_url
from bihuan.faces.workbench.walkthroughs.coverage import period_of
from bihuan.faces.workbench.walkthroughs.kinds import EVERYBODY, kinds
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotVisible


@staff(*EVERYBODY)
@require_safe
def records(request: Request, code: str) -> HttpResponse:
    """Exactly the records behind one number, narrowed to what this actor sees."""
    tally = TALLIES.get(f"walkthroughs.{code}")
    if tally is None:
        raise NotVisible("no_such_figure", "没有这个指标。", "")
    period, of = period_of(request), request.GET.get("of", "")[:200]
    part = request.GET.get("part", "")
    place = 1 if request.GET.get("table") == "1" and len(getattr(tally, "sources", ())) > 1 else 0
    found = tally.records(period, request.at, of, part if part in ("above", "rest") else "", place)
    seen = _narrowed(found, request.actor)
    page = page_of(seen, request, order=("-id",))
    figure = tally.figure
    context = {
        "figure": figure,
        "value": str(figure.value(period, request.at, of)),
        "period": period,
        "page": page,
        "narrowed": _is_narrowed(found, seen),
        "rows": [record_of(one) for one in page.rows],
        "tables": _tables(tally, request) if len(getattr(tally, "sources", ())) > 1 else [],
        "parts": _parts(request) if figure.is_share and not getattr(tally, "below", ()) else [],
    }
    return render(request, "workbench/walkthrough_records.html", context)


def _is_narrowed(found: QuerySet[Any], seen: QuerySet[Any]) -> bool:
    """Whether there are records that this reader may not open."""
    return bool(found.exclude(pk__in=seen.order_by().values("pk")).exists())


def _tables(tally: Any, request: Request) -> list[tuple[str, str]]:
    links = []
    for place, source in enumerate(tally.sources):
        query = request.GET.copy()
        query.pop("cursor", None)
        query["table"] = str(place)
        links.append((str(source.rows(request.at).model._meta.verbose_name), query.urlencode()))
    return links


def _parts(request: Request) -> list[tuple[str, str]]:
    links = []
    for code, label in (("", "全部（分母）"), ("above", "计入的（分子）"), ("rest", "没有计入的")):
        query = request.GET.copy()
        query.pop("cursor", None)
        query["part"] = code
        links.append((label, query.urlencode()))
    return links


def _narrowed(found: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Through the gate of the noun to which the rows belong."""
    sittings, walks = sittings_visible_to(actor).values("pk"), walks_visible_to(actor).values("pk")
    model = found.model
    if model is Sitting:
        return found.filter(pk__in=sittings).select_related("leader", "window__unit", "window__desk__unit")
    if model is Walk:
        return found.filter(pk__in=walks).select_related("walker", "item_version")
    if model is Finding:
        return found.filter(pk__in=findings_visible_to(actor).values("pk")).select_related("finder")
    if model in (Received, Thanked):
        return found.filter(sitting__in=sittings).select_related("sitting__leader")
    if model is Gain:
        return found.filter(finding__in=findings_visible_to(actor).values("pk")).select_related(
            "finding", "version"
        )
    if model is Turn:
        seen = found.filter(plan__roster__in=rosters_visible_to(actor).values("pk"))
        return seen.select_related("leader__person", "window__unit", "window__desk__unit", "plan__roster")
    if model is Item:
        named: QuerySet[Any] = found.annotate(item_name=latest_name("pk"))
        return named
    return found.select_related("item") if model is ItemVersion else found


@dataclass(frozen=True, slots=True)
class Record:
    """A record in a list: what it is, beside it, where it is opened."""

    title: str
    meta: str
    url: str


@singledispatch
def record_of(one: Any) -> Record:
    """Of each kind of row its own line; an item by what it is called now."""
    return Record(one.item_name or one.task_code, one.task_code, item_url(one))


@record_of.register
def _(one: ItemVersion) -> Record:
    return Record(one.name, one.item.task_code, item_url(one.item))


@record_of.register
def _(one: Sitting) -> Record:
    return Record(f"{one.leader.name}坐{office_words(one.window)}", str(one.number), _url("sittings", one))


@record_of.register
def _(one: Walk) -> Record:
    return Record(f"{one.walker.name}走{one.item_version.name}", str(one.number), _url("walks", one))


@record_of.register
def _(one: Finding) -> Record:
    meta = f"{one.number} · {FindingKind(one.kind).label} · {Level(one.level).label}"
    return Record(one.title, meta, _url("findings", one))


@record_of.register
def _(one: Received) -> Record:
    meta = f"{one.get_kind_display()} {one.matters} 件，{one.people} 人"
    return Record(f"{one.sitting.leader.name}坐窗口接待", meta, _url("sittings", one.sitting))


@record_of.register
def _(one: Thanked) -> Record:
    meta = f"{one.get_kind_display()} {one.times} 次"
    return Record(f"{one.sitting.leader.name}坐窗口收到", meta, _url("sittings", one.sitting))


@record_of.register
def _(one: Gain) -> Record:
    meta = f"少 {one.days} 天、{one.materials} 份材料、{one.trips} 趟"
    return Record(one.finding.title, meta, _url("findings", one.finding))


@record_of.register
def _(one: Turn) -> Record:
    title = f"{one.leader.person.name} {office_words(one.window)}"
    return Record(title, one.get_state_display(), _url("rosters", one.plan.roster))


def _url(slug: str, thing: Any) -> str:
    return kinds()[slug].url(thing)
