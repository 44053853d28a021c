"""Dates and numbers as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bihuan.faces.shared.wording.dates import day_words, due_words, exact_words, moment_words, span_words
from bihuan.faces.shared.wording.numbers import base_words, count_words, ratio_words
from bihuan.kernel.calendar import CITY_TIME


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=CITY_TIME).astimezone(UTC)


HOLIDAYS = {date(2026, 10, day) for day in range(1, 8)}


def is_working_day(day):
    return day.weekday() < 5 and day not in HOLIDAYS


@pytest.mark.parametrize(
    ("due", "at", "text", "light"),
    [
        ("2026-11-25T17:30", "2026-11-23T09:00", "还剩 2 个工作日", "green"),  # 周一 → 周三
        ("2026-11-23T17:30", "2026-11-23T09:00", "今天 17:30 前", "yellow"),
        ("2026-11-24T17:30", "2026-11-23T09:00", "明天 17:30 前", "green"),
        ("2026-11-24T17:30", "2026-11-23T17:30", "明天 17:30 前", "yellow"),  # 只剩最后一个工作日
        ("2026-11-30T17:30", "2026-11-27T09:00", "11月30日 17:30 前", "green"),  # 周五 → 周一：一个工作日
        ("2026-11-28T12:00", "2026-11-27T18:00", "明天 12:00 前", "yellow"),  # 周六到期，之前没有工作日了
        ("2026-10-09T17:30", "2026-09-30T09:00", "还剩 2 个工作日", "green"),  # 跨国庆
        ("2027-02-01T17:30", "2026-11-23T09:00", "2027年2月1日前", "green"),
        ("2026-11-23T09:00", "2026-11-23T09:00:20", "已超期 1 分钟", "red"),
        ("2026-11-23T09:00", "2026-11-23T09:35", "已超期 35 分钟", "red"),
        ("2026-11-23T09:00", "2026-11-23T12:10", "已超期 3 小时", "red"),
        ("2026-11-20T17:30", "2026-11-23T09:00", "已超期 3 天", "red"),
    ],
)
def test_a_deadline_in_words(due, at, text, light):
    words = due_words(local(due), local(at), is_working_day)
    assert (words.text, words.light) == (text, light)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-23T08:59:30", "刚刚"),
        ("2026-11-23T08:25", "35 分钟前"),
        ("2026-11-23T07:10", "今天 07:10"),
        ("2026-11-22T22:10", "昨天 22:10"),
        ("2026-03-01T10:00", "3月1日 10:00"),
        ("2025-03-01T10:00", "2025年3月1日"),
        ("2026-11-23T09:30", "今天 09:30"),
    ],
)
def test_a_moment_in_words(moment, text):
    assert moment_words(local(moment), local("2026-11-23T09:00")) == text


def test_the_exact_moment_names_the_weekday():
    assert exact_words(local("2026-11-25T17:30")) == "2026年11月25日（星期三）17:30"


def test_days_near_today_have_names():
    today = date(2026, 11, 23)
    words = [day_words(today + timedelta(days=n), today) for n in (-2, -1, 0, 1, 2, 3)]
    assert words == ["前天", "昨天", "今天", "明天", "后天", "11月26日"]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 分钟"),
        (45, "45 分钟"),
        (60, "1 小时"),
        (150, "2 小时 30 分钟"),
        (1440, "1 天"),
        (1500, "1 天 1 小时"),
        (610, "10 小时"),
    ],
)
def test_a_stretch_of_time_in_words(minutes, text):
    assert span_words(minutes) == text


def test_a_rate_says_what_it_stands_on():
    assert ratio_words(1114, 1196) == "93.1 %"
    assert base_words(1114, 1196, "2023 年") == "1,114 / 1,196，2023 年"
    assert ratio_words(0, 0) == "—"
    assert base_words(0, 0, "本月") == "没有可算的，本月"


def test_a_count_that_stopped_says_so():
    assert count_words(1001, 1000) == "1,000+"
    assert count_words(1000, 1000) == "1,000"
