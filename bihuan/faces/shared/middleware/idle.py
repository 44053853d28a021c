"""Signed out after half an hour without a request （等保三级）. The session's age is renewed at most once a minute."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

RENEW_EVERY_SECONDS = 60
SEEN = "seen_at"


class IdleMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        # The cookie is read, not the session: a visitor without one costs no query and gets none.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and session.accessed and not session.is_empty():
            moment = int(request.at.timestamp()) if hasattr(request, "at") else 0
            if moment - int(session.get(SEEN, 0)) >= RENEW_EVERY_SECONDS:
                session[SEEN] = moment
        return response
