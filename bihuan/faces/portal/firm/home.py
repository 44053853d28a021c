"""The firm's first page: what waits for us, who comes, who our steward is, where our cases stand."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.queries.receipt import unanswered
from bihuan.domain.liaison.queries import steward_of
from bihuan.faces.portal.firm.cases import lines_of
from bihuan.faces.portal.firm.sessions import firm_page
from bihuan.faces.portal.firm.steward import announced
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of

FEW = 5
WAITING = 10


@firm_page
@require_safe
def home(request: Request) -> HttpResponseBase:
    """Few words, each a link."""
    firm, visible = request.contact.enterprise, cases_visible_to(request.actor)
    asked = visible.filter(state=State.STRUCK_OFF).order_by("id")[:WAITING]
    context = {
        "firm": firm,
        "asked": lines_of(asked),
        "written": lines_of(unanswered(visible)[:WAITING]),
        "visits": announced(firm, request.actor),
        "steward": steward_of(firm, day_of(request.at)),
        "lines": lines_of(visible.order_by("-id")[:FEW]),
    }
    return render(request, "portal/firm/home.html", context)
