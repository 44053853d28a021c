"""找答案: the knowledge entries that may be offered today, by words and by theme."""

from collections import Counter
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.knowledge.queries import entry_for, offered
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of
from bihuan.kernel.search.queries import matching

SIZE = 20
LONGEST = 100


def themes_of(at: datetime) -> list[tuple[str, int]]:
    """The first part of the categories, the fullest first, with the number of entries."""
    categories = offered(on=day_of(at)).exclude(category="").values_list("category", flat=True)
    return Counter(category.split("/")[0] for category in categories).most_common(15)


@require_safe
def answers(request: Request) -> HttpResponse:
    """Search and themes live in the URL."""
    words, theme = request.GET.get("q", "")[:LONGEST], request.GET.get("theme", "")[:LONGEST]
    found = matching(offered(on=day_of(request.at)), "knowledge", words)
    if theme:
        found = found.filter(category__startswith=theme)
    context = {
        "page": page_of(found, request, order=("-id",), size=SIZE),
        "words": words,
        "theme": theme,
        "themes": themes_of(request.at),
    }
    return render(request, "portal/answers.html", context)


@require_safe
def answer(request: Request, pk: int) -> HttpResponse:
    return render(request, "portal/answer.html", {"entry": entry_for(pk, on=day_of(request.at))})
