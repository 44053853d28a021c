"""Seal, restate, unseal, relay, add: how a reporter stays unknown and is reached all the same."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.intake import Outsider, receive_case
from bihuan.domain.cases.actions.parties import hide_from_colleagues
from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.actions.telling import tell_holders
from bihuan.domain.cases.choices import ContactMeans, Identity, LegState, LinkKind, RequestType, Urgency
from bihuan.domain.cases.models import Case, Contact, Custody, Link, RelayMessage, Unsealing
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.offices import one_above
from bihuan.domain.cases.rules.identity import (
    WORKING_LEGS,
    may_add,
    may_relay,
    may_report_retaliation,
    may_restate,
    may_seal,
    may_unseal,
)
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.search.actions import index, unindex
from bihuan.kernel.verbs import files, line, note


def seal_case(*, case: Case, by: Actor, at: datetime, seen: int | None = None) -> Case:
    """转为保密: from now on sections read a restatement only, and nobody sees who reported."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_seal(facts_of(case, by), by))
        case.identity = Identity.SEALED
        hide_from_colleagues(case, by=by)
        unindex(case.subject)
        record_step(case, "seal", by=by, at=at)
        return case


def restate_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    title: Annotated[str, line("转述标题", "不要写能认出反映人的内容")],
    restatement: Annotated[str, note("转述内容", "只写事情，不写是谁说的；不要照抄原话")],
) -> Case:
    """转述: what sections will read of a sealed case instead of the reporter's own words, photos and recordings."""
    _refuse_empty(title, "title", "请写转述标题。")
    _refuse_empty(restatement, "restatement", "请写转述内容。")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_restate(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=restatement, at=at)
        case.restated_title, case.restatement = title.strip()[:120], text
        index(subject=case.subject, text=f"{case.restated_title}\n{restatement}")
        record_step(case, "restate", by=by, at=at, data={"restatement": note_ref(text)})
        return case


def unseal_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("启封理由", "会记入日志，长期保存")],
) -> Case:
    """启封: this person may see who reported, for this reason; logged."""
    _refuse_empty(reason, "reason", "请写明启封理由。")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_unseal(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        Unsealing.objects.create(case=case, person_id=by.hand, reason=text, at=at)
        record_step(case, "unseal", by=by, at=at, data={"reason": note_ref(text)})
        return case


def relay_message(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    text: Annotated[str, note("写给反映人的话", "反映人凭编号和查询码能看到")],
) -> Case:
    """接力留言: the reporter reads it on the receipt page; it counts as contact."""
    _refuse_empty(text, "text", "请写留言。")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_relay(facts, by))
        held = facts.leg_of(by, WORKING_LEGS)
        said = write_note(subject=case.subject, text=text, at=at)
        RelayMessage.objects.create(
            case=case, leg_id=held.id if held else None, from_reporter=False, text=said, at=at
        )
        Contact.objects.create(
            case=case,
            leg_id=held.id if held else None,
            at=at,
            by_id=by.hand,
            means=ContactMeans.RELAY,
            reached=True,
            gist=said,
        )
        if held and held.state != LegState.COMPLETED:
            finish_duties(subject=case.subject, at=at, verb="contact")
        record_step(case, "relay", by=by, at=at, data={"text": note_ref(said)})
        return case


def add_to_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    text: Annotated[str, note("补充的情况")],
    photos: Annotated[Sequence[Attachment], files("照片或文件")] = (),
) -> Case:
    """补充: the reporter adds to the case, or answers a relay; whoever holds it is told."""
    _refuse_empty(text, "text", "请写要补充的情况。")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_add(facts_of(case, by), by))
        said = write_note(subject=case.subject, text=text, at=at)
        RelayMessage.objects.create(case=case, from_reporter=True, text=said, at=at)
        attach(attachments=photos, subject=case.subject, item="reporter", at=at)
        data = {"text": note_ref(said), "files": [a.pk for a in photos]}
        entry = record_step(case, "add", by=by, at=at, data=data)
        tell_holders(case, entry, [f"office:{held.office_id}" for held in _held(case)], at=at)
        return case


def report_retaliation(
    *, case: Case, by: Actor, at: datetime, seen: int | None = None, text: Annotated[str, note("发生了什么")]
) -> Case:
    """打击报复: a case of its own, sealed, urgent, one level above whoever handled the first. Returns the new case."""
    _refuse_empty(text, "text", "请写明发生了什么。")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_report_retaliation(facts_of(case, by), by))
        reporter, handled_by = case.reporters.filter(role="REPORTER").first(), _handling_unit(case)
        new = receive_case(
            by=by,
            at=at,
            content=text,
            title="反映人称遭到打击报复",
            programme=case.programme,
            channel=case.channel,
            request_type=RequestType.REPORT,
            identity=Identity.SEALED if reporter and reporter.phone else Identity.ANONYMOUS,
            reporter=Outsider(name=reporter.name, phone=reporter.phone) if reporter else None,
            region=case.region,
            office=one_above(case.office),
            about_conduct=handled_by is not None,
            respondent=handled_by,
            urgency=Urgency.URGENT,
        )
        Link.objects.create(case=new, other=case, kind=LinkKind.RETALIATION, at=at)
        # On the new chain only: whoever handled the first reads that one, and must not infer it.
        record_step(new, "report_retaliation", by=by, at=at, data={"of": case.number})
        return new


def _handling_unit(case: Case) -> Office | None:
    leg = case.legs.select_related("office__unit").order_by("-id").first()
    return (leg.office.unit or leg.office) if leg else case.respondent


def _held(case: Case) -> list[Custody]:
    return list(Custody.objects.filter(case=case, to_at=None))


def _refuse_empty(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise Malformed("empty", sentence, "", fields={field: sentence})
