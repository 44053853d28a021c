"""My posts, my print size, my messages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.faces.shared.context import LARGE_PRINT
from bihuan.faces.shared.posts import choices_of, choose_seat, seat_label
from bihuan.faces.shared.requests import Request

YEAR = 365 * 24 * 3600


def next_url(request: Request, default: str) -> str:
    """Where to go on, if that is on this site."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe else default


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: Request) -> HttpResponse:
    """In which post, and for whom."""
    if request.method == "POST":
        seat = choose_seat(request, request.POST.get("seat", ""), request.at)
        messages.success(request, f"您现在以“{seat_label(seat)}”的身份办理。")
        return redirect(next_url(request, "/work/"))
    choices = choices_of(request.seats, request.seat)
    return render(
        request, "shared/choose_post.html", {"choices": choices, "next": next_url(request, "/work/")}
    )


@require_POST
def large_print(request: Request) -> HttpResponse:
    """Switch between standard and large print; remembered on this device."""
    response = redirect(next_url(request, "/"))
    large = request.COOKIES.get(LARGE_PRINT) == "1"
    response.set_cookie(
        LARGE_PRINT,
        "0" if large else "1",
        max_age=YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
