"""What the city publishes of itself: frozen numbers with their definition, never computed here."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.faces.shared.requests import Request
from bihuan.kernel.figures import figure_of, figures, spoken
from bihuan.kernel.figures.queries import said_to_all
from bihuan.kernel.parameters.reading import shipped

SHOWN = 50
CODE = re.compile(r"[a-z]+(?:\.[a-z_]+)+")


@require_safe
def published(request: Request) -> HttpResponse:
    """The latest word on each; what was revised stays named."""
    said = said_to_all().filter(of="")
    rows = [
        {
            "figure": figure_of(one.code),
            "definition": in_words(figure_of(one.code).definition),
            "row": one,
            "said": spoken(one.value, one.over),
        }
        for one in said.order_by("-published_at", "-pk")[:SHOWN]
        if one.code in figures()
    ]
    return render(request, "portal/figures.html", {"rows": rows})


def in_words(definition: str) -> str:
    """A definition without the codes by which we keep its limits."""
    known = shipped()

    def name(found: re.Match[str]) -> str:
        code = found[0]
        return f"“{known[code].description.partition('：')[0]}”" if code in known else code

    return CODE.sub(name, definition)
