"""How people sign in, where it differs from allauth's own way. Settings name these two classes."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from bihuan.kernel.access.actions import record_sign_in
from bihuan.kernel.access.middleware import SIGNED_IN
from bihuan.kernel.access.models import Person
from bihuan.kernel.boxes import decrypted, encrypted
from bihuan.kernel.clock import now

LOCKED_SECONDS = 15 * 60
PURPOSE = "second factor"


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """Nobody signs up; every sign-in and every lock-out leaves an entry in the person's chain."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Five wrong passwords within 15 minutes close the account for a while; the first refusal is journalled, the rest is noise."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            person = Person.objects.filter(username__iexact=credentials.get("username", "")).first()
            if person and cache.add(f"locked:{person.pk}", 1, LOCKED_SECONDS):
                record_sign_in(person=person, event="lock_out", at=now())
            raise

    def post_login(self, request: HttpRequest, user: Person, **context: Any) -> HttpResponse:
        record_sign_in(person=user, event="sign_in", at=now())
        request.session[SIGNED_IN] = int(time.time())
        response: HttpResponse = super().post_login(request, user, **context)
        return response

    def set_password(self, user: Person, password: str) -> None:
        """The holder's own change: a temporary password ends with it."""
        super().set_password(user, password)
        user.password_is_temporary = False
        user.save(update_fields=["password_is_temporary"])
        record_sign_in(person=user, event="change_password", at=now())

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "you have signed in as …": the page that follows says it."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth brings no types
    """Secrets are encrypted at rest; where a second factor is demanded it cannot be taken off."""

    def encrypt(self, text: str) -> str:
        return encrypted(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text, purpose=PURPOSE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not settings.SECOND_FACTOR_REQUIRED
