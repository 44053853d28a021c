"""提级; 委托回访."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.parties import add_office_line, add_party
from bihuan.domain.cases.actions.steps import lock_case, pass_to, record_step
from bihuan.domain.cases.choices import Level, PartyRole, Stage
from bihuan.domain.cases.models import Case, Custody
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.offices import one_above
from bihuan.domain.cases.rules.levels import UP, may_borrow, may_lend_follow_up, may_raise_level
from bihuan.domain.organisations.choices import Level as OfficeLevel
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import move_approvals
from bihuan.kernel.duties.handover import move_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import note, pick


def raise_level(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("提级的理由")],
) -> Case:
    """提级: town → county → city. The office above takes over what the office in charge owed; the parts and the promise stay as they are."""
    if not reason.strip():
        raise Malformed("no_reason", "还没有写明理由。", "请写明。", fields={"reason": "请填写。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_raise_level(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        old, case.level = case.office, UP[case.level]
        if case.level == Level.CITY and old.level != OfficeLevel.CITY:
            take_over(case, old, one_above(old), at=at)
        said = {"level": case.level, "from": old.code, "office": case.office.code, "reason": note_ref(text)}
        record_step(case, "raise_level", by=by, at=at, data=said)
        return case


def lend_follow_up(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    office: Annotated[Office, pick("委托给", "office", help="市或邻近县（市、区）")],
) -> Case:
    """委托回访: an office without an independent caller lends the follow-up; the duty moves with its due moment, and so does the time."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_lend_follow_up(facts, by))
        refuse_unless(may_borrow(facts, office=office.pk, body_kind=office.body_kind))
        add_party(case=case, holder=office.key, role=PartyRole.LENT)
        move_duties(
            from_holder=case.office.key, to_holder=office.key, at=at, subject=case.subject, verb="follow_up"
        )
        pass_to(case, office_id=office.pk, stage=Stage.FOLLOW_UP, at=at)
        record_step(case, "lend_follow_up", by=by, at=at, data={"office": office.code})
        return case


def take_over(case: Case, old: Office, above: Office, *, at: datetime) -> None:
    """What the old office owed on this case, and what lay in its hands, is the office above's from now on."""
    case.office = above
    add_office_line(case, above, PartyRole.OFFICE)
    move_duties(from_holder=old.key, to_holder=above.key, at=at, subject=case.subject)
    move_approvals(from_holder=old.key, to_holder=above.key, subject=case.subject)
    held = Custody.objects.filter(case=case, to_at=None, office=old).first()
    if held is not None:
        pass_to(case, office_id=above.pk, stage=Stage(held.stage), at=at)
