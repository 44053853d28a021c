"""结对方案: make (preview), ask, decide by another hand, activate row by row; what is activated is what was previewed."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.liaison.actions.pairing import drop_pairing, move_firm
from bihuan.domain.liaison.actions.steps import lock, number_it, record_step
from bihuan.domain.liaison.choices import PairingEnd, PairingReason, PlanState, RowKind
from bihuan.domain.liaison.models import Pairing, PairingPlan, PlanRow
from bihuan.domain.liaison.queries.facts import plan_facts
from bihuan.domain.liaison.queries.limits import limit_of
from bihuan.domain.liaison.queries.planning import Ground, costs_on, digest_of, ground_of
from bihuan.domain.liaison.queries.stewards import pairing_of
from bihuan.domain.liaison.rules.flow import Match, changes, pair, total
from bihuan.domain.liaison.rules.pairings import may_ask_plan, may_decide_plan, may_discard, may_make_plan
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval, withdraw_open_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import count, note, pick, verdict


def make_plan(
    *,
    by: Actor,
    at: datetime,
    office: Annotated[Office, pick("区域", "office", "市，或一个县（市、区）")],
    year: Annotated[int, count("年度", "按这一年的规上名单")],
    stability: Annotated[
        int | None, count("稳定权重", "换一名店小二相当于多少不匹配分；空着用默认值")
    ] = None,
) -> PairingPlan:
    """生成方案: a preview, row by row with its reasons; nothing changes until another person has approved it."""
    on = day_of(at)
    if not 2000 <= year <= on.year + 1 or (stability is not None and not 0 <= stability <= 1000):
        raise Malformed("bad_number", "年度或权重不对。", fields={"year": "年度到明年为止，权重 0 到 1000。"})
    refuse_unless(may_make_plan(by, office.pk))
    ground = ground_of(office, year=year, on=on)
    costs = costs_on(on, stability=stability)
    matches = pair(ground.firms, ground.cadres, costs, forbidden=ground.forbidden)
    free = pair(ground.firms, ground.cadres, costs_on(on, stability=0), forbidden=ground.forbidden)
    rows = _rows(ground, matches)
    with transaction.atomic():
        plan = PairingPlan(
            office=office,
            year=year,
            stability=costs.stability,
            made_at=at,
            made_on=on,
            digest=digest_of(rows),
            firms=len(ground.firms),
            stewards=len(ground.cadres),
            mismatch=total(matches),
            free_changed=changes(ground.firms, free),
            free_mismatch=total(free),
            **{str(kind).lower(): sum(1 for row in rows if row.kind == kind) for kind in RowKind},
        )
        plan.save()
        for row in rows:
            row.plan = plan
        PlanRow.objects.bulk_create(rows, batch_size=500)
        number_it(plan, at=at)
        counts = {
            "firms": plan.firms,
            "stewards": plan.stewards,
            "changed": plan.changed,
            "short": plan.short,
        }
        data = counts | {"number": plan.number, "year": year, "digest": plan.digest}
        record_step(plan, "make", by=by, at=at, data=data)
        return plan


def ask_plan(
    *,
    pairing_plan: PairingPlan,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("说明", "缺人的怎么办、换人的为什么换")],
) -> PairingPlan:
    """送审: another person decides on exactly these rows."""
    with transaction.atomic():
        plan = lock(pairing_plan, seen=seen)
        refuse_unless(may_ask_plan(plan_facts(plan), by))
        plan.state = PlanState.ASKED
        approval = ask_approval(
            kind="pairing_plan",
            subject=plan.subject,
            holder=plan.office.key,
            role=Role.ARBITER,
            by=by,
            at=at,
            reason=reason,
            payload={"number": plan.number or "", "changed": plan.changed, "short": plan.short},
            limit=limit_of("pairing_plan.decide", at=at),
        )
        plan.reason = approval.reason
        record_step(plan, "ask", by=by, at=at, data={"digest": plan.digest}, tell=[plan.office.key])
        return plan


def decide_plan(
    *,
    pairing_plan: PairingPlan,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意")],
    answer: Annotated[str, note("意见")] = "",
) -> PairingPlan:
    """审批: granted, the rows are put into force by the calendar, one by one."""
    approval = asked_approval(pairing_plan.subject, kind="pairing_plan")
    with transaction.atomic():
        lock(pairing_plan, seen=seen)
        return decide_plan_approval(approval=approval, by=by, at=at, granted=granted, answer=answer)


def decide_plan_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> PairingPlan:
    """The same from the queue of approvals. Refused where somebody was paired otherwise since the preview."""
    with transaction.atomic():
        plan = lock(PairingPlan.objects.get(pk=approval.subject_id))
        refuse_unless(may_decide_plan(plan_facts(plan), by))
        if granted:
            _refuse_stale(plan)
        decide_approval(approval=approval, by=by, at=at, granted=granted, answer=answer)
        plan.state = PlanState.ACTIVATING if granted else PlanState.REFUSED
        plan.from_on = day_of(at) if granted else None
        plan.ended_at = None if granted else at
        data = {"granted": "同意" if granted else "不同意", "digest": plan.digest}
        record_step(plan, "decide", by=by, at=at, data=data)
        return plan


def discard_plan(
    *, pairing_plan: PairingPlan, by: Actor, at: datetime, seen: int | None = None
) -> PairingPlan:
    """作废: a preview that nobody wants; one that was asked for is taken back by whoever asked."""
    with transaction.atomic():
        plan = lock(pairing_plan, seen=seen)
        refuse_unless(may_discard(plan_facts(plan), by))
        withdraw_open_approval(subject=plan.subject, kind="pairing_plan", by=by, at=at)
        plan.state, plan.ended_at = PlanState.DISCARDED, at
        record_step(plan, "discard", by=by, at=at)
        return plan


def activate_row(*, row: PlanRow, by: Actor, at: datetime) -> PlanRow:
    """One firm's change, as it was previewed; the last one ends the plan. Again changes nothing."""
    with transaction.atomic():
        plan = lock(PairingPlan.objects.get(pk=row.plan_id))
        row = PlanRow.objects.select_related("enterprise__region", "steward", "post").get(pk=row.pk)
        if row.applied_at is None:
            row.skipped = _apply(row, plan, by=by, at=at)
            row.applied_at = at
            row.save(update_fields=["applied_at", "skipped"])
        if not plan.rows.filter(applied_at=None).exists():
            plan.state, plan.ended_at = PlanState.ACTIVATED, at
            skipped = plan.rows.exclude(skipped="").count()
            record_step(plan, "activate", by=by, at=at, data={"rows": plan.rows.count(), "skipped": skipped})
        return row


