"""时间账: one bar per case, and the same for a unit or the city."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db.models import Q

from bihuan.domain.cases.choices import Stage
from bihuan.domain.cases.models import Case, Custody
from bihuan.domain.cases.rules.accounting import account
from bihuan.domain.organisations.models import Office
from bihuan.kernel.calendar import CITY_TIME, city_calendar
from bihuan.kernel.calendar.vectors import Moments


@dataclass(frozen=True, slots=True)
class Held:
    """One stretch in one office's hands. `to_at` is None where it is still there; its minutes then count until now."""

    office: Office
    stage: Stage
    from_at: datetime
    to_at: datetime | None
    working_minutes: int


@dataclass(frozen=True, slots=True)
class HeldTotal:
    """What one office held at one stage in a period: stretches, cases, working minutes."""

    office: Office
    stage: Stage
    stretches: int
    cases: int
    working_minutes: int


def time_account(case: Case, *, at: datetime) -> list[Held]:
    """Whose hands held the case how long, in order. The minutes add up to the working minutes from registration until it ended, or now."""
    held = list(Custody.objects.filter(case=case).select_related("office").order_by("from_at", "id"))
    stretches = ((row, row.from_at, row.to_at or max(at, row.from_at)) for row in held)
    return [
        Held(row.office, Stage(row.stage), from_at, row.to_at, minutes)
        for row, from_at, _, minutes in account(city_calendar(), stretches)
    ]


def time_account_of(office_key: str, from_on: date, to_on: date, *, at: datetime) -> list[HeldTotal]:
    """The same for everything inside an office (a section, a unit, the city), clipped to a period of days, both counted. Three queries."""
    top = Office.objects.get(pk=int(office_key.partition(":")[2]))
    begin = datetime.combine(from_on, time.min, tzinfo=CITY_TIME)
    end = min(datetime.combine(to_on + timedelta(days=1), time.min, tzinfo=CITY_TIME), max(at, begin))
    rows = list(
        Custody.objects.filter(
            Q(to_at=None) | Q(to_at__gt=begin), office__path__startswith=top.path, from_at__lt=end
        ).values_list("office_id", "stage", "case_id", "from_at", "to_at")
    )
    seconds = _seconds([(max(a, begin), min(b or end, end)) for *_, a, b in rows])
    return _totals(rows, seconds)


def _seconds(stretches: list[tuple[datetime, datetime]]) -> list[int]:
    """Working seconds of many stretches at once; rounded to minutes once per office and stage."""
    if not stretches:
        return []
    vectors = city_calendar().vectors
    worked = vectors.worked_until(_local([b for _, b in stretches])) - vectors.worked_until(
        _local([a for a, _ in stretches])
    )
    return [int(seconds) for seconds in worked]


def _local(moments: list[datetime]) -> Moments:
    return np.array(
        [moment.astimezone(CITY_TIME).replace(tzinfo=None) for moment in moments], dtype="datetime64[s]"
    )


def _totals(
    rows: list[tuple[int, str, int, datetime, datetime | None]], seconds: list[int]
) -> list[HeldTotal]:
    spent: dict[tuple[int, str], int] = defaultdict(int)
    times: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (office, stage, case, *_), passed in zip(rows, seconds, strict=True):
        spent[office, stage] += passed
        times[office, stage].append(case)
    offices = Office.objects.in_bulk({office for office, _ in spent})
    found = [
        HeldTotal(offices[office], Stage(stage), len(cases), len(set(cases)), spent[office, stage] // 60)
        for (office, stage), cases in times.items()
    ]
    return sorted(found, key=lambda total: (-total.working_minutes, total.office.pk, total.stage))
