"""Day by day against chinesecalendar."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest

from bihuan.kernel.calendar.shipped import published_years, regulation


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_day_is_worked_or_off_as_the_oracle_says(calendar, year):
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    wrong = [
        day
        for day in days
        if day.year == year and calendar.is_working_day(day) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []


def test_every_published_year_names_its_notice():
    assert sorted(published_years()) == list(range(2004, 2027))
    assert all(f"{year}年" in said.document for year, said in published_years().items())


def test_the_make_up_days_of_2026_are_those_of_the_notice():
    makeup = sorted(day.isoformat()[5:] for day in published_years()[2026].working_days)
    assert makeup == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_festivals_of_years_without_a_notice_fall_in_their_season():
    windows = {
        "spring_festival": ((1, 21), (2, 20)),
        "tomb_sweeping": ((4, 4), (4, 5)),
        "dragon_boat": ((5, 25), (6, 25)),
        "mid_autumn": ((9, 7), (10, 8)),
    }
    for year, festivals in regulation()["festivals"].items():
        for name, (first, last) in windows.items():
            assert date(year, *first) <= festivals[name] <= date(year, *last), (year, name)


def test_the_lunar_days_are_a_lunar_year_apart():
    """Between two spring festivals lie 12 or 13 new moons; from it to the dragon boat 4 or 5 months and 4 days."""
    moons = 29.530588
    festivals = regulation()["festivals"]
    starts = [festivals[year]["spring_festival"] for year in sorted(festivals)]
    for a, b in pairwise(starts):
        months = (b - a).days / moons
        assert abs(months - round(months)) < 0.06 and round(months) in (12, 13)
    for said in festivals.values():
        for name, extra in (("dragon_boat", 4), ("mid_autumn", 14)):
            months = ((said[name] - said["spring_festival"]).days - extra) / moons
            assert abs(months - round(months)) < 0.06
