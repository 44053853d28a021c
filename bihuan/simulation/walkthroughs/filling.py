"""The page's table: 2,112 person-times, 2,189 items, 539 = 58 + 481 findings, 506 of them rectified.

What was lived is counted; what is missing is filled with copies of outings that were lived, each some weeks earlier and no two of one
leader on one day. What is still open is lived, not copied.
"""

import random
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from bihuan.domain.cases.choices import Level
from bihuan.domain.cases.models import Case
from bihuan.domain.walkthroughs.jobs import show_results
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.journal.places import place
from bihuan.simulation.cloning import clone_each, read_templates
from bihuan.simulation.cloning.templates import Templates
from bihuan.simulation.life import Life
from bihuan.simulation.plans import OutingKind, WindowTotals
from bihuan.simulation.walkthroughs.copying import Copy, Group, write_copies
from bihuan.simulation.walkthroughs.outings import Outings
from bihuan.simulation.walkthroughs.working import JOB

MONTHS = timedelta(days=240)  # 去年 5 月以来
BELOW = (Level.COUNTY, Level.TOWN)
STILL_OPEN = 14  # found so many days ago at most
PART = 6  # of what is neither found nor paired: one in six each are sittings without a walk, and with two


class CannotFill(Exception):
    """More was lived than the totals allow, or too little of a kind to copy from."""


def fill(outings: Outings, totals: WindowTotals, *, since: datetime) -> None:
    """Up to exactly these totals."""
    show_results(JOB, outings.now)
    _leave_open(outings, totals)
    missing = _missing(outings, totals)
    groups = _groups(outings)
    templates = read_templates(Case.objects.filter(pk__in=[case.pk for one in groups for case in one.cases]))
    room = _Room(outings, max(since, outings.now - MONTHS), set(templates.ids))
    wanted: dict[int, list[Group]] = defaultdict(list)
    for kind, count in missing.items():
        for weeks, group in room.places(kind, [one for one in groups if one.kind == kind], count):
            wanted[weeks].append(group)
    place()  # what was lived through comes first
    time = len(outings.lived)
    for weeks in sorted(wanted, reverse=True):
        _write_week(wanted[weeks], weeks, time, templates)
        time += len(wanted[weeks])


def _write_week(groups: list[Group], weeks: int, time: int, templates: Templates) -> None:
    with transaction.atomic():
        cloned = clone_each(templates, [case.pk for group in groups for case in group.cases], weeks=weeks)
        made = Case.objects.in_bulk(cloned.values())
        cases = {template: made[pk] for template, pk in cloned.items()}
        write_copies([Copy(group, weeks, time + n, cases) for n, group in enumerate(groups, 1)])


def _leave_open(outings: Outings, totals: WindowTotals) -> None:
    """其余正在推进: what is missing of the open ones is found in the last two weeks, by actions."""
    share = outings.figure("rectified_share")
    open_already = (share.denominator or 0) - share.numerator
    more = totals.findings - totals.rectified - open_already
    if more < 0:
        raise CannotFill(f"{open_already} findings are open already")
    outings.life = life = Life(until=outings.now)
    for n in range(more):
        day = localtime(outings.now - timedelta(days=STILL_OPEN - n % (STILL_OPEN - 3))).date()
        outings.go(OutingKind.FOUND_BELOW, day, mended=False)
    life.run(lambda moment, done: None)
    if life.refused:
        raise CannotFill(f"refused: {dict(life.refused)}")


def _missing(outings: Outings, totals: WindowTotals) -> Mapping[OutingKind, int]:
    """How many outings of each kind lead from what was lived to the totals."""
    times = totals.person_times - outings.figure("person_times").numerator
    walks = totals.walks - outings.figure("items_walked").numerator
    city = totals.in_city - outings.figure("findings", "level:CITY").numerator
    below = totals.below - sum(outings.figure("findings", f"level:{level}").numerator for level in BELOW)
    left, more = times - city - below, walks - times
    alone, paired = left // PART + max(0, -more), left // PART + max(0, more)
    found = {
        OutingKind.FOUND_IN_CITY: city,
        OutingKind.FOUND_BELOW: below,
        OutingKind.WINDOW: alone,
        OutingKind.WINDOW_AND_TWO: paired,
        OutingKind.WALK: left - alone - paired,
    }
    if min(found.values()) < 0:
        raise CannotFill(f"more was lived than the totals allow: {found}")
    return found


def _groups(outings: Outings) -> list[Group]:
    """What can be copied: ended, not doubtful; what was found there is mended, and its finder says so."""
    roots = [(one.kind, type(one.root).objects.get(pk=one.root.pk)) for one in outings.lived if one.root]
    return [group for kind, root in roots if (group := Group(kind, root)).is_whole]


class _Room:
    """Weeks in which an outing may have been: an office day of these months, the item as it was walked, its leader not out already."""

    def __init__(self, outings: Outings, since: datetime, cases: Container[int]) -> None:
        self.since, self.cases, self.taken = since, cases, set(outings.taken)
        self.chance = random.Random(len(outings.lived))  # nosec B311: made-up data

    def places(self, kind: OutingKind, groups: Sequence[Group], count: int) -> list[tuple[int, Group]]:
        """So many (weeks earlier, group), each once."""
        weeks = range(1, MONTHS // timedelta(weeks=1))
        slots = [(week, group) for group in groups for week in weeks if self._fits(group, week)]
        self.chance.shuffle(slots)
        free = [slot for slot in slots if self._take(*slot)] if count else []
        if len(free) < count:
            raise CannotFill(f"{kind}: {count} wanted, {len(free)} places")
        for week, group in free[count:]:
            self.taken.discard(group.day_and_hand(week))
        return free[:count]

    def _fits(self, group: Group, week: int) -> bool:
        begins = group.opened_at - timedelta(weeks=week)
        day = day_of(begins)
        return (
            begins >= self.since
            and city_calendar().is_working_day(day)
            and all((walk.item_version.from_on or day) <= day for walk in group.walks)
            and all(case.pk in self.cases for case in group.cases)
        )

    def _take(self, week: int, group: Group) -> bool:
        wanted = group.day_and_hand(week)
        free = wanted not in self.taken
        self.taken.add(wanted)
        return free
