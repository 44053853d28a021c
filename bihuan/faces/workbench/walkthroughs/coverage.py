"""覆盖和成效: the figures with their records, which items nobody walks, who has not sat, what is doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import Level
from bihuan.domain.organisations.counting import Tally, shares_by, values_of
from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs.choices import FindingKind
from bihuan.domain.walkthroughs.figures import TALLIES
from bihuan.domain.walkthroughs.models import Doubt
from bihuan.domain.walkthroughs.queries import sittings_visible_to, walks_visible_to
from bihuan.domain.walkthroughs.queries.coverage import item_coverage, leader_coverage
from bihuan.domain.walkthroughs.rules.doubts import BY_CODE
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.services.items import item_url
from bihuan.faces.workbench.walkthroughs.kinds import EVERYBODY, kinds
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
    items = item_coverage(request.at, inside=inside)
    leaders = leader_coverage(period.begins_at, min(period.ends_at, request.at), inside=inside)
    context = {
        "inside": office_words(inside),
        "period": period,
        "periods": [Period.parse(text) for text in periods(request.at)],
        "groups": _groups(period, request.at, of),
        "lines": _lines({"level": Level, "kind": FindingKind}, period, request.at, of),
        "items": [(one, item_url(one.item)) for one in items[:FEW]],
        "leaders": leaders[:FEW],
        "more_items": max(0, len(items) - FEW),
        "more_leaders": max(0, len(leaders) - FEW),
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
    unit = " %" if unit == "%" else unit
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
        by_thing.setdefault(_doubted(one), []).append(BY_CODE[one.code].name)
    return [(name, "、".join(codes), url) for (name, url), codes in list(by_thing.items())[:FEW]]


def _doubted(doubt: Doubt) -> tuple[str, str]:
    """Whose sitting or walk it is about, and its page."""
    if (sitting := doubt.sitting) is not None:
        return f"{sitting.leader.name}坐窗口 {sitting.number}", kinds()["sittings"].url(sitting)
    walk = doubt.walk
    assert walk is not None  # a doubt is of one or the other
    return f"{walk.walker.name}走流程 {walk.number}", kinds()["walks"].url(walk)