def _apply(row: PlanRow, plan: PairingPlan, *, by: Actor, at: datetime) -> str:
    """Why it was not done, or nothing."""
    now = pairing_of(row.enterprise, on=day_of(at))
    if (now.steward_id if now else None) != row.was_id:
        return "启用前已另行调整"
    if row.kind in (RowKind.KEPT, RowKind.SHORT) and row.steward_id == row.was_id:
        return ""
    if row.steward is None:
        if now is not None:
            drop_pairing(
                pairing=now, why=PairingEnd.OUT if row.kind == RowKind.OUT else PairingEnd.PLAN, by=by, at=at
            )
        return ""
    try:
        with transaction.atomic():
            move_firm(
                enterprise=row.enterprise,
                was=now,
                steward=row.steward,
                reason=PairingReason.PLAN,
                why=PairingEnd.PLAN,
                by=by,
                at=at,
                plan=plan,
            )
    except (
        WrongState
    ) as refusal:  # left or became a regulator between approval and now: the office is told which
        return refusal.sentence[:80]
    return ""


def _rows(ground: Ground, matches: list[Match]) -> list[PlanRow]:
    rows = [_row(ground, match) for match in matches]
    inside = {firm.id for firm in ground.firms}
    rows += [
        PlanRow(enterprise_id=firm, kind=RowKind.OUT, was_id=steward)
        for firm, steward in sorted(ground.was.items())
        if firm not in inside
    ]
    return rows


def _row(ground: Ground, match: Match) -> PlanRow:
    was = ground.was.get(match.firm)
    if match.cadre is None:
        kind, why = RowKind.SHORT, dict[str, Any](short=match.short)
    else:
        kind = RowKind.KEPT if match.cadre == was else RowKind.CHANGED if was else RowKind.NEW
        why = dict[str, Any](match.parts)
    return PlanRow(
        enterprise_id=match.firm,
        scope=ground.scopes[match.firm],
        kind=kind,
        was_id=was,
        steward_id=match.cadre,
        post=ground.posts[match.cadre] if match.cadre else None,
        why=why,
    )


def _refuse_stale(plan: PairingPlan) -> None:
    """Exactly the rows that were previewed, on exactly the pairings that they started from."""
    rows = list(plan.rows.all())
    held = dict(
        Pairing.objects.filter(ended_on=None, enterprise__in=[row.enterprise_id for row in rows]).values_list(
            "enterprise", "steward"
        )
    )
    moved = sum(1 for row in rows if held.get(row.enterprise_id) != row.was_id)
    if moved or digest_of(rows) != plan.digest:
        raise WrongState(
            "plan_stale",
            f"预览以后有 {moved} 家企业的结对变了，这份方案不再作数。",
            "请重新生成方案。",
            moved=moved,
        )
