import icalendar
import pytest

from bihuan.kernel.calendar import Limit
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties.actions import pause_duty, start_duty
from bihuan.kernel.duties.feed import FeedLine, duty_feed

NOW = on("2026-11-23 10:00")


@pytest.fixture
def read(subject):
    def feed(limit="5 wd", **line):
        duty = start_duty(
            subject=subject,
            verb="complete",
            holder="office:12",
            started_at=on("2026-11-23 09:00"),
            limit=Limit.parse(limit),
        )
        said = duty_feed([FeedLine(duty, "JZ2026-000001 办结", **line)], name="我的待办", at=NOW)
        return duty, icalendar.Calendar.from_ical(said)

    return feed


def test_a_duty_is_the_half_hour_before_it_is_due(read):
    duty, calendar = read(url="https://bihuan.example/cases/JZ2026-000001")
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == "JZ2026-000001 办结"
    assert event.decoded("DTEND") == duty.due_at
    assert event.decoded("DTSTART") == on("2026-11-30 17:00")
    assert event["UID"] == f"duty-{duty.pk}@bihuan"
    assert (event["STATUS"], event["DESCRIPTION"]) == ("CONFIRMED", "2026-11-30 17:30 到期")
    assert str(calendar["X-WR-CALNAME"]) == "我的待办"


def test_the_warning_is_an_alarm(read):
    _, calendar = read()
    (alarm,) = calendar.walk("VALARM")
    assert alarm.decoded("TRIGGER") == on("2026-11-27 17:30")


def test_a_provisional_one_is_tentative(read):
    _, calendar = read("30 wd")
    (event,) = calendar.walk("VEVENT")
    assert event["STATUS"] == "TENTATIVE"
    assert "暂定" in event["DESCRIPTION"]


def test_what_has_no_due_moment_is_not_in_it(subject):
    duty = start_duty(
        subject=subject, verb="x", holder="office:12", started_at=NOW, limit=Limit.parse("5 wd")
    )
    pause_duty(duty=duty, at=NOW)
    feed = icalendar.Calendar.from_ical(duty_feed([FeedLine(duty, "x")], name="我的待办", at=NOW))
    assert feed.walk("VEVENT") == []


def test_every_moment_is_in_utc_so_that_no_zone_needs_to_be_known(subject):
    duty = start_duty(
        subject=subject, verb="x", holder="office:12", started_at=NOW, limit=Limit.parse("5 wd")
    )
    said = duty_feed([FeedLine(duty, "x")], name="我的待办", at=NOW).decode()
    assert "DTEND:20261130T093000Z" in said
    assert "TRIGGER;VALUE=DATE-TIME:20261127T093000Z" in said
    assert "TZID" not in said
