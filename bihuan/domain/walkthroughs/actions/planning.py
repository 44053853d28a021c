"""试排, 送审, 审批: what comes into force is what was shown. Changes are asked for by one and decided by another."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

from django.db import transaction
from django.utils.timezone import localtime

from bihuan.domain.walkthroughs.actions.arranging import leader_of
from bihuan.domain.walkthroughs.choices import PlanState, RosterState, TurnState
from bihuan.domain.walkthroughs.models import Roster, RosterPlan, Turn
from bihuan.domain.walkthroughs.queries.arranging import Arranged, arranged, in_words
from bihuan.domain.walkthroughs.queries.facts import roster_facts
from bihuan.domain.walkthroughs.queries.limits import limit_of
from bihuan.domain.walkthroughs.queries.turns import plan_in_force, turns_in_force
from bihuan.domain.walkthroughs.rules.rostering import Plan, differing
from bihuan.domain.walkthroughs.rules.rosters import (
    may_arrange,
    may_ask,
    may_decide,
    may_decide_change,
    may_end,
    may_plan,
    may_request_change,
    may_withdraw,
)
from bihuan.domain.walkthroughs.rules.solving import solve
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.approvals.actions import ask_approval, decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.actions import drop_duties
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState, refuse_unless
from bihuan.kernel.tracked import lock, record_step, refs, refuse_empty
from bihuan.kernel.verbs import day, flag, note, pick, verdict


def plan_roster(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    from_on: Annotated[date | None, day("从哪一天起重排", "不填就从现在起；已坐的、固定的都不动")] = None,
) -> Roster:
    """试排: everything that was wished is kept, or it is said what stands in the way. Nothing holds yet; look first, then send it up."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_plan(roster_facts(roster), by))
        begins = max(from_on or roster.from_on, day_of(at), roster.from_on)
        known = arranged(roster, from_on=begins)
        if not known.hours:
            raise WrongState("no_working_day", "这几周没有一个工作日。", "请核对起始日期和窗口。")
        solved = solve(known.problem)
        if solved.plan is None:
            raise WrongState("no_plan", "按现在的要求排不出来。", in_words(solved, known, roster))
        plan = _keep(roster, known, solved.plan, begins, at=at)
        data = {"place": plan.place, "turns": len(solved.plan), "moved": plan.moved}
        record_step(roster, "plan", by=by, at=at, data=data)
        return roster


def _keep(roster: Roster, known: Arranged, plan: Plan, begins: date, *, at: datetime) -> RosterPlan:
    """The plan as rows; an earlier preview is dropped."""
    shown = roster.plans.filter(state=PlanState.PREVIEW)
    shown.update(state=PlanState.DROPPED)
    made = RosterPlan.objects.create(
        roster=roster,
        place=roster.plans.count() + 1,
        from_on=begins,
        moved=differing(plan, known.problem.kept),
        made_at=at,
    )
    Turn.objects.bulk_create(
        Turn(
            plan=made,
            leader_id=who,
            window_id=known.windows[place[0]].window_id,
            week=place[1],
            from_at=_from(known, place)[0],
            to_at=_from(known, place)[1],
            is_fixed=place in known.held
            and known.held[place].is_fixed
            and known.held[place].leader_id == who,
            state=TurnState.PLANNED,
        )
        for place, who in sorted(plan.items())
        if not _over(known, place, begins)
    )
    return made


def _from(known: Arranged, place: tuple[int, int]) -> tuple[datetime, datetime]:
    """A turn that stays keeps its own hours."""
    turn = known.held.get(place)
    if turn is not None and place in known.problem.fixed:
        return turn.from_at, turn.to_at
    return known.hours[place]


def _over(known: Arranged, place: tuple[int, int], begins: date) -> bool:
    """Sat, missed or before the first day that is planned anew: such turns stay in the plan that held then."""
    turn = known.held.get(place)
    if turn is not None and turn.state != TurnState.PLANNED:
        return True
    return localtime(_from(known, place)[0]).date() < begins


