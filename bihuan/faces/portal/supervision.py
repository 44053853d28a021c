"""What the city publishes of its supervision: listed orders, cards in force, circulars."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.supervision.queries.public import public_cards, public_circulars, public_listings
from bihuan.faces.shared.requests import Request


@require_safe
def supervised(request: Request) -> HttpResponse:
    """Units and sections, never a person or a case."""
    context = {"cards": public_cards(), "listings": public_listings(), "circulars": public_circulars()}
    return render(request, "portal/supervision.html", context)
