import random

import pytest
from django.db import transaction

from bihuan.kernel.numbering import draw_number
from bihuan.kernel.submissions import fingerprint, once
from bihuan.kernel.submissions.tests.test_once import AT
from bihuan.testing.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


class RolledBack(Exception):
    pass


def draw_some(thread):
    dice, drawn = random.Random(thread), []
    for _ in range(20):
        try:
            with transaction.atomic():
                number = draw_number(kind="case", year=2026)
                if dice.random() < 0.3:
                    raise RolledBack
        except RolledBack:
            continue
        drawn.append(number)
    return drawn


def test_numbers_drawn_at_once_have_no_gap_and_no_double_however_many_are_rolled_back():
    drawn = sorted(n for numbers in at_once(lambda t=t: draw_some(t) for t in range(6)) for n in numbers)
    assert len(drawn) > 40
    assert drawn == [*range(1, len(drawn) + 1)]


def test_the_first_number_of_a_year_is_drawn_once():
    def first(n):
        def do():
            return {"number": draw_number(kind="case", year=2027)}

        return once(key=str(n), actor="a", fingerprint=fingerprint(b""), at=AT, do=do)["number"]

    assert sorted(at_once(lambda n=n: first(n) for n in range(6))) == [1, 2, 3, 4, 5, 6]
