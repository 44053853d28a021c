"""固定排班: begin a roster, put in leaders, windows and wishes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated

from django.db import transaction

from bihuan.domain.organisations.choices import Grade
from bihuan.domain.organisations.models import Office, Tenure
from bihuan.domain.organisations.queries.tenures import tenures_on
from bihuan.domain.walkthroughs.models import (
    Roster,
    RosterBan,
    RosterLeader,
    RosterLeave,
    RosterWindow,
)
from bihuan.domain.walkthroughs.queries.facts import roster_facts
from bihuan.domain.walkthroughs.rules.rosters import may_arrange, may_draft
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.tracked import lock, number_it, record_step, refuse_empty
from bihuan.kernel.verbs import count, day, flag, line, pick, picks

# 班子成员: whoever leads a unit or an area, heads and deputies.
LEADING = (Grade.UNIT_DEPUTY, Grade.UNIT_HEAD, Grade.LEADER)
MONDAY = 0


def draft_roster(
    *,
    by: Actor,
    at: datetime,
    unit: Annotated[Office, pick("谁的排班", "office", "一个单位自己的，或者全市、全县的")],
    title: Annotated[str, line("名称")],
    from_on: Annotated[date, day("从哪一周起", "那一周的星期一")],
    weeks: Annotated[int, count("排多少周")] = 26,
    gap: Annotated[int, count("两班之间最少隔几周")] = 3,
    spread: Annotated[int, count("次数最多相差", "与应坐次数相差，1 最公平")] = 1,
    away: Annotated[int, count("每人到外单位窗口至少几次")] = 0,
    is_public: Annotated[bool, flag("向社会公开下一周的安排")] = False,
) -> Roster:
    """编排班表: a unit's own, or an area's over its bureaus. Leaders, windows and wishes come next."""
    refuse_empty(title, "title", "请写名称。")
    refuse_unless_fits(Roster, {"title": title.strip()})
    _refuse_odd(from_on, weeks=weeks, gap=gap, spread=spread, away=away)
    with transaction.atomic():
        refuse_unless(may_draft(by, unit.pk))
        roster = Roster.objects.create(
            unit=unit,
            title=title.strip(),
            from_on=from_on,
            weeks=weeks,
            gap=gap,
            spread=spread,
            away=away,
            is_public=is_public,
            opened_at=at,
        )
        number_it(roster, at=at)
        data = {"number": roster.number, "unit": unit.code, "from_on": from_on, "weeks": weeks}
        record_step(roster, "draft", by=by, at=at, data=data)
        return roster


def add_leaders(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    units: Annotated[Sequence[Office], picks("哪些单位的班子", "office", "正职和副职全员参加")] = (),
    people: Annotated[Sequence[Person], picks("另外参加的人", "person")] = (),
) -> Roster:
    """加班子成员: the whole leadership of a unit takes turns, and whoever is named besides."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_arrange(roster_facts(roster), by))
        found = [tenure for unit in units for tenure in _leadership(unit, day_of(at))]
        found += [leading(person, day_of(at), field="people") for person in people]
        known = set(roster.leaders.filter(left_at=None).values_list("person", flat=True))
        new = {tenure.person_id: tenure for tenure in found if tenure.person_id not in known}
        RosterLeader.objects.bulk_create(
            RosterLeader(
                roster=roster,
                person_id=pk,
                unit_id=tenure.post.office.unit_id or tenure.post.office_id,
                title=tenure.post.title,
            )
            for pk, tenure in new.items()
        )
        record_step(roster, "add_leaders", by=by, at=at, data={"people": len(new)})
        return roster


