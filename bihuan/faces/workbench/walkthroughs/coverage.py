"""覆盖和成效: the figures with their records, which items nobody walks, who has not sat, what is doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import Level
from bihuan.domain.organisations.counting import Tally, shares_by, values_of
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries import latest_name
from bihuan.domain.walkthroughs.choices import FindingKind
from bihuan.domain.walkthroughs.figures import TALLIES
from bihuan.domain.walkthroughs.models import Doubt, Finding, Gain, Received, Sitting, Thanked, Turn, Walk
from bihuan.domain.walkthroughs.queries import findings_visible_to, sittings_visible_to, walks_visible_to
from bihuan.domain.walkthroughs.queries.coverage import item_coverage, leader_coverage
from bihuan.domain.walkthroughs.rules.doubts import BY_CODE
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.walkthroughs.kinds import EVERYBODY
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.choices import Codes
from bihuan.kernel.figures import Period, Value
from bihuan.kernel.refusals import NotVisible

GROUPS = (
    ("去了没有", ("person_times", "doubtful", "turns_kept", "items_walked", "distinct_items", "coverage")),
    ("办了什么", ("received", "people", "thanks")),
    ("发现了什么", ("findings", "findings_per_walk", "rectified_share", "confirmed_share")),
    ("改了什么", ("days_saved", "materials_saved", "trips_saved", "days_to_change")),
)
FEW = 30
NONE = Value(0, 0, "%")


@dataclass(frozen=True, slots=True)
class Card:
    """One figure as it is shown, with the way to its records."""

    name: str
    value: str
    base: str
    unit: str
    definition: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table by level or kind."""

    label: str
    rectified: Value
    url: str


@staff(*EVERYBODY)
@require_safe
def coverage(request: Request) -> HttpResponse:
    """Of the offices that the actor stands for, the largest; a unit's own people see their unit."""
    period, inside = period_of(request), scope_of(request.actor)
    if inside is None:
        raise NotVisible()
    of = f"office:{inside.pk}"
    context = {
        "inside": office_words(inside),
        "period": period,
        "periods": [Period.parse(text) for text in periods(request.at)],
        "groups": _groups(period, request.at, of),
        "lines": _lines({"level": Level, "kind": FindingKind}, period, request.at, of),
        "items": item_coverage(request.at, inside=inside)[:FEW],
        "leaders": leader_coverage(period.begins_at, min(period.ends_at, request.at), inside=inside)[:FEW],
        "doubts": _doubts(request.actor),
    }
    return render(request, "workbench/walkthroughs.html", context)


def period_of(request: Request) -> Period:
    """The year where nothing else is asked."""
    try:
        return Period.parse(request.GET.get("period", "") or str(day_of(request.at).year))
    except ValueError:
        return Period.parse(str(day_of(request.at).year))


def periods(at: datetime) -> list[str]:
    year = day_of(at).year
    return [str(year), str(year - 1), str(year - 2)]


def scope_of(actor: Actor) -> Office | None:
    """The highest of the offices for which the actor stands."""
    ids = [int(key.partition(":")[2]) for key in actor.keys if key.startswith("office:")]
    return min(
        Office.objects.filter(pk__in=ids).select_related("unit", "desk__unit"),
        key=lambda one: len(one.path),
        default=None,
    )


def _groups(period: Period, at: datetime, of: str) -> list[tuple[str, list[Card]]]:
    """Every figure, those over one table asked together."""
    values = values_of([one for one in TALLIES.values() if isinstance(one, Tally)], period, at, of)
    others = {code: one.figure for code, one in TALLIES.items() if code not in values}
    values |= {code: figure.value(period, at, of) for code, figure in others.items()}
    return [
        (title, [_card(f"walkthroughs.{code}", values, period, of) for code in codes])
        for title, codes in GROUPS
    ]


def _card(code: str, values: Mapping[str, Value], period: Period, of: str) -> Card:
    figure, value = TALLIES[code].figure, values[code]
    said, _, unit = str(value).partition(" ")
    base = "" if value.denominator is None else f"{value.numerator:,} / {value.denominator:,}"
    url = _records_url(code.partition(".")[2], period, of)
    return Card(figure.name, said, base, unit, f"{figure.definition}底数：{figure.base}", url)


