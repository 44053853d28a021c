"""对照报纸: every figure and promise of the newspaper page, beside what this city's records give."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.models import Case
from bihuan.domain.indicators.checks import doubts
from bihuan.domain.indicators.choices import Standing
from bihuan.domain.indicators.newspaper import Printed, rows
from bihuan.domain.services.figures import JOINED
from bihuan.domain.services.figures import MEASURES as SERVICES
from bihuan.faces.dashboard.guards import LEADERS, readers
from bihuan.faces.dashboard.links import url_to
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period, Value, figure_of

ALL = "all"


@dataclass(frozen=True, slots=True)
class Compared:
    """One row beside our own number. `same`: the printed numbers come out; None where nothing is to compare."""

    printed: Printed
    value: Value | None = None
    said: str = ""
    period: str = ""
    url: str = ""
    same: bool | None = None


@readers(LEADERS)
@require_safe
def newspaper(request: Request) -> HttpResponse:
    periods = _Periods(request.at)
    known: dict[tuple[str, str, str], Value] = {}
    compared = [_compared(row, periods, known, request.at) for row in rows()]
    counts = [(standing, sum(1 for row in rows() if row.standing == standing)) for standing in Standing]
    context = {
        "parts": [(part, list(group)) for part, group in groupby(compared, key=lambda one: one.printed.part)],
        "counts": counts,
        "same": sum(1 for one in compared if one.same),
        "to_compare": sum(1 for one in compared if one.same is not None),
        "checks": doubts().items(),
        "fallback": periods.fell_back,
        "whole": periods.whole.label,
    }
    return render(request, "dashboard/newspaper.html", context)


class _Periods:
    """The printed period where this city has records of it; else all that it has, and the page says so."""

    def __init__(self, at: datetime) -> None:
        first = Case.objects.order_by("registered_at").values_list("registered_at", flat=True)
        loop = first.exclude(state="ANSWERED").first()
        last = first.exclude(state="ANSWERED").last()
        self.whole = Period(day_of(loop or at), day_of(at))
        self._has = (day_of(loop), day_of(last)) if loop and last else None
        self.fell_back = False

    def of(self, printed: str) -> Period:
        if printed == ALL:
            return self.whole
        period = Period.parse(printed)
        if self._has is None or period.until_on < self._has[0] or period.from_on > self._has[1]:
            self.fell_back = True
            return self.whole
        return period


def _compared(
    row: Printed, periods: _Periods, known: dict[tuple[str, str, str], Value], at: datetime
) -> Compared:
    if row.standing != Standing.REPRODUCED:
        return Compared(row)
    period = periods.of(row.period)
    key = (row.figure, str(period), row.of)
    if key not in known:
        known[key] = figure_of(row.figure).value(period, at, row.of)
    value = known[key]
    shown = Value(value.numerator, None, "件") if row.shows == "above" else value
    return Compared(row, shown, str(shown), period.label, _url(row, period), _same(row, shown))


def _same(row: Printed, value: Value) -> bool | None:
    if row.numerator is None:
        return None
    return (value.numerator, value.denominator) == (row.numerator, row.denominator)


def _url(row: Printed, period: Period) -> str:
    """Cases are listed here; records of the window and the path on the workbench, where their nouns have their pages."""
    room, _, code = row.figure.partition(".")
    if room == "walkthroughs":
        url = url_to("workbench:walkthroughs-records", code)
        return f"{url}?period={period}&of={quote(row.of)}" if url else ""
    if row.figure in SERVICES:
        return f"{reverse('dashboard:service-records')}?figure={row.figure}&of={quote(row.of)}"
    if row.figure in JOINED:
        return f"{reverse('dashboard:matter-records')}?figure={row.figure}&period={period}"
    programme = row.of.partition("programme:")[2]
    part = f"&part={row.shows}" if row.shows else ""
    return f"{reverse('dashboard:records')}?figure={row.figure}{part}&period={period}&programme={programme}"
