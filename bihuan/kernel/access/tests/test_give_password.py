"""A temporary password: given by somebody else, told once, changed before anything else is done."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bihuan.kernel.access.actions import give_password
from bihuan.kernel.access.actors import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.access.passwords import KindsValidator, new_password
from bihuan.kernel.clock import now
from bihuan.kernel.journal import Subject, history

CHANGE = "/accounts/password/change/"
OWN = "Jing-Zhou-2026"


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create_person(username="li_qiang", name="李强")


@pytest.fixture
def given(person: Person) -> str:
    return give_password(person=person, by=Actor.calendar("console"), at=now())


def sign_in(client: Client, password: str) -> None:
    client.post("/accounts/login/", {"login": "li_qiang", "password": password})


def change(client: Client, old: str, new: str) -> None:
    client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def test_whoever_signs_in_with_one_comes_to_the_page_where_it_is_changed(client: Client, given: str) -> None:
    sign_in(client, given)
    assert client.get("/work/").headers["Location"] == CHANGE
    assert "临时密码" in client.get(CHANGE).content.decode()


def test_after_the_change_they_sign_in_with_their_own_and_work(
    client: Client, given: str, person: Person
) -> None:
    sign_in(client, given)
    change(client, given, OWN)
    sign_in(client, OWN)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.get("/anything/").status_code == 404


def test_the_same_password_again_is_no_change(client: Client, given: str, person: Person) -> None:
    sign_in(client, given)
    change(client, given, given)
    person.refresh_from_db()
    assert person.password_is_temporary


def test_it_is_journalled_without_the_password(given: str, person: Person) -> None:
    entry = history(Subject("person", person.pk))[-1]
    assert entry.event == "person.give_password" and given not in entry.text


def test_it_ends_the_sessions_of_before(client: Client, person: Person) -> None:
    client.force_login(person)
    give_password(person=person, by=Actor.calendar("console"), at=now())
    assert client.get(CHANGE).headers["Location"].startswith("/accounts/login/")


def test_any_password_that_a_command_sets_is_temporary(person: Person) -> None:
    person.set_password(OWN)
    assert person.password_is_temporary


def test_it_can_be_told_by_voice_and_passes_the_rules() -> None:
    password = new_password()
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", password)
    KindsValidator().validate(password)


def test_an_unknown_name_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="nobody"):
        call_command("give_password", "nobody")
