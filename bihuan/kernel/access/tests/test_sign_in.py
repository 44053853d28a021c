"""Signing in: wrong passwords close an account for a while, in every process; success leaves an entry and a new session."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from bihuan.kernel.access.adapters import SecondFactorAdapter
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import Subject, history

PASSWORD = "Jing-Zhou-2026"
LOGIN = "/accounts/login/"


@pytest.fixture
def person(db: None) -> Person:
    cache.clear()
    person = Person.objects.create_person(username="li_qiang", name="李强", password=PASSWORD)
    Person.objects.update(password_is_temporary=False)
    person.refresh_from_db()
    return person


def sign_in(client: Client, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": "li_qiang", "password": password}).status_code


def events(person: Person) -> list[str]:
    return [entry.event for entry in history(Subject("person", person.pk))]


def test_it_opens_a_session_and_leaves_an_entry(client: Client, person: Person) -> None:
    assert sign_in(client) == 302
    assert client.session["_auth_user_id"] == str(person.pk)
    assert events(person) == ["person.sign_in"]


def test_it_gives_a_new_session_so_that_a_planted_one_is_worth_nothing(
    client: Client, person: Person
) -> None:
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.session.session_key != planted


def test_it_closes_the_account_after_five_wrong_passwords_even_for_the_right_one(
    client: Client, person: Person
) -> None:
    for _ in range(5):
        assert sign_in(client, "wrong") == 200
    sign_in(client)
    assert "_auth_user_id" not in client.session
    assert events(person) == ["person.lock_out"]


def test_a_lock_out_is_journalled_once_however_often_it_is_tried(client: Client, person: Person) -> None:
    for _ in range(9):
        sign_in(client, "wrong")
    assert events(person) == ["person.lock_out"]


def test_four_wrong_passwords_close_nothing(client: Client, person: Person) -> None:
    for _ in range(4):
        sign_in(client, "wrong")
    assert sign_in(client) == 302


def test_an_unknown_name_is_answered_like_a_wrong_password(client: Client, person: Person) -> None:
    known = client.post(LOGIN, {"login": "li_qiang", "password": "wrong"})
    unknown = client.post(LOGIN, {"login": "nobody", "password": "wrong"})
    assert known.context["form"].errors == unknown.context["form"].errors


def test_the_attempts_are_counted_where_every_process_sees_them() -> None:
    assert (
        type(cache._connections["default"] if hasattr(cache, "_connections") else cache).__name__
        != "LocMemCache"
    )


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"])
def test_nobody_signs_up_or_resets_by_mail(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        ("Jing-Zhou-2027", True),
        ("short-A1", False),
        ("onlysmallletters", False),
        ("20261123202611", False),
        ("small-and-2026", True),
        ("li_qiang-A", False),  # the own name
    ],
)
def test_a_new_password_is_long_and_mixed(
    client: Client, person: Person, password: str, accepted: bool
) -> None:
    client.force_login(person)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    client.post("/accounts/password/change/", form)
    person.refresh_from_db()
    assert person.check_password(password) is accepted
    assert ("person.change_password" in events(person)) is accepted


def test_changing_the_password_ends_every_session(client: Client, person: Person) -> None:
    elsewhere = Client()
    elsewhere.force_login(person)
    client.force_login(person)
    new = "Jing-Zhou-2027"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert elsewhere.get("/accounts/password/change/").status_code == 302


def test_secrets_of_second_factors_are_not_in_the_database_in_the_clear(person: Person, settings) -> None:
    adapter = SecondFactorAdapter()
    hidden = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in hidden
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret after rotation"
    assert adapter.decrypt(hidden) == "JBSWY3DPEHPK3PXP"


def test_where_it_is_demanded_nobody_works_without_a_second_factor(
    client: Client, person: Person, settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(person)
    assert client.get("/anything/").headers["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_who_has_bound_one_works_on(client: Client, person: Person, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(person)
    assert client.get("/anything/").status_code == 404


def test_where_it_is_offered_one_works_without(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.get("/anything/").status_code == 404


def test_where_it_is_demanded_it_cannot_be_taken_off(person: Person, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    bound = Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert SecondFactorAdapter().can_delete_authenticator(bound) is False
