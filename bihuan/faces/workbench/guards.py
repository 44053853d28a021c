"""Who is let into a page. A page that is not for a post does not exist for it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase

from bihuan.faces.shared.requests import Request
from bihuan.kernel.refusals import NotVisible

View = Callable[..., HttpResponseBase]


def staff(*roles: str) -> Callable[[View], View]:
    """Signed in; with roles, only posts that have one of them."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if roles and not request.actor.has(*roles):
                raise NotVisible("no_such_page", "没有这个页面。", "如果您刚换了岗位，请先切换岗位。")
            return view(request, *args, **kwargs)

        return guarded

    return decorate
