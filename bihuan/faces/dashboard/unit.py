"""A unit head's page: what will be late, who is overloaded."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import LegState
from bihuan.domain.cases.models import Leg
from bihuan.domain.cases.queries.sight import title_for
from bihuan.domain.organisations.models import Office
from bihuan.faces.dashboard.guards import HEADS, LEADERS, readers
from bihuan.faces.dashboard.links import url_to
from bihuan.faces.dashboard.names import called
from bihuan.faces.dashboard.numbers import numbers
from bihuan.faces.dashboard.scopes import scope_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import Limit, city_calendar
from bihuan.kernel.duties.queries import duties_of

SHOWN = 20
FIGURES = ("cases.late_parts_share", "cases.return_rate", "cases.handling_hours", "cases.solved_by_reporter")
AT_WORK = [LegState.DISPATCHED, LegState.HANDLING, LegState.RETURNING, LegState.SUBMITTED]


@dataclass(frozen=True, slots=True)
class Load:
    """How much one section or one person carries, and how much of it is late or due within three working days."""

    name: str
    open: int
    late: int
    soon: int


@readers(HEADS | LEADERS)
@require_safe
def unit(request: Request) -> HttpResponse:
    scope = scope_of(request)
    until = city_calendar().due(request.at, Limit.parse("3 wd")).at
    parts = Leg.objects.filter(state__in=AT_WORK, office__path__startswith=scope.home.path)
    coming = parts.filter(due_at__lte=until).select_related("case", "office__unit").order_by("due_at", "id")
    sections = _loads(parts, "office_id", request.at, until)
    people = _loads(parts.exclude(handler=None), "handler_id", request.at, until)
    context = {
        "scope": scope,
        "coming": [
            (
                leg,
                title_for(leg.case, words=False),
                url_to("workbench:case", leg.case.number),
                called(leg.office, beyond=scope.home),
            )
            for leg in coming[:SHOWN]
        ],
        "sections": _named(
            sections,
            {
                office.pk: called(office, beyond=scope.home)
                for office in Office.objects.filter(pk__in=sections).select_related("unit")
            },
        ),
        "people": _named(people, dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))),
        "figures": list(numbers(FIGURES, scope, request.at).values()),
        "mine": duties_of(request.actor).exclude(verb="promise").count(),
    }
    return render(request, "dashboard/unit.html", context)


def _loads(parts: QuerySet[Leg], by: str, at: datetime, until: datetime) -> dict[int, tuple[int, int, int]]:
    rows = (
        parts.order_by()
        .values(by)
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=at)),
            soon=Count("pk", filter=Q(due_at__gte=at, due_at__lte=until)),
        )
        .order_by("-open", by)[:SHOWN]
    )
    return {row[by]: (row["open"], row["late"], row["soon"]) for row in rows}


def _named(loads: dict[int, tuple[int, int, int]], names: dict[int, str]) -> list[Load]:
    return [Load(names[pk], *load) for pk, load in loads.items()]
