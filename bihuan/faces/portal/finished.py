"""看看都解决了什么: what the office published of finished cases, for everybody."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.queries.publishing import find_published, publication_for, published
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request

SIZE = 20
LONGEST = 100
THEMES = 12


@require_safe
def finished(request: Request) -> HttpResponse:
    """List and search; newest first, keyset pages."""
    words, theme = request.GET.get("q", "")[:LONGEST], request.GET.get("theme", "")[:LONGEST]
    categories = published().exclude(category="").values_list("category", flat=True)[:1000]
    context = {
        "page": page_of(find_published(words, category=theme), request, order=("-id",), size=SIZE),
        "words": words,
        "theme": theme,
        "themes": Counter(category.split("/")[0] for category in categories).most_common(THEMES),
    }
    return render(request, "portal/finished.html", context)


@require_safe
def finished_one(request: Request, pk: int) -> HttpResponse:
    return render(request, "portal/finished_one.html", {"one": publication_for(pk)})
