"""通知通道: for whoever looks after the system, which way out works, what waits, what was given up."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.kernel.notices.queries import dead_deliveries, reached_nobody, ways_out

SHOWN = 20
LATELY = timedelta(days=7)


@staff(Role.SYSTEM_ADMIN)
@require_safe
def ways(request: Request) -> HttpResponse:
    """No address, no name, no text of a notice: the administrator of the system is no party to any case."""
    since = request.at - LATELY
    context = {
        "ways": ways_out(since=since),
        "dead": dead_deliveries().filter(dead_at__gte=since)[:SHOWN],
        "nobody": reached_nobody().filter(queued_at__gte=since)[:SHOWN],
    }
    return render(request, "workbench/ways.html", context)
