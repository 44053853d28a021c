"""Where a second factor is demanded, nobody works without one."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

BOUND = "second_factor_bound"
STILL_OPEN = ("/accounts/", "/static/")


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
