"""Fixtures of the shared cast: `city`, `firms` (`hengda`, `xinyuan`), `contacts` and one actor per name in `bihuan.testing.firms.CONTACTS`, and one actor per name in `bihuan.testing.city.CAST`, at work on a Monday morning."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from bihuan.domain.enterprises.models import Contact, Enterprise
from bihuan.domain.enterprises.queries import actor_of_contact
from bihuan.kernel.access import Actor
from bihuan.testing.city import CAST, City, make_city
from bihuan.testing.firms import CONTACTS, make_contacts, make_firms


@pytest.fixture
def seal_key(settings: Settings, tmp_path: Path) -> Path:
    """Seals of this test are signed with a key of its own, made at the first seal."""
    settings.SEAL_KEY_FILE = key = tmp_path / "seal.pem"
    return key


@pytest.fixture
def city(db: None) -> City:
    return make_city()


@pytest.fixture
def firms(city: City) -> dict[str, Enterprise]:
    return make_firms(city)


@pytest.fixture
def hengda(firms: dict[str, Enterprise]) -> Enterprise:
    return firms["hengda"]


@pytest.fixture
def xinyuan(firms: dict[str, Enterprise]) -> Enterprise:
    return firms["xinyuan"]


@pytest.fixture
def contacts(city: City, firms: dict[str, Enterprise]) -> dict[str, Contact]:
    return make_contacts(city, firms)


def _contact(name: str) -> Callable[..., Actor]:
    @pytest.fixture(name=name)
    def contact(contacts: dict[str, Contact]) -> Actor:
        return actor_of_contact(contacts[name])

    return contact


@pytest.fixture
def signed_in(city: City) -> Callable[..., Client]:
    """`signed_in("zhao_min")`: a browser in which this member of the cast has signed in."""

    def make(name: str, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(city.person(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


def _member(name: str) -> Callable[..., Actor]:
    @pytest.fixture(name=name)
    def member(city: City) -> Actor:
        return city.actor(name)

    return member


globals().update({name: _member(name) for name in CAST})
globals().update({name: _contact(name) for name in CONTACTS})
__all__ = ["city", "contacts", "firms", "hengda", "signed_in", "xinyuan", *CAST, *CONTACTS]
