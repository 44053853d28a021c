"""Tables over the pure rules."""

import pytest

from bihuan.kernel.calendar import Limit
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties.rules import (
    Terms,
    agreed_after_pause,
    due_of,
    light_at,
    limits_in,
    minutes_held,
    minutes_late,
    next_alert,
    warning_at,
)

MONDAY = on("2026-11-23 09:00")

DUE = [
    (Terms(MONDAY, limits_in("5 wd")), "2026-11-30 17:30"),
    (Terms(MONDAY, limits_in("5 wd + 3 wd")), "2026-12-03 17:30"),
    (Terms(MONDAY, limits_in("1 mo + 2 wd")), "2026-12-25 17:30"),
    (Terms(MONDAY, limits_in("5 wd"), agreed_at=on("2026-12-20 12:00")), "2026-12-20 12:00"),
    (Terms(MONDAY, limits_in("5 wd"), paused=True), None),
    (Terms(MONDAY), None),
    (
        Terms(MONDAY, limits_in("5 wd + 3 wd"), pauses=((on("2026-11-24 09:00"), on("2026-11-26 09:00")),)),
        "2026-12-07 17:30",
    ),
]


@pytest.mark.parametrize(("terms", "due"), DUE)
def test_due_of(calendar, terms, due):
    assert due_of(calendar, terms).at == (due and on(due))


WARNING = [
    ("2026-11-30 17:30", "1 wd", "2026-11-27 17:30", "周一到期，周五下班亮黄灯"),
    ("2026-02-24 17:30", "1 wd", "2026-02-14 17:30", "节后第一天到期，节前最后一个（调休）工作日亮黄灯"),
    ("2026-11-28 10:00", "1 wd", "2026-11-27 10:00", "周六到期的，前一个工作日同一时刻"),
    ("2026-11-30 10:00", "4 wh", "2026-11-27 15:00", "工作小时往回数过周末"),
    ("2026-11-30 10:00", "30 wm", "2026-11-30 09:30", "工作分钟"),
    ("2026-11-30 10:00", "1 h", "2026-11-30 09:00", "墙上的钟"),
    ("2026-11-30 10:00", "5 min", "2026-11-30 09:55", "分钟"),
    ("2026-11-30 10:00", "3 d", "2026-11-27 10:00", "自然日"),
]


@pytest.mark.parametrize(("due_at", "warning", "at", "remark"), WARNING, ids=[row[3] for row in WARNING])
def test_warning_at(calendar, due_at, warning, at, remark):
    found = warning_at(
        calendar, started_at=on("2026-01-05 09:00"), due_at=on(due_at), warning=Limit.parse(warning)
    )
    assert found == on(at), remark


def test_a_duty_that_is_shorter_than_its_warning_has_none(calendar):
    args = {"started_at": MONDAY, "warning": Limit.parse("1 wd")}
    assert warning_at(calendar, due_at=on("2026-11-23 15:00"), **args) is None


LIGHTS = [
    ("2026-11-27 17:30", "", "亮灯的那一刻还不亮"),
    ("2026-11-27 17:31", "yellow", "黄灯"),
    ("2026-11-30 17:30", "yellow", "到期的最后一分钟办，不算超期"),
    ("2026-11-30 17:31", "red", "红灯"),
]


@pytest.mark.parametrize(("at", "light", "remark"), LIGHTS)
def test_light_at(at, light, remark):
    found = light_at(on(at), due_at=on("2026-11-30 17:30"), warn_at=on("2026-11-27 17:30"))
    assert found == light, remark


def test_each_light_comes_on_once():
    due_at, warn_at = on("2026-11-30 17:30"), on("2026-11-27 17:30")
    assert next_alert(lit="", due_at=due_at, warn_at=warn_at) == warn_at
    assert next_alert(lit="", due_at=due_at, warn_at=None) == due_at
    assert next_alert(lit="yellow", due_at=due_at, warn_at=warn_at) == due_at
    assert next_alert(lit="red", due_at=due_at, warn_at=warn_at) is None
    assert next_alert(lit="", due_at=None, warn_at=None) is None


LATE = [
    ("2026-11-30 17:30", False, 0, "最后一刻"),
    ("2026-11-30 20:00", False, 1, "下班后办的也是超期，至少记 1 分钟"),
    ("2026-12-01 09:00", False, 30, "工作分钟"),
    ("2026-12-01 09:00", True, 930, "墙上的钟"),
]


@pytest.mark.parametrize(("at", "wall", "minutes", "remark"), LATE)
def test_minutes_late(calendar, at, wall, minutes, remark):
    found = minutes_late(calendar, due_at=on("2026-11-30 17:30"), at=on(at), on_the_wall_clock=wall)
    assert found == minutes, remark


def test_without_a_due_moment_nothing_is_late(calendar):
    assert minutes_late(calendar, due_at=None, at=MONDAY, on_the_wall_clock=False) == 0


def test_minutes_held_leave_out_pauses(calendar):
    pauses = [(on("2026-11-23 10:00"), on("2026-11-23 11:00"))]
    until = on("2026-11-24 09:00")
    assert minutes_held(calendar, started_at=MONDAY, until=until, pauses=pauses) == 360 - 60 + 30
    assert minutes_held(calendar, started_at=MONDAY, until=on("2026-11-20 09:00"), pauses=[]) == 0


def test_an_agreed_date_moves_by_the_working_days_that_were_paused(calendar):
    agreed = on("2026-12-18 12:00")
    pause = (on("2026-11-24 09:00"), on("2026-11-26 09:00"))
    assert agreed_after_pause(calendar, agreed, pause) == on("2026-12-22 12:00")
    assert agreed_after_pause(calendar, agreed, (pause[0], on("2026-11-24 17:00"))) == agreed
    assert agreed_after_pause(calendar, agreed, (on("2026-12-18 13:00"), on("2026-12-25 09:00"))) == agreed
