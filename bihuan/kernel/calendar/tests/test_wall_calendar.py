"""Reads like a wall calendar: one row per situation, with the weekdays in the remark."""

import pytest

from bihuan.kernel.calendar import Limit
from bihuan.kernel.calendar.tests.walls import on

DUE = [
    # start               limit     due                  provisional  remark
    (
        "2026-02-13 16:00",
        "3 wd",
        "2026-02-25 17:30",
        False,
        "周五，春节前：数周六 02-14（上班）、周二 02-24、周三 02-25",
    ),
    (
        "2026-12-11 09:00",
        "15 wd",
        "2027-01-04 17:30",
        True,
        "周五：跨入 2027 年，元旦周五放假，周一届满，暂定",
    ),
    ("2026-11-23 09:00", "1 wd", "2026-11-24 17:30", False, "周一 → 周二下班"),
    ("2026-11-23 23:59", "1 wd", "2026-11-24 17:30", False, "周一深夜 → 当日不计，周二下班"),
    ("2026-11-27 17:31", "1 wd", "2026-11-30 17:30", False, "周五下班后 → 下周一"),
    ("2026-11-28 10:00", "1 wd", "2026-11-30 17:30", False, "周六 → 下周一是第一个工作日"),
    ("2026-09-19 10:00", "1 wd", "2026-09-20 17:30", False, "周六 → 周日 09-20 调休上班"),
    ("2026-09-20 10:00", "1 wd", "2026-09-21 17:30", False, "调休上班的周日：当日不计 → 周一"),
    ("2026-09-30 10:00", "1 wd", "2026-10-08 17:30", False, "节前周三 → 国庆后周四"),
    ("2026-10-09 10:00", "2 wd", "2026-10-12 17:30", False, "周五 → 周六 10-10 调休上班、周一 10-12"),
    ("2026-05-08 10:00", "1 wd", "2026-05-09 17:30", False, "周五 → 周六 05-09 调休上班"),
    ("2018-12-28 10:00", "1 wd", "2018-12-29 17:30", False, "2019 年的通知管着前一年的周六 12-29 上班"),
    ("2018-12-29 10:00", "1 wd", "2019-01-02 17:30", False, "…和周一 12-31 放假"),
    ("2026-11-23 16:30", "2 wh", "2026-11-24 09:30", False, "周一 16:30 余 1 小时，周二再 1 小时"),
    ("2026-11-23 11:00", "2 wh", "2026-11-23 15:30", False, "午休不计"),
    ("2026-11-23 11:00", "1 wh", "2026-11-23 12:00", False, "恰在午休开始时届满，不拖到下午"),
    ("2026-11-23 12:30", "1 wh", "2026-11-23 15:30", False, "午休中 → 从下午上班起算"),
    ("2026-11-23 05:00", "1 wh", "2026-11-23 09:30", False, "上班前 → 从上班起算"),
    ("2026-11-27 20:00", "4 wh", "2026-11-30 15:00", False, "周五下班后 → 周一上班起算"),
    ("2026-02-13 16:00", "4 wh", "2026-02-14 11:00", False, "周五下午 → 调休上班的周六上午"),
    ("2026-11-23 17:29", "90 wm", "2026-11-24 09:59", False, "工作分钟"),
    ("2026-11-20 09:00", "7 d", "2026-11-27 17:30", False, "自然日：当日不计，周五届满"),
    ("2026-11-20 09:00", "8 d", "2026-11-30 17:30", False, "自然日届满于周六 → 顺延到周一"),
    ("2026-09-28 09:00", "5 d", "2026-10-08 17:30", False, "自然日届满于国庆 → 顺延到节后"),
    ("2026-09-13 09:00", "7 d", "2026-09-20 17:30", False, "自然日届满于调休上班的周日：不顺延"),
    ("2026-01-31 09:00", "1 mo", "2026-02-28 17:30", False, "一月末 → 二月末（周六，调休上班）"),
    ("2026-12-15 09:00", "1 mo", "2027-01-15 17:30", True, "跨年的一个月，暂定"),
    ("2026-11-28 22:00", "2 h", "2026-11-29 00:00", False, "紧急：周六夜里也走"),
    ("2026-12-31 23:50", "15 min", "2027-01-01 00:05", False, "紧急：跨年也不暂定，墙上的钟不看放假安排"),
]


@pytest.mark.parametrize(("start", "limit", "due", "provisional", "remark"), DUE, ids=[row[4] for row in DUE])
def test_due(calendar, start, limit, due, provisional, remark):
    found = calendar.due(on(start), Limit.parse(limit))
    assert (found.at, found.provisional) == (on(due), provisional), remark


SKIPPED = [
    (
        "2026-02-13 16:00",
        "3 wd",
        ["02-15", "02-16", "02-17", "02-18", "02-19", "02-20", "02-21", "02-22", "02-23"],
    ),
    ("2026-11-27 09:00", "1 wd", ["11-28", "11-29"]),
    ("2026-11-28 09:00", "1 wh", ["11-28", "11-29"]),
    ("2026-11-20 09:00", "8 d", ["11-28", "11-29"]),
    ("2026-11-20 09:00", "7 d", []),
    ("2026-11-28 09:00", "48 h", []),
]


@pytest.mark.parametrize(("start", "limit", "days"), SKIPPED)
def test_skipped_days_are_those_that_a_reader_would_strike_out(calendar, start, limit, days):
    due = calendar.due(on(start), Limit.parse(limit))
    assert [day.on.isoformat()[5:] for day in due.skipped] == days


def test_skipped_days_have_their_reason(calendar):
    due = calendar.due(on("2026-12-31 09:00"), Limit.parse("1 wd"))
    assert [(str(day.on), day.reason) for day in due.skipped] == [
        ("2027-01-01", "元旦"),
        ("2027-01-02", "周末"),
        ("2027-01-03", "周末"),
    ]


def test_beyond_its_last_day_the_calendar_refuses(calendar):
    from bihuan.kernel.calendar import CalendarEnds

    with pytest.raises(CalendarEnds, match="2035-12-31"):
        calendar.due(on("2035-12-30 09:00"), Limit.parse("30 wd"))
    with pytest.raises(CalendarEnds):
        calendar.is_working_day(on("2003-12-31 09:00"))


def test_a_moment_without_a_zone_is_a_slip(calendar):
    with pytest.raises(ValueError, match="time zone"):
        calendar.due(on("2026-11-23 09:00").replace(tzinfo=None), Limit.parse("1 wd"))
