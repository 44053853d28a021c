import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from bihuan.kernel.numbering import draw_number


def test_numbers_begin_at_one_per_kind_and_year(db):
    drawn = [draw_number(kind=kind, year=year) for kind, year in [("a", 26), ("a", 26), ("b", 26), ("a", 27)]]
    assert drawn == [1, 2, 1, 1]


def test_a_rollback_gives_the_number_back(db):
    draw_number(kind="a", year=26)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert draw_number(kind="a", year=26) == 2
        raise ZeroDivisionError
    assert draw_number(kind="a", year=26) == 2


@pytest.mark.django_db(transaction=True)
def test_it_needs_a_transaction():
    with pytest.raises(TransactionManagementError):
        draw_number(kind="a", year=26)
