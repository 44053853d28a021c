"""督办热点 as a page and as a table to take along. What stands there is asked in `supervision.queries.hot_spots`."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.organisations.choices import AREA_BODIES
from bihuan.domain.supervision.queries.hot_spots import EXPLAINED, LATE, HotSpot, HotSpots, hot_spots
from bihuan.faces.dashboard.guards import LEADERS, readers
from bihuan.faces.dashboard.numbers import records_url
from bihuan.faces.dashboard.scopes import Scope, scope_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.workbooks import workbook_response
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Value, figure_of
from bihuan.kernel.sheets import write_xlsx

AT_FIRST = 8  # units and sections that stand there at once; the others are opened
HEADS = (
    "单位", "到期承办件", "计入的超期", "计入的超期率", "平均超期（工作小时）", "有承办件的科室", "反复超期的科室",
    "报告已解决的结果", "未办实", "在办督办单", "计入的黄牌", "计入的红牌", "说明",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One unit with its ways on. `url`: the cases behind its rate; `inside_url`: the same page for an area."""

    spot: HotSpot
    url: str
    inside_url: str

    @property
    def average(self) -> str:
        """How many working hours late, of each part that was."""
        hours = _hours(self.spot.values["late_minutes"])
        return "—" if hours is None else f"{hours:.1f} 小时"


@readers(LEADERS)
@require_safe
def hot(request: Request) -> HttpResponse:
    scope, found = _asked(request)
    rows = [_row(spot, scope) for spot in found.units]
    context = {
        "scope": scope,
        "found": found,
        "top": rows[:AT_FIRST],
        "others": rows[AT_FIRST:],
        "again": found.again[:AT_FIRST],
        "again_others": found.again[AT_FIRST:],
        "explained": [figure_of(code) for code in EXPLAINED],
        "table_query": scope.query(),
    }
    return render(request, "dashboard/hot_spots.html", context)


@readers(LEADERS)
@require_safe
def hot_table(request: Request) -> HttpResponse:
    """What the page shows of each unit, every number in a cell of its own."""
    scope, found = _asked(request)
    out = io.BytesIO()
    write_xlsx(out, HEADS, _lines(found), title=f"督办热点 {scope.period}"[:31])
    return workbook_response(out.getvalue(), f"hot-spots-{day_of(request.at):%Y%m%d}.xlsx")


def _asked(request: Request) -> tuple[Scope, HotSpots]:
    scope = replace(scope_of(request), programme="")  # a section is late whatever the programme was
    return scope, hot_spots(scope.area or scope.home, scope.period, at=request.at)


def _row(spot: HotSpot, scope: Scope) -> Row:
    inside = f"?{replace(scope, area=spot.unit).query()}" if spot.unit.body_kind in AREA_BODIES else ""
    return Row(spot, records_url(scope, figure=LATE, part="above", unit=spot.unit.code), inside)


def _lines(found: HotSpots) -> Iterator[Sequence[Any]]:
    for one in found.units:
        late, again, false = (one.values[name] for name in ("late_share", "repeat_sections", "false_share"))
        yield [
            one.unit.short_name, late.denominator, late.numerator, str(late), _hours(one.values["late_minutes"]),
            again.denominator, again.numerator, false.denominator, false.numerator,
            *(one.values[name].numerator for name in ("open_orders", "yellow_cards", "red_cards")),
            f"到期不足 {found.few} 件，比率不宜比较" if one.is_few else "",
        ]  # fmt: skip


def _hours(minutes: Value) -> float | None:
    return round(float(minutes.share) / 60, 1) if minutes.share else None
