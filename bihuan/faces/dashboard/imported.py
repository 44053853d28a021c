"""What another system answered: counted apart, by source."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from bihuan.domain.cases.models import Import
from bihuan.faces.dashboard.guards import LEADERS, readers
from bihuan.faces.dashboard.numbers import IMPORTED, values_of
from bihuan.faces.dashboard.scopes import scope_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period, figure_of, spoken
from bihuan.kernel.refusals import NotVisible

FIRST_YEAR = 2004


@readers(LEADERS)
@require_safe
def imported(request: Request) -> HttpResponse:
    """All years, or one; all sources, or one. Only for the whole city: a county reads its own cases."""
    scope = scope_of(request)
    if not scope.is_whole:
        raise NotVisible()
    sources = list(Import.objects.order_by("source").values_list("source", flat=True).distinct())
    source = request.GET.get("source", "")
    source = source if source in sources else ""
    whole = Period(Period.year(FIRST_YEAR).from_on, day_of(request.at))
    period = scope.period if scope.chosen else whole
    of = f"source:{source}" if source else ""
    values = values_of([figure_of(code) for code in IMPORTED], period, of, request.at)
    query = urlencode({"period": str(period), **({"source": source} if source else {})})
    context = {
        "sources": sources,
        "source": source,
        "period": period,
        "numbers": [
            {
                "figure": figure_of(code),
                "said": str(value),
                "base": spoken(value, period).partition("，")[2],
                "url": f"{reverse('dashboard:records')}?figure={code}&{query}",
            }
            for code, value in values.items()
        ],
        "runs": Import.objects.select_related("office").order_by("-pk")[:10],
    }
    return render(request, "dashboard/imported.html", context)
