"""Browsers in which the cast has signed in, and cases ready for a verb."""

import pytest
from django.test import Client

from bihuan.testing.cases import Loop

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def signed_in(city, clock, settings):
    """`signed_in("zhao_min")`: this member of the cast at a browser, however much time the story takes."""
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600

    def make(name, **options):
        client = Client(**options)
        client.force_login(city.person(name), backend=BACKEND)
        return client

    return make


@pytest.fixture
def loop(city, clock):
    """The straight path; the machine's clock follows it."""

    class Followed(Loop):
        def later(self, **delta):
            clock.stand_at(super().later(**delta))
            return self.at

    return Followed(city)


@pytest.fixture
def said():
    """The text of an answer."""
    return lambda response: response.content.decode()
