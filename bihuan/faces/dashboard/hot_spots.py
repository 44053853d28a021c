"""督办热点: which units are late beyond their share, and which sections come back month after month. Rates with volumes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.supervision.queries.hot_spots import FEW, MONTHS, hot_spots, sections_again
from bihuan.faces.dashboard.guards import LEADERS, readers
from bihuan.faces.dashboard.scopes import scope_of
from bihuan.faces.shared.requests import Request


@readers(LEADERS)
@require_safe
def hot(request: Request) -> HttpResponse:
    scope = scope_of(request)
    home = scope.area or scope.home
    rows = hot_spots(home, scope.period.from_on, scope.period.until_on, at=request.at)
    late = sum(row.late for row in rows)
    top = sorted((row.late for row in rows), reverse=True)
    context = {
        "scope": scope,
        "rows": rows,
        "again": sections_again(home, at=request.at),
        "late": late,
        "due": sum(row.due for row in rows),
        "half": _half(top, late),
        "few": FEW,
        "months": MONTHS,
    }
    return render(request, "dashboard/hot_spots.html", context)


def _half(numbers: list[int], total: int) -> int:
    """How many units have half of all that was late."""
    passed = 0
    for place, number in enumerate(numbers, start=1):
        passed += number
        if passed * 2 >= total:
            return place
    return len(numbers)
