"""A firm's contact in this browser: signed in by a code, out after half an hour without a request, alone in its session."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from bihuan.domain.enterprises.models import Contact
from bihuan.faces.shared.posts import CONTACT
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import ActorKind
from bihuan.kernel.access.middleware import SIGNED_IN


def open_session(request: Request, contact: Contact) -> None:
    """A new session with nothing of the old one in it: no receipts, nobody of ours."""
    request.session.flush()
    request.session[CONTACT] = contact.pk
    request.session[SIGNED_IN] = int(time.time())


def firm_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for a firm's contact; anybody else is asked to sign in first, and comes back here."""

    @wraps(view)
    @never_cache
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.kind is not ActorKind.CONTACT:
            back = urlencode({"next": request.get_full_path()}) if request.method in ("GET", "HEAD") else ""
            return redirect(f"{reverse('portal:firm-sign-in')}{'?' + back if back else ''}")
        return view(request, *args, **kwargs)

    return guarded
