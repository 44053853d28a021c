import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.submissions import receipt_holds, receipt_secret

NUMBER = "JZ2026-000123"


@given(st.text(min_size=1, max_size=20))
def test_a_secret_is_ten_digits_that_can_be_said_on_the_telephone(number):
    assert re.fullmatch(r"\d{5}-\d{5}", receipt_secret(number))
    assert receipt_holds(number, receipt_secret(number))


def test_it_depends_on_the_number_and_on_the_servers_key(settings):
    first = receipt_secret(NUMBER)
    assert first == receipt_secret(NUMBER) != receipt_secret("JZ2026-000124")
    settings.RECEIPT_KEY = "another"
    assert receipt_secret(NUMBER) != first
    assert not receipt_holds(NUMBER, first)


@pytest.mark.parametrize("typed", ["{0}{1}", "{0} {1}", " {0}-{1}\n", "{0}—{1}", "{0}－{1}"])
def test_how_it_is_typed_does_not_matter(typed):
    assert receipt_holds(NUMBER, typed.format(*receipt_secret(NUMBER).split("-")))


def test_full_width_digits_count():
    wide = receipt_secret(NUMBER).translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert receipt_holds(NUMBER, wide)


@pytest.mark.parametrize("typed", ["", "12345-67890", "一二三", "0" * 1000])
def test_another_secret_does_not_hold(typed):
    assert not receipt_holds(NUMBER, typed)
