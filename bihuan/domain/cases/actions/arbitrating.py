"""裁定: the ruling, its precedent, and the catalogue that it corrects in one step."""

from datetime import datetime
from typing import Annotated, Any

from django.db import transaction

from bihuan.domain.cases.actions.catalogue import put_rule
from bihuan.domain.cases.actions.parts import keep_part, part_of, send_on, waits_again
from bihuan.domain.cases.actions.steps import add_hand, lock_case, record_step
from bihuan.domain.cases.choices import Step
from bihuan.domain.cases.models import Case, Leg, Precedent
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.offices import area_of
from bihuan.domain.cases.rules.arbitrating import disputed, may_arbitrate
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.returning import MOST_HOPS
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.access import Actor
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.search.actions import index
from bihuan.kernel.verbs import flag, note, pick


def arbitrate_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    office: Annotated[
        Office | None, pick("裁定由谁办", "office", "都没有职责的不填，由所在县（市、区）兜底")
    ] = None,
    reasons: Annotated[str, note("裁定理由", "写明职责依据；会成为以后派单的先例")],
    forced: Annotated[bool, flag("强制派单", "勾选后不能再退")] = False,
    update_catalogue: Annotated[bool, flag("同时更新派单目录")] = False,
) -> Case:
    """裁定: says who handles it. What nobody owns goes to the county or district (兜底). Every ruling is a precedent; it can correct the
    catalogue in the same step. The reporter's date does not move."""
    if not reasons.strip():
        raise Malformed(
            "no_reason", "还没有写裁定理由。", "请写明职责依据。", fields={"reasons": "请填写理由。"}
        )
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_arbitrate(facts, by))
        held = disputed(facts)
        assert held is not None  # may_arbitrate found it
        leg = part_of(held.id)
        ruled = office or _of_last_resort(case)
        text = write_note(subject=case.subject, text=reasons, at=at)
        add_hand(case, Step.DECIDED, by=by, at=at)
        said = _give_effect(case, facts, leg, ruled, by=by, at=at, reasons=reasons, forced=forced)
        precedent = _remember(case, ruled, text, reasons, by=by, at=at, last_resort=office is None)
        said |= {"reasons": note_ref(text), "ruled": ruled.code, "precedent": precedent.pk}
        if update_catalogue:
            said["rule"] = put_rule(precedent, by=by, at=at).pk
        record_step(case, "arbitrate", by=by, at=at, to=waits_again(case), data=said)
        return case


def _of_last_resort(case: Case) -> Office:
    area = area_of(case.region)
    if area is None:
        raise Malformed(
            "no_region",
            "这一件没有写明地区，不知道由哪个县（市、区）兜底。",
            "请先补充地区，或指定承办单位。",
            fields={"office": "请指定承办单位。"},
        )
    return area


def _give_effect(
    case: Case,
    facts: CaseFacts,
    leg: Leg,
    ruled: Office,
    *,
    by: Actor,
    at: datetime,
    reasons: str,
    forced: bool,
) -> dict[str, Any]:
    """It stays where it is, for good; or goes elsewhere under the same desk; or leaves the desk's tree for another unit."""
    if leg.office_id in (ruled.pk, desk_of(ruled).pk):
        keep_part(case, leg, at=at, forced=True)
        return {"leg": leg.pk, "office": leg.office.code, "kept": True}
    inside = leg.parent is not None and (leg.parent.office.unit_id in ruled.line_ids)
    return send_on(
        case,
        facts,
        leg,
        ruled,
        by=by,
        at=at,
        instruction=reasons,
        forced=forced or leg.hops + 1 >= MOST_HOPS,
        anywhere=not inside,
    )


def _remember(
    case: Case, office: Office, text: Note, reasons: str, *, by: Actor, at: datetime, last_resort: bool
) -> Precedent:
    precedent = Precedent.objects.create(
        case=case,
        category=case.category,
        region=case.region,
        respondent=case.respondent,
        office=office,
        reasons=text,
        last_resort=last_resort,
        by_id=by.hand,
        at=at,
    )
    index(subject=precedent.subject, text=f"{case.category}\n{office.name}\n{reasons}")
    return precedent
