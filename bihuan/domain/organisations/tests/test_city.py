"""The city that tests share is whole, and cheap."""

from bihuan.domain.organisations.models import Office
from bihuan.testing.city import make_city


def test_it_costs_few_statements(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        make_city()


def test_what_is_in_memory_is_what_is_stored(city):
    for name, office in city.offices.items():
        stored = Office.objects.get(pk=office.pk)
        for column in ("path", "parent_id", "unit_id", "area_id", "desk_id", "level", "region_id"):
            assert getattr(office, column) == getattr(stored, column), (name, column)