def ask_roster(*, roster: Roster, by: Actor, at: datetime, seen: int | None = None) -> Roster:
    """送审: the head decides on exactly what was shown."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        facts = roster_facts(roster)
        refuse_unless(may_ask(facts, by))
        plan = roster.plans.get(state=PlanState.PREVIEW)
        plan.state = PlanState.ASKED
        plan.save(update_fields=["state"])
        ask_approval(
            kind="roster",
            subject=roster.subject,
            holder=roster.unit.key,
            role=facts.signer,
            by=by,
            at=at,
            reason=roster.title,
            payload={"number": roster.number or "", "place": plan.place, "turns": plan.turns.count()},
            limit=limit_of("roster.decide", at=at),
        )
        record_step(roster, "ask", by=by, at=at, data={"place": plan.place})
        return roster


def decide_roster(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意执行")],
    answer: Annotated[str, note("审批意见")] = "",
) -> Roster:
    """审批: yes, and it comes into force; no, and the plan that held goes on."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_decide(roster_facts(roster), by))
        asked = asked_approval(roster.subject, kind="roster")
        decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        plan = roster.plans.get(state=PlanState.ASKED)
        if granted:
            _bring_into_force(roster, plan, at=at)
        else:
            plan.state = PlanState.DROPPED
            plan.save(update_fields=["state"])
        data = {"granted": granted, "place": plan.place} | refs(answer=decided.answer)
        record_step(roster, "decide", by=by, at=at, data=data)
        return roster


def decide_roster_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Approval:
    """The same decision, from the one queue of approvals."""
    roster = Roster.objects.get(pk=approval.subject_id)
    decide_roster(roster=roster, by=by, at=at, granted=granted, answer=answer)
    approval.refresh_from_db()
    return approval


def _bring_into_force(roster: Roster, plan: RosterPlan, *, at: datetime) -> None:
    """Coming turns of the plan that held are replaced; what is fixed, sat or missed was carried over or stays."""
    held = plan_in_force(roster)
    if held is not None:
        coming = held.turns.filter(state=TurnState.PLANNED, from_at__date__gte=plan.from_on)
        _cancel(roster, coming, at=at)
        held.state = PlanState.REPLACED
        held.save(update_fields=["state"])
        # What is over stays readable in one place: the plan in force.
        held.turns.exclude(state=TurnState.CANCELLED).update(plan=plan)
    plan.state, plan.in_force_at = PlanState.IN_FORCE, at
    plan.save(update_fields=["state", "in_force_at"])
    roster.state = RosterState.ACTIVE


def _cancel(roster: Roster, turns: Iterable[Turn], *, at: datetime) -> None:
    for turn in turns:
        turn.state = TurnState.CANCELLED
        turn.save(update_fields=["state"])
        drop_duties(subject=roster.subject, item=turn.item, at=at)


