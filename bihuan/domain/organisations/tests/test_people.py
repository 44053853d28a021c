"""建档、更新、停用."""

from datetime import date

import pytest

from bihuan.domain.organisations.actions import (
    register_person,
    reinstate_person,
    retire_person,
    update_person,
)
from bihuan.domain.organisations.models import Tenure
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING


def test_an_account_starts_without_a_password(city, cao_rui):
    person = register_person(
        by=cao_rui, at=MONDAY_MORNING, username="new", name="新同事", phone="13800001234"
    )
    assert not person.has_usable_password()
    entry = history(Subject("person", person.pk))[0]
    assert "新同事" not in entry.text and "13800001234" not in entry.text


def test_a_login_name_is_taken_once(city, cao_rui):
    with pytest.raises(Malformed):
        register_person(by=cao_rui, at=MONDAY_MORNING, username="ma_li", name="马丽")


def test_not_by_the_one_who_gives_rights(city, xie_min):
    with pytest.raises(NotAllowed):
        register_person(by=xie_min, at=MONDAY_MORNING, username="new", name="新同事")


def test_an_update_journals_which_fields_not_what(city, cao_rui):
    person = update_person(person=city.person("sun"), by=cao_rui, at=MONDAY_MORNING, phone="13900005678")
    entry = history(Subject("person", person.pk))[0]
    assert entry.data == {"changed": ["phone"]} and "13900005678" not in entry.text


def test_whoever_has_a_post_is_not_retired(city, cao_rui):
    person = city.person("sun")
    with pytest.raises(WrongState):
        retire_person(person=person, by=cao_rui, at=MONDAY_MORNING)
    Tenure.objects.filter(person=person).update(to_on=date(2026, 11, 22))
    assert not retire_person(person=person, by=cao_rui, at=MONDAY_MORNING).is_active
    assert reinstate_person(person=person, by=cao_rui, at=MONDAY_MORNING).is_active
