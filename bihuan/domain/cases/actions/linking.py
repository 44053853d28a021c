"""并案、撤销并案、拆分."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.intake import Outsider, receive_case
from bihuan.domain.cases.actions.leaving import leave, set_free
from bihuan.domain.cases.actions.parties import share_reporters
from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.choices import Identity, LinkKind, RequestType, State, Urgency
from bihuan.domain.cases.models import Case, Link, Reporter
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.linking import (
    is_group,
    may_lead,
    may_merge,
    may_split,
    may_unmerge,
    not_itself,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, line, note, pick


def merge_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    lead: Annotated[Case, pick("并入哪一件", "case", "编号")],
) -> Case:
    """并案: it is handled with the lead case; its reporter is answered and followed up all the same."""
    with transaction.atomic():
        case, lead = _lock_both(case, lead, seen)
        refuse_unless(
            not_itself(case.pk, lead.pk) or may_merge(facts_of(case, by), by) or may_lead(facts_of(lead))
        )
        leave(case, at=at)
        case.lead = lead
        Link.objects.create(case=case, other=lead, kind=LinkKind.MERGED, at=at)
        record_step(case, "merge", by=by, at=at, to=State.MERGED, data={"lead": lead.number})
        was_group = lead.is_group
        _note_group(lead, at=at)
        record_step(lead, "take_in", by=by, at=at, data={"case": case.number, "group": lead.is_group})
        if lead.is_group and not was_group:
            record_step(lead, "warn_group", by=by, at=at)
        return case


def unmerge_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("为什么不是同一件")],
) -> Case:
    """撤销并案: it goes its own way again, from triage; the reporter's date is what it was."""
    if not reason.strip():
        raise Malformed("no_reason", "还没有写明理由。", "请写明。", fields={"reason": "请填写。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_unmerge(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        set_free(case, at=at)
        record_step(case, "unmerge", by=by, at=at, to=State.ACCEPTED, data={"reason": note_ref(text)})
        return case


def split_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    title: Annotated[str, line("拆出的标题")],
    content: Annotated[str, note("拆出的内容", "从原文里摘出这一件事")],
    request_type: Annotated[RequestType | None, choice("诉求类型", "不选则与原件相同")] = None,
) -> Case:
    """拆分: another matter of the same report becomes a case of its own, under the same receipt. Returns the new case."""
    if not content.strip():
        raise Malformed("empty", "请写拆出的内容。", fields={"content": "请写拆出的内容。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_split(facts_of(case, by), by))
        outsiders = {
            r.role: Outsider(r.name, r.phone, r.contact_time, r.wants_sms) for r in case.reporters.all()
        }
        new = receive_case(
            by=by,
            at=at,
            title=title,
            content=content,
            programme=case.programme,
            channel=case.channel,
            request_type=request_type or RequestType(case.request_type),
            identity=Identity(case.identity),
            reporter=outsiders.get("REPORTER"),
            affected=outsiders.get("AFFECTED"),
            contact=outsiders.get("CONTACT"),
            enterprise=case.enterprise,
            region=case.region,
            office=case.office,
            respondent=case.respondent,
            about_conduct=case.about_conduct,
            urgency=Urgency(case.urgency),
            address=case.address,
            shared=False,
        )
        share_reporters(new, case)
        Link.objects.create(case=new, other=case, kind=LinkKind.SPLIT, at=at)
        record_step(case, "split", by=by, at=at, data={"case": new.number})
        return new


def _lock_both(case: Case, lead: Case, seen: int | None) -> tuple[Case, Case]:
    """Several are locked in ascending id, so that two merges cannot wait for each other."""
    if case.pk <= lead.pk:
        first = lock_case(case, seen=seen)
        return first, lock_case(lead)
    second = lock_case(lead)
    return lock_case(case, seen=seen), second


def _note_group(lead: Case, *, at: datetime) -> None:
    """How many different people stand behind it now."""
    cases = [lead.pk, *lead.followers.values_list("pk", flat=True)]
    people = (
        Reporter.objects.filter(case__in=cases, role="REPORTER")
        .exclude(phone_digest="")
        .values("phone_digest")
        .distinct()
        .count()
    )
    lead.is_group = lead.is_group or is_group(people, least=value("cases.group_least", on=day_of(at)))
