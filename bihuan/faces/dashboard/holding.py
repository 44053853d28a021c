"""时间账 of the scope: whose hands held cases how many working days, over the last thirty days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bihuan.domain.cases.queries.time_account import HeldTotal, time_account_of
from bihuan.domain.organisations.models import Office
from bihuan.faces.dashboard.scopes import Scope
from bihuan.kernel.calendar import day_of

DAYS = 30
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Holder:
    """One unit: stretches of all its desks and sections together."""

    office: Office
    working_minutes: int
    cases: int


@dataclass(frozen=True, slots=True)
class Holding:
    holders: list[Holder]
    stages: list[tuple[str, int]]
    working_minutes: int

    @property
    def message(self) -> str:
        """The picture's title: at which stage the time goes."""
        if not self.stages:
            return "最近 30 天没有在办的工单"
        stage, minutes = self.stages[0]
        return f"最近 30 天，{100 * minutes // max(self.working_minutes, 1)} % 的时间在“{stage}”"


def holding_of(scope: Scope, at: datetime) -> Holding:
    today = day_of(at)
    top = scope.area or scope.home
    totals = time_account_of(top.key, today - timedelta(days=DAYS - 1), today, at=at)
    whole = sum(total.working_minutes for total in totals)
    return Holding(_holders(totals)[:SHOWN], _stages(totals), whole)


def _holders(totals: list[HeldTotal]) -> list[Holder]:
    minutes: dict[int, int] = defaultdict(int)
    cases: dict[int, int] = defaultdict(int)
    for total in totals:
        unit = total.office.unit_id or total.office.pk
        minutes[unit] += total.working_minutes
        cases[unit] = max(cases[unit], total.cases)
    offices = Office.objects.in_bulk(minutes)
    found = [Holder(offices[pk], minutes[pk], cases[pk]) for pk in minutes]
    return sorted(found, key=lambda holder: (-holder.working_minutes, holder.office.pk))


def _stages(totals: list[HeldTotal]) -> list[tuple[str, int]]:
    minutes: dict[str, int] = defaultdict(int)
    for total in totals:
        minutes[total.stage.label] += total.working_minutes
    return sorted(minutes.items(), key=lambda row: -row[1])
