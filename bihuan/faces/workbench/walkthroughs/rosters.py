"""坐窗口排班 on its page: the plan that is shown or in force, who sits how often, windows, wishes."""

from collections import Counter
from datetime import datetime

from django.utils.timezone import localtime

from bihuan.domain.cases.models import Case
from bihuan.domain.walkthroughs.choices import PlanState, TurnState
from bihuan.domain.walkthroughs.models import Roster, RosterBan, RosterLeave, RosterPlan, Turn
from bihuan.domain.walkthroughs.queries.turns import ALIVE, newest_plan, plan_in_force
from bihuan.faces.workbench.names import office_words
from bihuan.faces.workbench.remedies.shown import Cell, Shown, Table, fact, facts, office
from bihuan.kernel.access import Actor

WEEKDAYS = "一二三四五六日"
SHOWN = 60
# Offices are called by the unit or desk to which they belong.
NAMED = (
    "leader__person",
    "leader__unit__unit",
    "leader__unit__desk__unit",
    "window__unit",
    "window__desk__unit",
)


def show(roster: Roster, actor: Actor, at: datetime) -> Shown:
    shown, held = newest_plan(roster), plan_in_force(roster)
    plans = [plan for plan in (shown, held) if plan is not None]
    return Shown(
        facts=facts(
            fact("单位", office_words(roster.unit)),
            fact("从", on=roster.from_on),
            fact("周数", f"{roster.weeks} 周"),
            fact("两班之间", f"至少隔 {roster.gap} 周" if roster.gap else "不限"),
            fact("次数", f"与应坐次数相差不超过 {roster.spread} 次"),
            fact("到外单位窗口", f"每人至少 {roster.away} 次" if roster.away else ""),
            fact("公开", "下一周的安排给群众看" if roster.is_public else "不公开"),
        ),
        tables=[
            *(_turns(plan, at) for plan in plans),
            *(_load(roster, plan) for plan in plans[:1]),
            _windows(roster),
            _wishes(roster),
        ],
        cases=Case.objects.none(),
        notice="下面是试排，还没有执行。送审、批准以后，执行的就是这一份。" if shown else "",
    )


def _turns(plan: RosterPlan, at: datetime) -> Table:
    rows = plan.turns.filter(ALIVE).select_related(*NAMED)
    coming = list(rows.order_by("from_at", "window__path", "id")[: SHOWN * 4])
    ahead = [turn for turn in coming if turn.to_at >= at] or coming
    title = "执行中的班次" if plan.state == PlanState.IN_FORCE else f"第 {plan.place} 次试排"
    moved = f"，与原来不同 {plan.moved} 班" if plan.moved else ""
    more = f"，这里列出接下来的 {SHOWN} 班" if len(ahead) > SHOWN else ""
    return Table(
        title,
        ("时间", "窗口", "谁", "单位", "状态"),
        [_turn(turn) for turn in ahead[:SHOWN]],
        "试排以后，班次会列在这里。",
        f"共 {plan.turns.filter(ALIVE).count()} 班{moved}{more}。",
    )


def _turn(turn: Turn) -> tuple[Cell, ...]:
    begins, ends = localtime(turn.from_at), localtime(turn.to_at)
    when = f"{begins:%Y-%m-%d} 星期{WEEKDAYS[begins.weekday()]} {begins:%H:%M}–{ends:%H:%M}"
    state = TurnState(turn.state)
    fixed = "（固定）" if turn.is_fixed else ""
    away = "（外单位窗口）" if turn.window.unit_id != turn.leader.unit_id else ""
    return (
        Cell(when),
        Cell(f"{office_words(turn.window)}{away}"),
        Cell(f"{turn.leader.person.name} {turn.leader.title}"),
        office(turn.leader.unit),
        Cell(f"{state.label}{fixed}", tone=state.colour),
    )


def _load(roster: Roster, plan: RosterPlan) -> Table:
    turns = plan.turns.filter(ALIVE).select_related("window")
    counted = Counter(turns.values_list("leader", flat=True))
    away = Counter(
        turn.leader_id
        for turn in turns.select_related("leader")
        if turn.window.unit_id != turn.leader.unit_id
    )
    leaders = roster.leaders.filter(left_at=None).select_related("person", "unit__unit", "unit__desk__unit")
    return Table(
        "每人几次",
        ("谁", "单位", "共", "其中外单位窗口"),
        [
            (
                Cell(f"{one.person.name} {one.title}"),
                office(one.unit),
                Cell(counted[one.pk], number=True),
                Cell(away[one.pk], number=True),
            )
            for one in leaders.order_by("unit__path", "id")
        ],
        "还没有参加的班子成员。",
    )


def _windows(roster: Roster) -> Table:
    rows = roster.windows.select_related("window__unit", "window__desk__unit").order_by("weekday", "id")
    return Table(
        "窗口",
        ("窗口", "星期", "时间"),
        [
            (
                office(one.window),
                Cell(f"星期{WEEKDAYS[one.weekday - 1]}"),
                Cell(f"{one.from_time:%H:%M}–{one.to_time:%H:%M}"),
            )
            for one in rows
        ],
        "每周要坐的窗口会列在这里。",
        "遇到休息日，改到那一周最近的工作日。",
    )


def _wishes(roster: Roster) -> Table:
    leaves = (
        RosterLeave.objects.filter(leader__roster=roster)
        .select_related("leader__person")
        .order_by("from_on", "id")
    )
    bans = (
        RosterBan.objects.filter(leader__roster=roster)
        .select_related("leader__person", "window__unit", "window__desk__unit")
        .order_by("id")
    )
    return Table(
        "请假和回避",
        ("谁", "要求"),
        [
            (Cell(one.leader.person.name), Cell(f"请假 {one.from_on:%Y-%m-%d} 到 {one.to_on:%Y-%m-%d}"))
            for one in leaves
        ]
        + [(Cell(one.leader.person.name), Cell(f"不坐{office_words(one.window)}")) for one in bans],
        "没有请假，也没有回避。",
    )
