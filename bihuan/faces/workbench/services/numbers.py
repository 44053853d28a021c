"""服务指标: the four figures with definition and base, by unit, over time, and what moved them between two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.figures import MEASURES, SAID, UNTOLD, Said, Stock
from bihuan.domain.services.queries.moves import movement
from bihuan.domain.services.queries.rating import finished_month, least_published, tallies
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period, Value, spoken

MONTHS = 6
HEARD_MONTHS = 12
PARTS = {"": "全部（分母）", "above": "计入的（分子）", "rest": "没有计入的"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure today and at the end of each of the last months."""

    stock: Stock
    value: Value
    said: str
    course: list[float]


@dataclass(frozen=True, slots=True)
class Heard:
    """What people said, over the last finished months: the value, or why it is not told."""

    said: Said
    value: Value
    spoken: str


@staff()
@require_safe
def service_figures(request: Request) -> HttpResponse:
    """The city's four numbers of the catalogue, each unit's, and their course; and the two of what people say."""
    today = day_of(request.at)
    unit = Office.objects.filter(code=request.GET.get("unit", "")).first()
    of = unit.key if unit else ""
    context = {
        "unit": unit,
        "shown": [_shown(stock, request.at, of) for stock in MEASURES.values()],
        "heard_in": _heard_in(today),
        "heard": _heard(request.at, unit),
        "few": least_published(request.at),
        "table": _table(request, today),
        "stocks": list(MEASURES.values()),
        "since": today - timedelta(days=30),
        "today": today,
    }
    return render(request, "workbench/service_figures.html", context)


def _shown(stock: Stock, at: datetime, of: str) -> Shown:
    today = day_of(at)
    ends = [Period.month(*_month(today, back)).until_on for back in range(MONTHS - 1, 0, -1)]
    course = stock.course([*ends, today], at, of)
    points = [point for value in course if (point := value.rounded()) is not None]
    return Shown(stock, course[-1], spoken(course[-1], Period.day(today)), [float(point) for point in points])


def _heard_in(today: date) -> Period:
    """Months that are over: a count that ticks while one looks tells who has just rated."""
    last = finished_month(today)
    return Period(Period.month(*_month(last.from_on, HEARD_MONTHS - 1)).from_on, last.until_on)


def _heard(at: datetime, unit: Office | None) -> list[Heard]:
    """Both shares of a unit, or of the city; of a unit only where its number cannot be worked out from those beside it either."""
    period = _heard_in(day_of(at))
    told = unit is None or any(one.office == unit and not one.hidden for one in tallies(period, at))
    of = unit.key if unit else ""
    values = [(said, said.value(period, at, of) if told else UNTOLD) for said in SAID]
    return [Heard(said, value, spoken(value, period)) for said, value in values]


def _month(today: date, back: int) -> tuple[int, int]:
    number = today.year * 12 + today.month - 1 - back
    return number // 12, number % 12 + 1


def _table(request: Request, today: date) -> list[dict[str, Any]]:
    """A row per unit, a column per figure: one query each."""
    found: dict[str, Mapping[int, Value]] = {
        code: stock.by_unit(today, request.at) for code, stock in MEASURES.items()
    }
    units = Office.objects.in_bulk({pk for values in found.values() for pk in values})
    rows = [
        {
            "unit": unit,
            "cells": [(MEASURES[code].name, values.get(pk)) for code, values in found.items()],
        }
        for pk, unit in units.items()
    ]
    return sorted(rows, key=lambda row: row["unit"].code)


@staff()
@require_safe
def service_figure(request: Request, code: str) -> HttpResponse:
    """One figure: its records, and every item that moved it between two days."""
    stock = MEASURES.get(f"services.{code.replace('-', '_')}") or next(iter(MEASURES.values()))
    today = day_of(request.at)
    unit = Office.objects.filter(code=request.GET.get("unit", "")).first()
    of = unit.key if unit else ""
    old, new = _day(request, "old", today - timedelta(days=30)), _day(request, "new", today)
    part = request.GET.get("part", "")
    part = part if part in PARTS else ""
    value = stock.figure.value(Period.day(new), request.at, of)
    records = stock.records(Period.day(new), request.at, of, part).select_related("item__unit")
    context = {
        "stock": stock,
        "unit": unit,
        "value": value,
        "said": spoken(value, Period.day(new)),
        "move": movement(stock, old, new, as_of=request.at, of=of),
        "old": old,
        "new": new,
        "part": part,
        "parts": PARTS.items(),
        "page": page_of(records, request, order=("item_id",)),
    }
    return render(request, "workbench/service_figure.html", context)


def _day(request: Request, name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise
