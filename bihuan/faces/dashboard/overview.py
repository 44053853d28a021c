"""The page to read: is the loop turning, where not, can the numbers be trusted."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.faces.dashboard.guards import readers
from bihuan.faces.dashboard.holding import Holding, holding_of
from bihuan.faces.dashboard.loops import funnel_of, standing_of
from bihuan.faces.dashboard.numbers import (
    ASIDE,
    RATES,
    Lateness,
    Trend,
    lateness_of,
    numbers,
    trend_of,
)
from bihuan.faces.dashboard.scopes import scope_of
from bihuan.faces.shared.requests import Request

SHOWN = 12


@readers()
@require_safe
def overview(request: Request) -> HttpResponse:
    scope = scope_of(request)
    found = numbers([*RATES, *ASIDE], scope, request.at)
    trend, late, held = (
        trend_of(scope, request.at),
        lateness_of(scope, request.at),
        holding_of(scope, request.at),
    )
    context = {
        "scope": scope,
        "main": [found[code] for code in RATES[:1]],
        "word": [found[code] for code in RATES[1:4]],
        "rates": [found[code] for code in RATES[4:]],
        "aside": [found[code] for code in ASIDE],
        "steps": funnel_of(request.actor, scope),
        "standing": standing_of(request.actor, scope),
        "trend": trend,
        "late": late,
        "late_rows": late.rows[:SHOWN],
        "held": held,
        "charts": charts_of(trend, late, held),
        "years": [str(request.at.year - back) for back in range(3)],
    }
    return render(request, "dashboard/overview.html", context)


def charts_of(trend: Trend, late: Lateness, held: Holding) -> dict[str, Any]:
    """What the script draws; each picture stands beside its own table."""
    return {
        "trend": {"kind": "trend", "labels": trend.months, "bars": trend.registered, "line": trend.rate},
        "late": {
            "kind": "bars",
            "unit": "件",
            "labels": [row.office.short_name for row in late.rows[:SHOWN]],
            "bars": [row.late for row in late.rows[:SHOWN]],
        },
        "held": {
            "kind": "bars",
            "unit": "个工作日",
            "labels": [holder.office.short_name for holder in held.holders],
            "bars": [round(holder.working_minutes / 420, 1) for holder in held.holders],
        },
    }