def drop_leader(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    person: Annotated[Person, pick("谁", "person")],
) -> Roster:
    """退出轮值: what was sat stays; the next plan leaves this leader out."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_arrange(roster_facts(roster), by))
        leader = leader_of(roster, person)
        leader.left_at = at
        leader.save(update_fields=["left_at"])
        record_step(roster, "drop_leader", by=by, at=at, data={"person": leader.person_id})
        return roster


def add_window(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    window: Annotated[Office, pick("窗口", "section")],
    weekday: Annotated[int, count("星期几", "1 是星期一")] = 3,
    from_hour: Annotated[str, line("开始", "如 09:00")] = "09:00",
    to_hour: Annotated[str, line("结束", "如 11:30")] = "11:30",
) -> Roster:
    """加窗口: sat at once a week at this time; where that is a day off, on the nearest working day of that week."""
    if not 1 <= weekday <= 7:
        raise Malformed("bad_weekday", "星期几不对。", fields={"weekday": "请填 1 到 7。"})
    begins, ends = _hour(from_hour, "from_hour"), _hour(to_hour, "to_hour")
    if begins >= ends:
        raise Malformed("bad_hours", "结束不晚于开始。", fields={"to_hour": "请核对时间。"})
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_arrange(roster_facts(roster), by))
        RosterWindow.objects.update_or_create(
            roster=roster, window=window, weekday=weekday, defaults={"from_time": begins, "to_time": ends}
        )
        record_step(roster, "add_window", by=by, at=at, data={"window": window.code, "weekday": weekday})
        return roster


def drop_window(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    window: Annotated[Office, pick("窗口", "section")],
) -> Roster:
    """去掉窗口: the next plan leaves it out."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_arrange(roster_facts(roster), by))
        dropped, _ = roster.windows.filter(window=window).delete()
        if not dropped:
            raise Malformed("no_such_window", "排班里没有这个窗口。", fields={"window": "请核对。"})
        record_step(roster, "drop_window", by=by, at=at, data={"window": window.code})
        return roster


def add_leave(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    person: Annotated[Person, pick("谁", "person")],
    from_on: Annotated[date, day("从")],
    to_on: Annotated[date, day("到")],
) -> Roster:
    """请假: no turn in any week that it touches, in plans made from now on."""
    if from_on > to_on:
        raise Malformed("bad_period", "结束早于开始。", fields={"to_on": "请核对日期。"})
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_arrange(roster_facts(roster), by))
        leader = leader_of(roster, person)
        RosterLeave.objects.create(leader=leader, from_on=from_on, to_on=to_on)
        data = {"person": leader.person_id, "from_on": from_on, "to_on": to_on}
        record_step(roster, "add_leave", by=by, at=at, data=data)
        return roster


def add_ban(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    person: Annotated[Person, pick("谁", "person")],
    window: Annotated[Office, pick("不坐哪个窗口", "section")],
) -> Roster:
    """回避: this leader does not sit at this window, in plans made from now on."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_arrange(roster_facts(roster), by))
        leader = leader_of(roster, person)
        RosterBan.objects.get_or_create(leader=leader, window=window)
        record_step(roster, "add_ban", by=by, at=at, data={"person": leader.person_id, "window": window.code})
        return roster


def leader_of(roster: Roster, person: Person) -> RosterLeader:
    """The leader's place on this roster."""
    leader = roster.leaders.filter(person=person, left_at=None).first()
    if leader is None:
        raise Malformed(
            "not_on_roster", f"{person.name}不在这份排班里。", fields={"person": "请先“加班子成员”。"}
        )
    return leader


def _leadership(unit: Office, on: date) -> list[Tenure]:
    found = tenures_on(on).filter(post__office=unit, post__grade__in=LEADING, person__is_active=True)
    tenures = list(found.select_related("post__office", "person").order_by("id"))
    if not tenures:
        raise Malformed(
            "no_leadership", f"{unit.short_name}没有在任的正职或副职。", fields={"units": "请核对任职。"}
        )
    return tenures


def leading(person: Person, on: date, *, field: str) -> Tenure:
    """The post in which this person leads a unit or an area; who has none does not sit and does not walk."""
    found = tenures_on(on).filter(person=person, post__grade__in=LEADING)
    tenure = found.select_related("post__office", "person").order_by("id").first()
    if tenure is None:
        sentence = f"{person.name}不是班子成员。"
        raise Malformed("no_leader", sentence, fields={field: f"{sentence}坐窗口、走流程的是正职和副职。"})
    return tenure


def _refuse_odd(from_on: date, *, weeks: int, gap: int, spread: int, away: int) -> None:
    wrong = {
        "from_on": ""
        if from_on.weekday() == MONDAY
        else f"请填星期一，如 {from_on - timedelta(days=from_on.weekday()):%Y-%m-%d}。",
        "weeks": "" if 1 <= weeks <= 104 else "请填 1 到 104。",
        "gap": "" if 0 <= gap <= 52 else "请填 0 到 52。",
        "spread": "" if 1 <= spread <= 52 else "请填 1 到 52。",
        "away": "" if 0 <= away <= 104 else "请填 0 到 104。",
    }
    fields = {name: sentence for name, sentence in wrong.items() if sentence}
    if fields:
        raise Malformed("bad_roster", "排班的数目不对。", fields=fields)


def _hour(text: str, field: str) -> time:
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise Malformed("bad_hour", "时间写得不对。", fields={field: "请写成 09:00 这样。"}) from None
