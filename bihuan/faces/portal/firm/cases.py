"""我们的诉求: what the firm reported, each with where it stands; what can be done with one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for, cases_visible_to
from bihuan.domain.cases.queries.receipt import offices_of, standing_words
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.liaison.choices import OfferState
from bihuan.domain.liaison.models import Need, StewardRating
from bihuan.domain.liaison.queries import aspect_name
from bihuan.faces.portal.acting import NOUN
from bihuan.faces.portal.firm.sessions import firm_page
from bihuan.faces.portal.track import shown_case
from bihuan.faces.shared.files import file_response
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import verb_page
from bihuan.kernel.calendar import day_of

SIZE = 20
LONGEST = 100
# Once the offices said that it was done: time to say what the steward did for it.
RATEABLE = frozenset({State.STRUCK_OFF, State.DISSATISFIED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the firm's list. asks: it waits for the firm's word."""

    case: Case
    words: str
    asks: bool
    url: str


def case_url(case: Case) -> str:
    return reverse("portal:firm-case", args=[case.number])


def lines_of(cases: Iterable[Case]) -> list[CaseLine]:
    """Each with where it stands; one query for all of them."""
    rows = list(cases)
    offices = offices_of(rows)
    return [
        CaseLine(
            case,
            standing_words(case, offices.get(case.pk, ())),
            case.state == State.STRUCK_OFF,
            case_url(case),
        )
        for case in rows
    ]


@firm_page
@require_safe
def cases(request: Request) -> HttpResponse:
    """Newest first; found by words or by number; open ones alone where asked."""
    words = request.GET.get("q", "")[:LONGEST]
    open_only = request.GET.get("open") == "1"
    found = search_cases(request.actor, CaseSearch(words=words, open_only=open_only))
    page = page_of(found, request, order=("-id",), size=SIZE)
    context = {"page": page, "lines": lines_of(page), "words": words, "open_only": open_only}
    return render(request, "portal/firm/cases.html", context)


@firm_page
@require_safe
def case(request: Request, number: str) -> HttpResponse:
    """One case, as its reporter reads it; what came out of it only where this contact may see that too."""
    own = case_for(request.actor, number)
    shown = shown_case(request, own)
    together = [one.pk for one in shown["together"]]
    seen = set(cases_visible_to(request.actor).filter(pk__in=together).values_list("pk", flat=True))
    context = shown | {
        "together": [one for one in shown["together"] if one.pk in seen],
        "here": case_url(own),
        "all": reverse("portal:firm-cases"),
        "private": not any(holder.startswith("enterprise:") for holder in shown["facts"].reporters),
        **_helped(request, own),
    }
    return render(request, "portal/firm/case.html", context)


def _helped(request: Request, own: Case) -> dict[str, Any]:
    """The aspect, what the steward offers, and whether the steward may still be rated for it."""
    need = Need.objects.filter(case=own).prefetch_related("offers__help__provider").first()
    if need is None:
        return {}
    rated = StewardRating.objects.filter(case=own).exists()
    offers = [
        {"help": offer.help, "state": OfferState(offer.state), "pk": offer.pk}
        for offer in sorted(need.offers.all(), key=lambda one: one.pk)
    ]
    return {
        "aspect": aspect_name(need.aspect, on=day_of(request.at)),
        "offers": offers,
        "chooses": any(offer["state"] == OfferState.OFFERED for offer in offers),
        "judges": any(offer["state"] == OfferState.TAKEN_UP for offer in offers),
        "rates_steward": need.steward_id is not None and not rated and own.state in RATEABLE,
    }


@firm_page
@require_safe
def case_file(request: Request, number: str, key: str) -> HttpResponseBase:
    """What the firm gave, back to it; the gate keeps the offices' own evidence with the offices."""
    case_for(request.actor, number)
    return file_response(request, actor=request.actor, key=key)


FIRM_CASES = replace(NOUN, find=case_for, home=case_url, base="portal/firm/base.html")
_page = verb_page(FIRM_CASES)


@firm_page
def act(request: Request, number: str, verb: str) -> HttpResponseBase:
    """The page of one verb, for a contact of the firm."""
    return _page(request, number=number, verb=verb)
