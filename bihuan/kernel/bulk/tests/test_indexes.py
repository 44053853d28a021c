"""Indexes put aside come back as they were."""

import pytest
from django.db import connection

from bihuan.kernel.bulk import indexes_aside
from bihuan.kernel.notices.models import Delivery, Notice

pytestmark = pytest.mark.django_db
TABLES = (Notice, Delivery)


def constraints():
    with connection.cursor() as cursor:
        return {
            model: connection.introspection.get_constraints(cursor, model._meta.db_table) for model in TABLES
        }


def plain(found):
    """Those that look up and are not unique."""
    return {
        name for table in found.values() for name, one in table.items() if one["index"] and not one["unique"]
    }


def test_they_are_gone_within_and_back_after():
    before = constraints()
    assert plain(before)
    with indexes_aside(TABLES):
        assert not plain(constraints())
        unique = [one for table in constraints().values() for one in table.values() if one["unique"]]
        assert unique
    assert constraints() == before


def test_a_failure_leaves_them_as_they_were():
    before = constraints()
    with pytest.raises(RuntimeError), indexes_aside(TABLES):
        raise RuntimeError
    assert constraints() == before
