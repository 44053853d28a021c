"""Receipts in this browser: which cases its holder has opened with number and secret, and acting as that holder."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.receipt import case_of_receipt
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotVisible

OPENED = "receipts"
MOST = 10
PUBLIC = Actor.public("portal")


def open_receipt(request: Request, case_id: int) -> None:
    """Number and secret were right: remember the case for as long as the session lasts."""
    opened = [pk for pk in opened_in(request) if pk != case_id]
    request.session[OPENED] = [*opened, case_id][-MOST:]


def close_receipts(request: Request) -> None:
    """For a browser that others use too."""
    request.session.pop(OPENED, None)


def opened_in(request: Request) -> list[int]:
    """The cases opened here, oldest first."""
    return list(request.session.get(OPENED, []))


def receipt_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one case: whoever opened its receipt acts as its holder, also where somebody of ours is signed in; others are asked for the secret."""

    @wraps(view)
    @never_cache
    def guarded(request: Request, number: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            case = case_of_receipt(opened_in(request), number)
        except NotVisible:
            return redirect("portal:track")
        request.actor = Actor.receipt(f"case:{case.pk}")
        return view(request, number, *args, **kwargs)

    return guarded


def own_case(actor: Actor, number: str) -> Case:
    """The case of this receipt, behind `receipt_page`."""
    return case_of_receipt([int(actor.subject.partition(":")[2] or 0)], number)