def _records_url(code: str, period: Period, of: str, part: str = "") -> str:
    tail = f"&part={part}" if part else ""
    return f"{reverse('workbench:walkthroughs-records', args=[code])}?period={period}&of={of}{tail}".replace(
        "+", "%2B"
    )


def _lines(columns: Mapping[str, type[Codes]], period: Period, at: datetime, of: str) -> list[Line]:
    """A line for each level and each kind, those of which there are none too."""
    shares = shares_by(TALLIES["walkthroughs.rectified_share"], list(columns), period, at, of)
    return [
        Line(
            one.label,
            shares.get((column, one.value), NONE),
            _records_url("findings", period, f"{of}+{column}:{one.value}"),
        )
        for column, codes in columns.items()
        for one in codes
    ]


def _doubts(actor: Actor) -> list[tuple[str, str, str]]:
    """What waits for a person: what it is, why, and where it is decided."""
    sittings = sittings_visible_to(actor).values("pk")
    walks = walks_visible_to(actor).values("pk")
    open_ = (
        Doubt.objects.filter(genuine=None)
        .select_related("sitting__leader", "walk__walker")
        .order_by("-found_at", "-id")
    )
    seen = open_.filter(sitting__in=sittings) | open_.filter(walk__in=walks)
    by_thing: dict[tuple[str, str], list[str]] = {}
    for one in seen[: FEW * 3]:
        if one.sitting is not None:
            key = (
                f"{one.sitting.leader.name}坐窗口 {one.sitting.number}",
                f"/work/sittings/{one.sitting.number}/",
            )
        else:
            assert one.walk is not None
            key = (f"{one.walk.walker.name}走流程 {one.walk.number}", f"/work/walks/{one.walk.number}/")
        by_thing.setdefault(key, []).append(BY_CODE[one.code].name)
    return [(name, "、".join(codes), url) for (name, url), codes in list(by_thing.items())[:FEW]]


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
        "rows": [_row(one) for one in page.rows],
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
        return found.select_related("leader__person", "window__unit", "plan__roster")
    if model is Item:
        named: QuerySet[Any] = found.annotate(item_name=latest_name("pk"))
        return named
    return found.select_related("item") if model is ItemVersion else found


def _row(one: Any) -> tuple[str, str, str]:
    """A record in a list: what it is, beside it, where it is opened."""
    if isinstance(one, Sitting):
        return (
            f"{one.leader.name}坐{office_words(one.window)}",
            f"{one.number}",
            f"/work/sittings/{one.number}/",
        )
    if isinstance(one, Walk):
        return f"{one.walker.name}走{one.item_version.name}", f"{one.number}", f"/work/walks/{one.number}/"
    if isinstance(one, Finding):
        return (
            one.title,
            f"{one.number} · {FindingKind(one.kind).label} · {Level(one.level).label}",
            f"/work/findings/{one.number}/",
        )
    if isinstance(one, Received):
        return (
            f"{one.sitting.leader.name}坐窗口接待",
            f"{one.get_kind_display()} {one.matters} 件，{one.people} 人",
            f"/work/sittings/{one.sitting.number}/",
        )
    if isinstance(one, Thanked):
        return (
            f"{one.sitting.leader.name}坐窗口收到",
            f"{one.get_kind_display()} {one.times} 次",
            f"/work/sittings/{one.sitting.number}/",
        )
    if isinstance(one, Gain):
        return (
            one.finding.title,
            f"少 {one.days} 天、{one.materials} 份材料、{one.trips} 趟",
            f"/work/findings/{one.finding.number}/",
        )
    if isinstance(one, Turn):
        return (
            f"{one.leader.person.name} {office_words(one.window)}",
            f"{one.get_state_display()}",
            f"/work/rosters/{one.plan.roster.number}/",
        )
    if isinstance(one, ItemVersion):
        return one.name, one.item.task_code, ""
    return one.item_name or one.task_code, one.task_code, ""