def fix_turn(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    turn: Annotated[Turn, pick("哪一班", "turn")],
    fixed: Annotated[bool, flag("固定下来，以后重排不动它")] = True,
) -> Roster:
    """固定班次: it survives every re-plan, whatever is wished later."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_arrange(roster_facts(roster), by))
        turn = _open_turn(roster, turn)
        turn.is_fixed = fixed
        turn.save(update_fields=["is_fixed"])
        record_step(roster, "fix_turn", by=by, at=at, data={"turn": turn.pk, "fixed": fixed})
        return roster


def request_change(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    turn: Annotated[Turn, pick("哪一班", "turn")],
    person: Annotated[Person, pick("换给谁", "person", "也可以是外单位的班子成员")],
    reason: Annotated[str, note("原因")],
) -> Roster:
    """申请调班: another leader of the roster takes it over, if it is granted."""
    refuse_empty(reason, "reason", "请写原因。")
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        facts = roster_facts(roster, by)
        refuse_unless(may_request_change(facts, by))
        turn = _open_turn(roster, turn)
        if may_arrange(facts, by) is not None and turn.leader.person_id not in by.hands:
            raise NotAllowed("not_your_turn", "这一班不是您的。", "请由本人或编排人申请。")
        leader = leader_of(roster, person)
        _refuse_double(roster, turn, leader.pk)
        ask_approval(
            kind="turn_change",
            subject=roster.subject,
            item=turn.item,
            holder=roster.unit.key,
            role=facts.signer,
            by=by,
            at=at,
            reason=reason,
            payload={
                "number": roster.number or "",
                "turn": turn.pk,
                "leader": leader.pk,
                "on": localtime(turn.from_at).date().isoformat(),
            },
            limit=limit_of("roster.decide_change", at=at),
        )
        data = {"turn": turn.pk, "on": localtime(turn.from_at).date(), "to": leader.person_id}
        record_step(roster, "request_change", by=by, at=at, data=data)
        return roster


def decide_change(
    *,
    roster: Roster,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    turn: Annotated[Turn, pick("哪一班", "turn")],
    granted: Annotated[bool, verdict("同意调班")],
    answer: Annotated[str, note("审批意见")] = "",
) -> Roster:
    """审批调班: granted, the other leader owes the turn, and it is fixed: a re-plan does not undo what people agreed on."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_decide_change(roster_facts(roster), by))
        asked = asked_approval(roster.subject, kind="turn_change", item=turn.item)
        decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        if granted:
            turn = _open_turn(roster, turn)
            _refuse_double(roster, turn, int(asked.payload["leader"]))
            drop_duties(subject=roster.subject, item=turn.item, at=at)
            turn.leader_id, turn.is_fixed, turn.owed_at = int(asked.payload["leader"]), True, None
            turn.save(update_fields=["leader", "is_fixed", "owed_at"])
        data = {"turn": turn.pk, "granted": granted} | refs(answer=decided.answer)
        record_step(roster, "decide_change", by=by, at=at, data=data)
        return roster


def decide_change_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Approval:
    """The same decision, from the one queue of approvals."""
    roster = Roster.objects.get(pk=approval.subject_id)
    turn = Turn.objects.get(pk=int(approval.payload["turn"]))
    decide_change(roster=roster, by=by, at=at, turn=turn, granted=granted, answer=answer)
    approval.refresh_from_db()
    return approval


def end_roster(*, roster: Roster, by: Actor, at: datetime, seen: int | None = None) -> Roster:
    """结束: coming turns are cancelled; what was sat stays."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_end(roster_facts(roster), by))
        _cancel(roster, turns_in_force(roster).filter(state=TurnState.PLANNED), at=at)
        roster.state, roster.ended_at = RosterState.ENDED, at
        record_step(roster, "end", by=by, at=at)
        return roster


def withdraw_roster(*, roster: Roster, by: Actor, at: datetime, seen: int | None = None) -> Roster:
    """撤回, before it came into force."""
    with transaction.atomic():
        roster = lock(roster, "unit", seen=seen)
        refuse_unless(may_withdraw(roster_facts(roster), by))
        roster.plans.filter(state=PlanState.PREVIEW).update(state=PlanState.DROPPED)
        roster.state, roster.ended_at = RosterState.WITHDRAWN, at
        record_step(roster, "withdraw", by=by, at=at)
        return roster


def _open_turn(roster: Roster, turn: Turn) -> Turn:
    """A turn of this roster that nobody has sat yet."""
    mine = turns_in_force(roster).filter(pk=turn.pk, state=TurnState.PLANNED)
    found = mine.select_related("leader__person", "window").first()
    if found is None:
        raise Malformed("no_such_turn", "没有这个待坐的班次。", fields={"turn": "请从这份排班的班次中选择。"})
    return found


def _refuse_double(roster: Roster, turn: Turn, leader: int) -> None:
    same = turns_in_force(roster).filter(leader=leader, week=turn.week).exclude(pk=turn.pk)
    if same.exists():
        raise Malformed("twice_a_week", "换给的人那一周已经有班。", fields={"person": "请换一位。"})
