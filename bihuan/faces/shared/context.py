"""What every page may show around its content. All of it is lazy: a page that shows no menu asks nothing."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bihuan.faces.shared.nav import footer_links, search_url
from bihuan.faces.shared.offline.owners import owner_of
from bihuan.faces.shared.posts import choices_of, seat_label
from bihuan.kernel.access import Actor
from bihuan.kernel.notices.queries import unread_count

LARGE_PRINT = "large_print"


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all pages."""
    seat = getattr(request, "seat", None)
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "search_words": request.GET.get("q", ""),
        "large_print": request.COOKIES.get(LARGE_PRINT) == "1",
        "seat_label": seat_label(seat) if seat else "没有在任的岗位",
        "acting_for": seat.acting_for.name if seat and seat.acting_for else "",
        "seats": _once(lambda: choices_of(getattr(request, "seats", []), seat)),
        "unread": _once(lambda: unread_count(actor) if actor else 0),
        "offline_owner": _once(lambda: owner_of(actor)),
        "search_url": _once(search_url),
        "footer_links": _once(footer_links),
    }


def _once(make: Callable[[], Any]) -> Callable[[], Any]:
    """Templates call a callable each time they meet it; this one works once."""
    return cache(make)
