"""督办: draw up one paper for all that a unit is late with, send it, and let its clock run; a listed order waits for a leader first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import remind_case
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.rules.instructing import may_remind
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.supervision.actions.papers import supervision_paper
from bihuan.domain.supervision.actions.redacting import refuse_what_tells
from bihuan.domain.supervision.actions.steps import (
    let_office_see,
    let_see,
    let_unit_see,
    move,
    number_it,
    office_of,
    record_step,
    refs,
    refuse_empty,
    written,
)
from bihuan.domain.supervision.choices import Rung, SupervisionState
from bihuan.domain.supervision.models import Supervision, SupervisionItem
from bihuan.domain.supervision.rules import ladder
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval
from bihuan.kernel.duties.actions import start_duty
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, line, note, pick, picks

LISTING = "listing"


def issue_supervision(
    *,
    by: Actor,
    at: datetime,
    rung: Annotated[Rung, choice("层级", "提醒 → 督办科室 → 督办单位主要负责人 → 挂牌督办（要领导批准）")],
    addressee: Annotated[Office, pick("督办对象", "office", "科室，或科室所在的单位")],
    cases: Annotated[Sequence[Case], picks("有关工单", "case", "同一单位的多件列在一张单子上")],
    title: Annotated[str, line("标题")],
    demand: Annotated[str, note("督办要求", "要办到什么程度，报告什么")],
) -> Supervision:
    """督办: one paper for all that a unit is late with. It has its own clock; a listed order waits for a leader first."""
    refuse_empty(title, "title", "请写标题。")
    with transaction.atomic():
        rung = Rung(rung)
        office = office_of(addressee)
        inside = f"office:{office.pk}" in by.keys or _above(by, addressee)
        office = office if f"office:{office.pk}" in by.keys else _own_area(by, office)
        refuse_unless(
            ladder.may_issue(by, office.pk)
            or ladder.may_be_addressed(rung, addressee.kind, addressee.body_kind, inside=inside)
        )
        legs = parts_of(cases, addressee)
        supervision = draw_up(
            office=office,
            rung=rung,
            addressee=addressee,
            title=title,
            cases=list(cases),
            legs=legs,
            demand=demand,
            at=at,
        )
        return send(supervision, demand, by=by, at=at)


def parts_of(cases: Sequence[Case], addressee: Office) -> dict[int, Leg]:
    """Of each case the part that lies with the addressee: the open one first, then the latest. Refused where there is none."""
    if not cases:
        raise Malformed("no_case", "请选有关的工单。", fields={"cases": "至少选一件。"})
    rows = Leg.objects.filter(case__in=cases, office__path__startswith=addressee.path)
    found: dict[int, Leg] = {}
    for leg in rows.order_by("ended_at", "id").select_related("office"):
        if leg.case_id not in found or leg.ended_at is None:
            found[leg.case_id] = leg
    strange = [case.number or "" for case in cases if case.pk not in found]
    if strange:
        raise Malformed(
            "not_theirs",
            f"这些工单没有由督办对象承办的部分：{'、'.join(strange)}。",
            "请去掉，或改选承办的科室、单位。",
            fields={"cases": "有的工单不由督办对象承办。"},
        )
    return found


def draw_up(
    *,
    office: Office,
    rung: Rung,
    addressee: Office,
    title: str,
    cases: Sequence[Case],
    legs: dict[int, Leg],
    demand: str,
    at: datetime,
    previous: Supervision | None = None,
) -> Supervision:
    """The row with its cases. Neither title nor demand tells of a reporter."""
    refuse_what_tells([case.pk for case in cases], title=title, demand=demand)
    supervision = Supervision.objects.create(
        office=office,
        opened_at=at,
        rung=rung,
        addressee=addressee,
        unit=addressee.unit or addressee,
        title=title.strip()[:120],
        previous=previous,
        state=SupervisionState.ASKED if rung == Rung.LISTED else SupervisionState.ISSUED,
    )
    supervision.demand = written(supervision, demand, "demand", "请写督办要求。", at=at)
    SupervisionItem.objects.bulk_create(
        SupervisionItem(supervision=supervision, case=case, leg=legs.get(case.pk)) for case in cases
    )
    let_office_see(supervision)
    return supervision


def send(supervision: Supervision, demand: str, *, by: Actor, at: datetime) -> Supervision:
    """A listed order is asked for; everything else is in force at once."""
    number_it(supervision, at=at)
    said = {
        "number": supervision.number,
        "rung": supervision.rung,
        "addressee": supervision.addressee.code,
        "cases": [item.case.number for item in supervision.items.select_related("case").order_by("id")],
    } | refs(demand=supervision.demand)
    if supervision.rung == Rung.LISTED:
        ask_approval(
            kind=LISTING,
            subject=supervision.subject,
            holder=supervision.office.key,
            role=Role.LEADER,
            by=by,
            at=at,
            reason=demand,
            payload={"number": supervision.number, "title": supervision.title},
            limit=limit_of("supervision.decide", at=at, parameter=supervision.limits),
        )
        record_step(supervision, "ask", by=by, at=at, data=said)
        return supervision
    paper = put_in_force(supervision, by=by, at=at)
    _remind(supervision, demand, by=by, at=at)
    record_step(supervision, "issue", by=by, at=at, data=said | paper)
    return supervision


def put_in_force(supervision: Supervision, *, by: Actor, at: datetime) -> dict[str, object]:
    """The addressee sees it and owes a report; the paper is made."""
    if supervision.state == SupervisionState.ASKED:
        move(supervision, SupervisionState.ISSUED, ladder.is_transition)
    supervision.issued_at = at
    section = supervision.addressee
    let_unit_see(supervision, supervision.unit, section=section)
    if section.pk != supervision.unit_id:
        let_see(supervision, [section.key])  # those who do the work read what is asked of them
    due_at = owe_reply(supervision, at=at)
    demand = supervision.demand.text if supervision.demand else ""
    return {"paper": supervision_paper(supervision, demand, due_at=due_at, by=by, at=at).reference}


def owe_reply(supervision: Supervision, *, at: datetime) -> datetime:
    """Within the limit of its rung."""
    upper = supervision.rung in (Rung.HEAD, Rung.LISTED)
    duty = start_duty(
        subject=supervision.subject,
        verb="reply",
        holder=supervision.addressee.key,
        role=Role.UNIT_HEAD if upper else "",
        started_at=at,
        limit=limit_of(f"supervision.reply.{supervision.rung}", at=at, parameter=supervision.limits),
    )
    return duty.due_at or at


def _remind(supervision: Supervision, demand: str, *, by: Actor, at: datetime) -> None:
    """The lowest rung is the 催办 that cases know already: it is written on each case too, once, by the same action."""
    if supervision.rung != Rung.REMINDER:
        return
    for item in supervision.items.select_related("case__office").order_by("case_id"):
        if may_remind(facts_of(item.case, by), by) is None:
            remind_case(case=item.case, by=by, at=at, message=demand)


def _above(by: Actor, addressee: Office) -> bool:
    return any(f"office:{pk}" in by.keys for pk in addressee.line_ids)


def _own_area(by: Actor, office: Office) -> Office:
    """A city's office may supervise a county's section too: it is in charge of what it issued."""
    above = [pk for pk in office.line_ids if f"office:{pk}" in by.keys]
    return Office.objects.get(pk=above[0]) if above else office
