"""A session ends twelve hours after the sign-in, however busy it was."""

import time

import pytest
from django.conf import settings
from django.test import Client

from bihuan.kernel.access.middleware import SIGNED_IN
from bihuan.kernel.access.models import Person

PASSWORD = "Jing-Zhou-2026"


@pytest.fixture
def signed_in(client: Client, db: None) -> Client:
    Person.objects.create_person(username="li_qiang", name="李强", password=PASSWORD)
    Person.objects.update(password_is_temporary=False)
    client.post("/accounts/login/", {"login": "li_qiang", "password": PASSWORD})
    return client


def let_pass(client: Client, seconds: int) -> None:
    session = client.session
    session[SIGNED_IN] -= seconds
    session.save()


def test_signing_in_notes_when(signed_in: Client) -> None:
    assert abs(signed_in.session[SIGNED_IN] - time.time()) < 60


@pytest.mark.parametrize(("late", "inside"), [(-60, True), (60, False)])
def test_it_ends_after_the_longest_time(signed_in: Client, late: int, inside: bool) -> None:
    let_pass(signed_in, settings.LONGEST_SESSION_SECONDS + late)
    signed_in.get("/accounts/password/change/")
    assert ("_auth_user_id" in signed_in.session) is inside
