"""`bihuan deadline --from 2026-02-13T16:00 --working-days 3`: when a limit ends, and which days it skips."""

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from bihuan.kernel.calendar import CITY_TIME, Calendar, Due, Limit, city_calendar, shipped_calendar
from bihuan.kernel.refusals import Refusal

WEEKDAYS = "一二三四五六日"
OPTIONS = {
    "working_days": ("wd", "工作日"),
    "working_hours": ("wh", "工作小时"),
    "natural_days": ("d", "自然日"),
}


class Command(BaseCommand):
    help = "算出期限在何时届满、是否暂定、跳过了哪些日子和原因"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", dest="start", required=True, help="起点，如 2026-02-13T16:00（本市时间）"
        )
        limits = parser.add_mutually_exclusive_group(required=True)
        for name, (_unit, label) in OPTIONS.items():
            limits.add_argument(f"--{name.replace('_', '-')}", type=int, help=label)
        limits.add_argument("--limit", help="时限，如 3 wd、4 wh、7 d、2 h、1 mo")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start, limit = moment_of(options["start"]), limit_of(options)
            due = self.calendar().due(start, limit)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        except ValueError as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(as_json(start, limit, due) if options["json"] else as_text(start, limit, due))

    def calendar(self) -> Calendar:
        """The city's calendar; the shipped one where there is no database yet."""
        try:
            return city_calendar()
        except DatabaseError:
            self.stderr.write("数据库还没有建立（bihuan migrate），按随系统发布的日历计算。")
            return shipped_calendar()


def moment_of(text: str) -> datetime:
    """A moment; one without a zone is on the city's clock."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"看不懂时间“{text}”，应如 2026-02-13T16:00。") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=CITY_TIME)


def limit_of(options: dict[str, Any]) -> Limit:
    """The one limit that was given."""
    if options["limit"] is not None:
        return Limit.parse(options["limit"])
    name = next(name for name in OPTIONS if options[name] is not None)
    return Limit.parse(f"{options[name]} {OPTIONS[name][0]}")


def as_text(start: datetime, limit: Limit, due: Due) -> str:
    lines = [f"{due.at:%Y-%m-%d %H:%M}"]
    lines.append(f"自 {start:%Y-%m-%d %H:%M} 起 {limit.label}，届满于星期{WEEKDAYS[due.at.weekday()]}。")
    if due.provisional:
        lines.append("暂定：期限跨入尚未公布放假安排的年份，通知公布后重新计算。")
    if due.skipped:
        lines.append("跳过的日子：")
        lines += [f"  {day.on} 星期{WEEKDAYS[day.on.weekday()]} {day.reason}" for day in due.skipped]
    return "\n".join(lines)


def as_json(start: datetime, limit: Limit, due: Due) -> str:
    said = {
        "from": start.isoformat(),
        "limit": str(limit),
        "due_at": due.at.isoformat(),
        "due": f"{due.at:%Y-%m-%d %H:%M}",
        "provisional": due.provisional,
        "skipped": [{"date": day.on.isoformat(), "reason": day.reason} for day in due.skipped],
    }
    return json.dumps(said, ensure_ascii=False)
