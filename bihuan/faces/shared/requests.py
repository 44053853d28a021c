"""A request as our views see it: the middleware has already said who acts and when."""

from datetime import datetime
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from bihuan.domain.enterprises.models import Contact
from bihuan.domain.organisations.queries import Seat
from bihuan.kernel.access import Actor


class Request(HttpRequest):
    """`actor` is made once per request; `at` is the moment at which the request came in, the only clock a view reads."""

    actor: Actor
    at: datetime
    htmx: HtmxDetails
    number: str
    seats: list[Seat]  # of whoever is signed in
    seat: Seat | None
    contact: Contact  # of a firm, behind `firm_page`


def wants_json(request: HttpRequest) -> bool:
    """A program asks: by path, or by an Accept header that names JSON and not HTML."""
    accept = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accept and "text/html" not in accept)


def came_from_here(request: HttpRequest) -> bool:
    """The browser says that our own page sent this. Only then may an error page offer to send the same content again."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, for counting: behind our own proxies what the outermost of them saw. A household's IPv6 is one."""
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    said = passed[-trusted] if 0 < trusted <= len(passed) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(said)
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ip_network(f"{address}/64", strict=False))
