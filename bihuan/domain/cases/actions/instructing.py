"""领导批示、上级交办、报告、催办."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.parties import add_office_line, add_party
from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.actions.telling import tell_holders
from bihuan.domain.cases.choices import InstructionKind, PartyRole
from bihuan.domain.cases.models import Case, Instruction
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.reminders import reminded_on, who_owes
from bihuan.domain.cases.rules.hands import may_not_receive
from bihuan.domain.cases.rules.instructing import (
    instructed_items,
    instruction_fits,
    may_instruct,
    may_remind,
    may_report_instruction,
    reminds_once,
)
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.actions import finish_duties, start_duty
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, day, files, line, note, pick


def instruct_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    text: Annotated[str, note("批示内容")],
    office: Annotated[Office, pick("批给", "office")],
    report_on: Annotated[date, day("何时报告")],
    kind: Annotated[InstructionKind, choice("种类")] = InstructionKind.LEADER,
    organ: Annotated[str, line("交办机关", "上级交办时填写")] = "",
    outside_number: Annotated[str, line("交办文号", "上级交办时填写")] = "",
) -> Case:
    """批示: text, to whom, report-back day. It has its own clock and moves nobody else's; its report goes back to that leader."""
    if not text.strip():
        raise Malformed("no_text", "还没有写批示。", "", fields={"text": "请填写批示内容。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_instruct(facts, by))
        refuse_unless(
            instruction_fits(
                by, kind, organ=organ, number=outside_number, report_on=report_on, today=day_of(at)
            )
        )
        desk = desk_of(office)
        refuse_unless(may_not_receive(facts, frozenset(desk.line_ids)))
        words = write_note(subject=case.subject, text=text, at=at)
        given = Instruction.objects.create(
            case=case,
            kind=kind,
            text=words,
            office=desk,
            given_by_id=by.hand,
            given_at=at,
            organ=organ,
            outside_number=outside_number,
            report_on=report_on,
        )
        start_duty(
            subject=case.subject,
            verb="report_instruction",
            holder=desk.key,
            item=given.item,
            started_at=at,
            due_at=city_calendar().close_of(report_on),
        )
        add_party(
            case=case,
            holder=f"person:{by.hand}",
            role=PartyRole.LEADER if kind == InstructionKind.LEADER else PartyRole.OFFICE,
        )
        add_office_line(case, desk, PartyRole.HANDLER)
        said = {"kind": kind, "office": desk.code, "report_on": report_on, "text": note_ref(words)}
        entry = record_step(
            case, "instruct", by=by, at=at, data=said | {"organ": organ, "outside_number": outside_number}
        )
        tell_holders(case, entry, [desk.key], at=at)
        return case


def report_instruction(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    report: Annotated[str, note("报告内容")],
    evidence: Annotated[Sequence[Attachment], files("附件")] = (),
) -> Case:
    """报告批示: the office answers its oldest open instruction; the report goes back to whoever gave it."""
    if not report.strip():
        raise Malformed("no_report", "还没有写报告。", "", fields={"report": "请填写报告内容。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        facts = facts_of(case, by)
        refuse_unless(may_report_instruction(facts, by))
        item = instructed_items(facts, by)[0]
        given = Instruction.objects.select_related("office").get(pk=int(item.partition(":")[2]))
        given.report = write_note(subject=case.subject, text=report, at=at)
        given.reported_at, given.reported_by_id = at, by.hand
        given.save(update_fields=["report", "reported_at", "reported_by"])
        attach(attachments=evidence, subject=case.subject, item=item, at=at)
        finish_duties(subject=case.subject, at=at, verb="report_instruction", item=item)
        said = {"office": given.office.code, "instruction": given.pk, "report": note_ref(given.report)}
        entry = record_step(
            case, "report_instruction", by=by, at=at, data=said | {"files": [a.pk for a in evidence]}
        )
        tell_holders(case, entry, [f"person:{given.given_by_id}"], at=at)
        return case


def remind_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    message: Annotated[str, note("催办意见", "可以不写")] = "",
) -> Case:
    """催办: a notice to whoever owes the next step. It changes no state and moves no clock; the reporter reminds at most once a day."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_remind(facts_of(case, by), by))
        refuse_unless(reminds_once(by, already_today=reminded_on(case, day_of(at), by.kind)))
        said = {}
        if message.strip():
            said["message"] = note_ref(write_note(subject=case.subject, text=message, at=at))
        holders = who_owes(case)
        entry = record_step(case, "remind", by=by, at=at, data=said | {"holders": holders})
        tell_holders(case, entry, holders, at=at)
        return case
