"""Who acts, made once per request from the signed-in person and the post chosen in the session; and the moment at which it came in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from bihuan.faces.shared.posts import actor_of_session
from bihuan.faces.shared.requests import Request
from bihuan.kernel.clock import now

FACES = frozenset({"portal", "workbench", "dashboard", "api"})


class ActorMiddleware:
    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        """Here and not earlier: a page that does not exist and a static file need neither person nor clock."""
        request.at = now()
        request.actor = actor_of_session(request, face_of(request), request.at)


def face_of(request: Request) -> str:
    """The face to which the address belongs; pages that all faces share count as the workbench's."""
    name = request.resolver_match.app_name if request.resolver_match else ""
    return name if name in FACES else "workbench"
