"""The steward's page: my firms by who needs me now, their open cases with clocks, what I promised; and the office's view of an area."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.queries.sight import reads_words, title_for
from bihuan.domain.enterprises.queries import whom_to_call
from bihuan.domain.liaison.models import Pairing
from bihuan.domain.liaison.queries import aspect_name, pairing_facts, pairing_for, pairings_visible_to
from bihuan.domain.liaison.queries.area import account_of
from bihuan.domain.liaison.queries.gates import OVERSEERS
from bihuan.domain.liaison.queries.keeping import KeptFirm, kept_firms
from bihuan.domain.liaison.queries.rating import firms_word_on
from bihuan.domain.liaison.verbs import PAIRING_VERBS
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.liaison.makings import may_office
from bihuan.faces.workbench.rows import case_url
from bihuan.kernel.calendar import day_of


@staff(Role.STEWARD, *OVERSEERS)
@require_safe
def my_firms(request: Request) -> HttpResponse:
    """Mine; who keeps none and looks after an area is led to the area."""
    firms = kept_firms(request.actor)
    if not firms and request.actor.has(*OVERSEERS) and not request.actor.has(Role.STEWARD):
        return redirect("workbench:liaison-area")
    calls = whom_to_call(request.actor, [row.firm.pk for row in firms])
    rows = [_shown(row, request) | {"call": calls.get(row.firm.pk)} for row in firms]
    context = {
        "rows": rows,
        "waiting": sum(len(row.waiting) for row in firms),
        "promises": sum(len(row.promises) for row in firms),
        "word": firms_word_on(request.actor.hands, at=request.at),
        "oversees": request.actor.has(*OVERSEERS),
        "at": request.at,
    }
    return render(request, "workbench/liaison/my_firms.html", context)


def _shown(row: KeptFirm, request: Request) -> dict[str, Any]:
    on = day_of(request.at)
    return {
        "row": row,
        "needs": [(need, aspect_name(need.aspect, on=on)) for need in row.waiting],
        "cases": [
            {
                "title": title_for(case, words=reads_words(request.actor, case)),
                "url": case_url(case),
                "state": State(case.state),
                "number": case.number,
                "due": due,
            }
            for case, due in row.cases
        ],
    }


@staff(*OVERSEERS)
@require_safe
def area(request: Request) -> HttpResponse:
    """An area's coverage, load, and firms without contact; every pairing with its steward."""
    office = Office.objects.select_related("area").get(pk=request.actor.office_id or 0)
    words = request.GET.get("q", "").strip()
    rows = pairings_visible_to(request.actor).filter(ended_on=None)
    if words:
        rows = rows.filter(enterprise__name__contains=words) | rows.filter(steward_name__contains=words)
    page = page_of(rows.select_related("enterprise", "steward", "post__office__unit"), request, order=("id",))
    context = {
        "account": account_of(office.area or office, at=request.at),
        "page": page,
        "words": words,
        "may_office": may_office(request.actor) is None,
    }
    return render(request, "workbench/liaison/area.html", context)


def pairing_home(pairing: Pairing) -> str:
    return reverse("workbench:enterprise", args=[pairing.enterprise.code])


PAIRINGS = Noun(
    table=PAIRING_VERBS,
    find=pairing_for,
    facts=pairing_facts,
    subject=lambda pairing: pairing.subject,
    home=pairing_home,
    name=lambda pairing: f"{pairing.enterprise.name}的结对",
)


@staff()
@require_safe
def pairing_by_id(request: Request, pk: int) -> HttpResponse:
    """From a message or a duty to the firm's page."""
    return redirect(pairing_home(pairing_for(request.actor, str(pk))))
