from datetime import date, datetime

import pytest

from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import CITY_TIME, Calendar, Limit, city_calendar
from bihuan.kernel.calendar.days import lay_out
from bihuan.kernel.calendar.hours import MINUTE, OfficeHours
from bihuan.kernel.calendar.office_hours import hours_in_force, shipped_hours
from bihuan.kernel.calendar.shipped import all_years
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.parameters.choices import Status
from bihuan.kernel.parameters.editions import bump_edition
from bihuan.kernel.parameters.models import Override

WINTER = OfficeHours.parse(["08:30-12:00", "14:00-17:00"])
SUMMER = OfficeHours.parse(["08:00-12:00", "15:00-18:00"])


@pytest.fixture(scope="module")
def seasons():
    return Calendar(lay_out(all_years({}), lambda day: SUMMER if 5 <= day.month <= 9 else WINTER))


def test_a_limit_ends_at_the_close_of_its_season(seasons):
    assert seasons.due(on("2026-04-30 10:00"), Limit.parse("1 wd")).at == on("2026-05-06 18:00")
    assert seasons.due(on("2026-09-30 10:00"), Limit.parse("1 wd")).at == on("2026-10-08 17:00")


def test_hours_run_over_the_change_of_season(seasons):
    assert seasons.due(on("2026-04-30 16:30"), Limit.parse("1 wh")).at == on("2026-05-06 08:30")


def test_vectors_know_seasons_too(seasons):
    import numpy as np

    starts = np.array(["2026-04-30T10:00", "2026-09-30T10:00", "2026-04-30T16:30"], dtype="datetime64[s]")
    assert list(seasons.vectors.due_after_working_days(starts, 1).astype(str)) == [
        "2026-05-06T18:00:00",
        "2026-10-08T17:00:00",
        "2026-05-06T18:00:00",
    ]
    assert str(seasons.vectors.add_working_minutes(starts, 60)[2]) == "2026-05-06T08:30:00"


@pytest.mark.parametrize(
    "words", [[], ["8-12"], ["12:00-08:30"], ["08:30-12:00", "11:00-17:30"], ["08:30"], ["08:30-12:00-13:00"]]
)
def test_hours_that_do_not_hold_are_refused(words):
    with pytest.raises(ValueError, match="工作时间"):
        OfficeHours.parse(words)


def test_the_default_has_a_lunch_break():
    hours = shipped_hours(date(2026, 11, 23))
    assert hours == OfficeHours.parse(["08:30-12:00", "14:30-17:30"])
    assert hours.length == 6.5 * 60 * MINUTE


@pytest.mark.django_db
def test_without_own_values_the_hours_in_force_are_those_that_ship():
    assert hours_in_force(date(2026, 7, 1)) == shipped_hours(date(2026, 7, 1))


def test_a_day_has_its_working_time(calendar):
    day = datetime(2026, 11, 23, tzinfo=CITY_TIME)
    assert calendar.working_minutes_between(day, day.replace(hour=23)) == 390
    assert calendar.working_minutes_between(day.replace(hour=23), day) == -390


@pytest.mark.django_db
def test_a_city_activates_its_own_summer_hours():
    proposer, activator = (Person.objects.create_person(username=name, name=name) for name in "ab")
    Override.objects.create(
        code="calendar.office_hours",
        keys=["7"],
        value=["08:00-12:00", "15:00-18:00"],
        from_on=date(2026, 1, 1),
        document_title="关于调整作息时间的通知",
        document_number="测试〔2026〕1号",
        status=Status.ACTIVE,
        proposed_by=proposer,
        proposed_at=on("2026-01-01 09:00"),
        activated_by=activator,
        activated_at=on("2026-01-02 09:00"),
    )
    bump_edition()
    july, june = (city_calendar().due(on(f"2026-0{month}-29 09:00"), Limit.parse("1 wd")) for month in (7, 6))
    assert (july.at, june.at) == (on("2026-07-30 18:00"), on("2026-06-30 17:30"))
    assert city_calendar().hours_on(date(2025, 7, 1)).closes == 17.5 * 60 * MINUTE, "not before its first day"
