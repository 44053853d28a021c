"""What a signed-in session must satisfy: not too old, a password of one's own, a second factor where it is demanded."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

BOUND = "second_factor_bound"
SIGNED_IN = "signed_in"
STILL_OPEN = ("/accounts/", "/static/")


class LongestSessionMiddleware:
    """However busy: a session ends so long after the sign-in, and the next page asks for the password again.

    By the machine's clock, since the demo's is moved by days; the cookie is read first, so who has no session costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            since = request.session.get(SIGNED_IN)
            if since is not None and time.time() - since > settings.LONGEST_SESSION_SECONDS:
                logout(request)
        return self.get_response(request)


class OwnPasswordMiddleware:
    """A password that somebody else has given is changed before anything else is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_temporary(request):
            return HttpResponseRedirect(reverse("account_change_password"))
        return self.get_response(request)

    def _is_temporary(self, request: HttpRequest) -> bool:
        if request.path.startswith(STILL_OPEN) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        return request.user.is_authenticated and request.user.password_is_temporary


class SecondFactorMiddleware:
    """Send a person who has bound no second factor to the page where it is bound.

    allauth asks for the code at sign-in wherever one is bound, so a session of somebody who has one has shown it.
    The answer is kept in the session: no query per page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED and self._lacks_one(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _lacks_one(self, request: HttpRequest) -> bool:
        # The cookie is read first: who has no session costs no query.
        if request.path.startswith(STILL_OPEN) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        if not request.user.is_authenticated or request.session.get(BOUND) == request.user.pk:
            return False
        if is_mfa_enabled(request.user):
            request.session[BOUND] = request.user.pk
            return False
        return True
