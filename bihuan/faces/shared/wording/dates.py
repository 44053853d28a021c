"""Dates as people say them. `at` is now; both are aware. The exact moment always stays at hand for the title."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bihuan.kernel.calendar import local_of

WEEKDAYS = "一二三四五六日"
COUNTED_TO = 40  # natural days; beyond them a date says more than a number of working days
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class DueWords:
    """light: green, yellow (the last working day runs), red (late)."""

    text: str
    light: str
    exact: str


def exact_words(moment: datetime) -> str:
    """2026年11月25日（星期三）17:30."""
    local = local_of(moment)
    return f"{local.year}年{local.month}月{local.day}日（星期{WEEKDAYS[local.weekday()]}）{local:%H:%M}"


def moment_words(moment: datetime, at: datetime) -> str:
    """刚刚 · 35 分钟前 · 今天 10:32 · 昨天 10:32 · 11月3日 10:32 · 2025年11月3日."""
    passed = (at - moment).total_seconds()
    local, today = local_of(moment), local_of(at).date()
    if 0 <= passed < MINUTE:
        return "刚刚"
    if 0 <= passed < HOUR:
        return f"{int(passed // MINUTE)} 分钟前"
    return (
        f"{day_words(local.date(), today)} {local:%H:%M}"
        if local.year == today.year
        else day_words(local.date(), today)
    )


def day_words(day: date, today: date) -> str:
    """今天 · 明天 · 昨天 · 11月3日 · 2025年11月3日."""
    near = {0: "今天", 1: "明天", 2: "后天", -1: "昨天", -2: "前天"}.get((day - today).days)
    if near:
        return near
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def due_words(due_at: datetime, at: datetime, is_working_day: Callable[[date], bool]) -> DueWords:
    """今天 17:30 前 · 明天 17:30 前 · 还剩 3 个工作日 · 12月31日前 · 已超期 1 天."""
    exact = exact_words(due_at)
    if at > due_at:
        return DueWords(f"已超期 {_late_words(due_at, at)}", "red", exact)
    due, here = local_of(due_at), local_of(at)
    if (due.date() - here.date()).days > COUNTED_TO:
        return DueWords(f"{day_words(due.date(), here.date())}前", "green", exact)
    left = _working_days_left(here.date(), due.date(), is_working_day)
    light = "yellow" if left == 0 or (left == 1 and here.time() >= due.time()) else "green"
    if left <= 1:
        return DueWords(f"{day_words(due.date(), here.date())} {due:%H:%M} 前", light, exact)
    return DueWords(f"还剩 {left} 个工作日", light, exact)


def _working_days_left(today: date, due_on: date, is_working_day: Callable[[date], bool]) -> int:
    days = (today + timedelta(days=n) for n in range(1, (due_on - today).days + 1))
    return sum(is_working_day(day) for day in days)


def _late_words(due_at: datetime, at: datetime) -> str:
    days = (local_of(at).date() - local_of(due_at).date()).days
    if days > 0:
        return f"{days} 天"
    seconds = (at - due_at).total_seconds()
    return f"{int(seconds // HOUR)} 小时" if seconds >= HOUR else f"{max(int(seconds // MINUTE), 1)} 分钟"


def span_words(minutes: int, day_minutes: int = 24 * 60) -> str:
    """2 天 3 小时 · 45 分钟; with `day_minutes` of an office day, days are working days."""
    days, rest = divmod(minutes, day_minutes)
    hours, left = divmod(rest, 60)
    parts = [f"{days} 天"] * bool(days) + [f"{hours} 小时"] * bool(hours)
    if not parts or (not days and left and hours < 3):
        parts += [f"{left} 分钟"] * bool(left or not parts)
    return " ".join(parts)
