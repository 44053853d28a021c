"""A roster as numbers for the solver, a plan as turns, and an obstacle in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime, make_aware

from bihuan.domain.walkthroughs.choices import TurnState
from bihuan.domain.walkthroughs.models import Roster, RosterLeader, RosterLeave, RosterWindow, Turn
from bihuan.domain.walkthroughs.queries.turns import plan_in_force
from bihuan.domain.walkthroughs.rules.rostering import Leader, Leave, Obstacle, Place, Problem, Window, Wish
from bihuan.domain.walkthroughs.rules.solving import Solved
from bihuan.kernel.calendar import Calendar, city_calendar

FEW = 6


@dataclass(frozen=True, slots=True)
class Arranged:
    """The problem with what its numbers stand for. A place in the problem is (roster window, week)."""

    problem: Problem
    leaders: Mapping[int, RosterLeader]
    windows: Mapping[int, RosterWindow]
    hours: Mapping[Place, tuple[datetime, datetime]]
    held: Mapping[Place, Turn]


def arranged(roster: Roster, *, from_on: date) -> Arranged:
    """Weeks before `from_on` are what they were; fixed turns and those already sat stay wherever they are."""
    leaders = {one.pk: one for one in roster.leaders.filter(left_at=None).select_related("person", "unit")}
    windows = {one.pk: one for one in roster.windows.select_related("window__unit").order_by("id")}
    hours = dict(_hours(roster, windows.values()))
    held = _held(roster, windows, hours)
    stays = {place: turn.leader_id for place, turn in held.items() if _stays(turn, from_on)}
    for place, leader in stays.items():
        leaders.setdefault(leader, held[place].leader)
    problem = Problem(
        leaders=[Leader(one.pk, one.unit_id) for one in leaders.values()],
        windows=[Window(one.pk, one.window.unit_id or one.window_id) for one in windows.values()],
        places=sorted(hours),
        gap=roster.gap,
        spread=roster.spread,
        away=roster.away,
        leaves=[*_leaves(roster, leaders), *_left(leaders, hours)],
        bans=_bans(roster, windows),
        fixed=stays,
        kept={place: turn.leader_id for place, turn in held.items()},
    )
    return Arranged(problem, leaders, windows, hours, held)


def week_of(roster: Roster, day: date) -> int:
    return (day - roster.from_on).days // 7


def monday_of(roster: Roster, week: int) -> date:
    return roster.from_on + timedelta(weeks=week)


def _hours(
    roster: Roster, windows: Iterable[RosterWindow]
) -> Iterator[tuple[Place, tuple[datetime, datetime]]]:
    """When each window is sat at: its weekday, else the nearest working day of that week; a week without one is left out."""
    calendar = city_calendar()
    for one in windows:
        for week in range(roster.weeks):
            day = _working_day(calendar, monday_of(roster, week), one.weekday)
            if day is not None:
                begins = make_aware(datetime.combine(day, one.from_time))
                yield (one.pk, week), (begins, make_aware(datetime.combine(day, one.to_time)))


def _working_day(calendar: Calendar, monday: date, weekday: int) -> date | None:
    wanted = monday + timedelta(days=weekday - 1)
    days = [monday + timedelta(days=place) for place in range(7)]
    worked = [day for day in days if calendar.is_working_day(day)]
    return min(worked, key=lambda day: (abs(day - wanted), day < wanted), default=None)


def _held(
    roster: Roster,
    windows: Mapping[int, RosterWindow],
    hours: Mapping[Place, tuple[datetime, datetime]],
) -> dict[Place, Turn]:
    plan = plan_in_force(roster)
    if plan is None:
        return {}
    by_window: dict[int, list[int]] = defaultdict(list)
    for one in windows.values():
        by_window[one.window_id].append(one.pk)
    turns = plan.turns.exclude(state=TurnState.CANCELLED).select_related("leader__person", "leader__unit")
    found: dict[Place, Turn] = {}
    for turn in turns.order_by("from_at", "id"):
        near = [(pk, turn.week) for pk in by_window[turn.window_id] if (pk, turn.week) in hours]
        free = [place for place in near if place not in found]
        if free:
            found[min(free, key=lambda place: abs(hours[place][0] - turn.from_at))] = turn
    return found


def _stays(turn: Turn, from_on: date) -> bool:
    return turn.is_fixed or turn.state != TurnState.PLANNED or localtime(turn.from_at).date() < from_on


def _leaves(roster: Roster, leaders: Mapping[int, RosterLeader]) -> Iterator[Leave]:
    for leave in RosterLeave.objects.filter(leader__in=leaders).order_by("id"):
        first, last = week_of(roster, leave.from_on), week_of(roster, leave.to_on)
        yield Leave(leave.leader_id, frozenset(range(first, last + 1)), leave.pk)


def _left(
    leaders: Mapping[int, RosterLeader], hours: Mapping[Place, tuple[datetime, datetime]]
) -> Iterator[Leave]:
    """Who has left the rotation keeps the turns that stay, and gets no new ones."""
    weeks = frozenset(week for _, week in hours)
    for leader in leaders.values():
        if leader.left_at is not None:
            yield Leave(leader.pk, weeks)


def _bans(roster: Roster, windows: Mapping[int, RosterWindow]) -> frozenset[tuple[int, int]]:
    barred = roster.leaders.filter(bans__isnull=False).values_list("pk", "bans__window")
    return frozenset(
        (leader, one.pk) for leader, window in barred for one in windows.values() if one.window_id == window
    )


def in_words(solved: Solved, arranged: Arranged, roster: Roster) -> str:
    """What stands in the way, as one would say it: which week and window, who is kept from it by what."""
    if not solved.in_time:
        return "在限定的时间里没有排出来。请减少间隔或到外单位窗口的次数，再试一次。"
    if not solved.unfilled:
        return _unfair(solved.obstacles, arranged)
    said = [_unfilled(place, solved.obstacles, arranged, roster) for place in solved.unfilled[:3]]
    more = len(solved.unfilled) - len(said)
    return "".join([*said, f"另有 {more} 个班次同样排不出。" if more else ""])


def _unfilled(place: Place, obstacles: Iterable[Obstacle], arranged: Arranged, roster: Roster) -> str:
    window, week = place
    name = arranged.windows[window].window.name
    monday = monday_of(roster, week)
    near = [one for one in obstacles if one.week == week and one.window in (None, window)]
    by_wish: dict[Wish, list[str]] = defaultdict(list)
    for one in near:
        by_wish[one.wish].append(arranged.leaders[one.leader].person.name)
    why = (
        "，".join(f"{_names(names)}{WORDS[wish]}" for wish, names in by_wish.items()) or "没有参加的班子成员"
    )
    return f"{monday:%Y-%m-%d} 那一周的“{name}”没有人能坐：{why}。"


WORDS: Mapping[Wish, str] = {
    Wish.LEAVE: "请假",
    Wish.BAN: "回避这个窗口",
    Wish.GAP: "与上一班或下一班间隔不够",
    Wish.SPREAD: "已经坐满应坐的次数",
    Wish.AWAY: "到外单位窗口的次数不够",
}


def _unfair(obstacles: Iterable[Obstacle], arranged: Arranged) -> str:
    by_wish: dict[Wish, list[str]] = defaultdict(list)
    for one in obstacles:
        by_wish[one.wish].append(arranged.leaders[one.leader].person.name)
    said = []
    if Wish.SPREAD in by_wish:
        said.append(f"窗口都有人坐，但{_names(by_wish[Wish.SPREAD])}轮不到应坐的次数。请放宽“次数相差”。")
    if Wish.AWAY in by_wish:
        said.append(
            f"{_names(by_wish[Wish.AWAY])}到外单位窗口的次数不够。请减少“到外单位窗口次数”，或加外单位的窗口。"
        )
    return "".join(said) or "各项要求互相冲突，排不出来。请放宽间隔或次数的要求。"


def _names(names: list[str]) -> str:
    said = "、".join(names[:FEW])
    return said if len(names) <= FEW else f"{said}等 {len(names)} 人"
