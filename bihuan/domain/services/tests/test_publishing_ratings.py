"""What of ratings is told: which bad ones count as rectified, and that no small row is computed from the total beside it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.services import actions
from bihuan.domain.services.choices import RatingLevel
from bihuan.domain.services.queries.rating import least_published, tallies
from bihuan.domain.services.rules.ratings import hidden_rows
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import Period, figure_of
from bihuan.testing.cases import Loop
from bihuan.testing.city import MONDAY_MORNING

LEAST = 10
MONTH = Period.month(2026, 11)
LATER = MONDAY_MORNING + timedelta(days=40)
AFTER = ("dispatch", "acknowledge", "subdispatch", "acknowledge_section", "complete", "endorse")


@pytest.fixture
def rate(city, item):
    """A rating of one more handling, at a window or another office."""

    def rate_one(level, *, office=None, who="wang_fang", at=MONDAY_MORNING):
        handling = actions.record_handling(
            by=city.actor(who), at=at, item=item, office=office or city.housing_window
        )
        return actions.rate_handling(
            handling=handling, by=Actor.receipt(f"handling:{handling.pk}"), at=at, level=level, said="不好。"
        )

    return rate_one


def rectify(city, rating, *, struck_off=True, late=False):
    """The way of its case; the unit takes its time where it is late."""
    loop = Loop(city, at=rating.at + timedelta(hours=1))
    case = loop.step("accept", rating.case)
    if late:
        loop.later(days=20)
    for step in (*AFTER, *(["strike_off"] if struck_off else [])):
        case = loop.step(step, case)


@pytest.mark.django_db
def test_rectified_is_what_was_answered_in_time_and_struck_off_as_solved(city, rate):
    bad = [rate(RatingLevel.BAD) for _ in range(11)]
    rate(RatingLevel.FAIR)  # none of the base
    rate(RatingLevel.BAD, at=LATER - timedelta(hours=1))  # another month, not due either
    for rating in bad[:3]:
        rectify(city, rating)
    rectify(city, bad[3], late=True)
    rectify(city, bad[4], struck_off=False)
    doubted = actions.doubt_rating(rating=bad[10], by=city.actor("zhao_min"), at=bad[10].at, doubt="疑似。")
    figure = figure_of("services.bad_rectified")
    value = figure.value(MONTH, LATER, "")
    assert (value.numerator, value.denominator) == (3, 11)
    actions.decide_malice(
        rating=doubted, by=city.actor("zheng_kai"), at=LATER, malicious=True, finding="没有来过。"
    )
    value = figure.value(MONTH, LATER, "")
    assert (value.numerator, value.denominator) == (3, 10)
    assert set(figure.records(MONTH, LATER, "", "above")) == set(bad[:3])
    assert set(figure.records(MONTH, LATER, "", "rest")) == set(bad[3:10])
    too_soon = MONDAY_MORNING + timedelta(days=1)
    assert figure.value(MONTH, too_soon, "").denominator == 0  # nothing has come due


@pytest.mark.django_db
def test_nine_are_not_told(city, rate):
    for _ in range(9):
        rate(RatingLevel.BAD)
    for code in ("services.bad_rectified", "services.satisfaction"):
        assert figure_of(code).value(MONTH, LATER, "").denominator == 0


@pytest.mark.django_db
def test_a_row_without_a_unit_is_not_computed_from_the_total_beside(city, rate):
    """Ten at the window, two at the city's own counter: neither is told, for the city's figure says twelve."""
    for _ in range(LEAST):
        rate(RatingLevel.GOOD)
    for _ in range(2):
        rate(RatingLevel.GOOD, office=city.city, who="zhao_min")
    assert least_published(LATER) == LEAST
    total = figure_of("services.satisfaction").value(MONTH, LATER, "").denominator
    rows = tallies(MONTH, LATER)
    assert total == sum(row.total for row in rows) == 12
    assert {row.office for row in rows} == {city.housing, city.city} and all(row.hidden for row in rows)


@given(counts=st.dictionaries(st.integers(1, 12), st.integers(0, 40)))
def test_what_is_left_of_a_total_is_nobodys_alone_nor_small(counts):
    hidden = hidden_rows(counts, LEAST)
    left = sum(counts[key] for key in hidden)
    assert all(counts[key] >= LEAST for key in counts if key not in hidden and counts[key])
    if any(counts[key] for key in counts if key not in hidden):  # else nothing is told beside the total
        assert left == 0 or (left >= LEAST and len(hidden) > 1)
