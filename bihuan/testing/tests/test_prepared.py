"""A prepared question answers as its queryset does, with any values, from any thread, in as many statements."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import Q

from bihuan.domain.organisations.models import Office, Post, Tenure
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.prepared import Prepared
from bihuan.testing.cases import Loop

held_by = Prepared(
    lambda person, day: Tenure.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day), person=person
    ).select_related("post__office"),
    int,
    date,
)
names = Prepared(lambda code: Office.objects.filter(code=code).values_list("name", flat=True), str)


def test_it_gives_rows_with_what_belongs_to_them_in_one_statement(city, django_assert_num_queries):
    ma_li, day = city.person("ma_li"), date(2026, 11, 23)
    with django_assert_num_queries(1):
        (tenure,) = held_by(ma_li.pk, day)
        assert tenure.post.office.short_name
    assert tenure == Tenure.objects.get(person=ma_li)
    assert tenure.from_on == Tenure.objects.get(person=ma_li).from_on


def test_the_second_time_other_values_are_asked(city):
    for username in ("ma_li", "zhao_min", "li_qiang"):
        assert [tenure.person_id for tenure in held_by(city.person(username).pk, date(2026, 11, 23))] == [
            city.person(username).pk
        ]
    assert names(city.housing.code) == [city.housing.name]
    assert names("nothing") == [] and names.first("nothing") is None
    with pytest.raises(Office.DoesNotExist):
        Prepared(lambda pk: Office.objects.filter(pk=pk), int).one(0)


def test_days_are_compared_as_days(city):
    ma_li = city.person("ma_li")
    last = date(2026, 11, 23)
    Tenure.objects.filter(person=ma_li).update(to_on=last)
    assert len(held_by(ma_li.pk, last)) == 1
    assert held_by(ma_li.pk, last + timedelta(days=1)) == []


def test_json_and_moments_are_read_as_always(city):
    case = Loop(city).register()
    asked = Prepared(lambda kind, id: Entry.objects.filter(subject_kind=kind, subject_id=id), str, int)
    assert [(entry.at, entry.data) for entry in asked("case", case.pk)] == [
        (entry.at, entry.data) for entry in Entry.objects.filter(subject_kind="case", subject_id=case.pk)
    ]
    post = Prepared(lambda pk: Post.objects.filter(pk=pk), int).one(city.posts["ma_li"].pk)
    assert post.roles == city.posts["ma_li"].roles


def test_a_value_that_is_not_asked_for_as_given_is_a_mistake_of_the_programmer(db):
    with pytest.raises(TypeError):
        Prepared(lambda name: Person.objects.filter(username=name.upper() + "x"), str)("a")
    with pytest.raises(ValueError, match="zip"):
        names("a", "b")


@pytest.mark.django_db(transaction=True)
def test_threads_ask_over_their_own_connections(city):
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(names(city.housing.code))
        finally:
            connection.close()

    names(city.housing.code)
    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [city.housing.name] * 3


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_for_a_transaction(city):
    lock = Prepared(lambda pk: Office.objects.select_for_update().filter(pk=pk), int)
    with transaction.atomic():
        assert lock.one(city.housing.pk) == city.housing
    if connection.features.has_select_for_update:
        with pytest.raises(transaction.TransactionManagementError):
            lock(city.housing.pk)
