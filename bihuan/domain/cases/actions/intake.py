"""收集: everything that is wrong becomes a case. Portal, call pad, sittings, visits, imports, Open311, ratings: all call `receive_case`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localtime

from bihuan.domain.cases.actions.parties import add_parties, office_line, reporting_parties
from bihuan.domain.cases.actions.steps import add_hand, record_step, take
from bihuan.domain.cases.choices import Identity, PartyRole, ReporterRole, RequestType, Stage, Step, Urgency
from bihuan.domain.cases.models import Case, Reporter
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.queries.offices import office_in_charge
from bihuan.domain.cases.rules.intake import title_from, urgency_of, urgent_words_in
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.changed import remembered
from bihuan.kernel.duties.actions import Owed, start_duties
from bihuan.kernel.identifiers import phone_digest
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.numbering import draw_number
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, WrongState
from bihuan.kernel.search.actions import index
from bihuan.kernel.submissions import joined


@dataclass(frozen=True, slots=True)
class Outsider:
    """A reporter, the person affected or a contact, as told at intake. All of it may be empty: anonymous reports are taken."""

    name: str = ""
    phone: str = ""
    contact_time: str = ""
    wants_sms: bool = True


def receive_case(
    *,
    by: Actor,
    at: datetime,
    content: str,
    programme: str,
    channel: str,
    request_type: RequestType = RequestType.REQUEST,
    title: str = "",
    identity: Identity = Identity.NAMED,
    reporter: Outsider | None = None,
    affected: Outsider | None = None,
    contact: Outsider | None = None,
    enterprise: Enterprise | None = None,
    region: Region | None = None,
    office: Office | None = None,
    respondent: Office | None = None,
    respondent_person: Person | None = None,
    about_conduct: bool = False,
    category: str = "",
    address: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    occurred_at: datetime | None = None,
    source: str = "",
    external_id: str = "",
    campaign: str = "",
    urgency: Urgency | None = None,
    attachments: Sequence[Attachment] = (),
    shared: bool | None = None,
) -> Case:
    """Register a problem (登记): it gets its number, its promise to the reporter starts to run, and the office in charge owes its triage.

    office: where it is judged; else the area of the respondent or of the region, and one level up where that area is itself complained of.
    shared: whether all contacts of the enterprise read it when they sign in; else as `rules.identity.is_shared` says.
    Words such as 燃气泄漏 flag it and make it critical or urgent until a person decides otherwise.
    """
    _refuse_unless_complete(content, identity, reporter)
    _refuse_a_second_time(source, external_id)
    on = localtime(at).date()
    words = urgent_words_in(f"{title}\n{content}", value("cases.urgent_words", on=on))
    with joined():
        in_charge = office or office_in_charge(
            region=region, respondent=respondent, about_conduct=about_conduct
        )
        case = Case(
            programme=programme,
            channel=channel,
            campaign=campaign,
            request_type=request_type,
            urgency=urgency or urgency_of(words),
            flags=[word for word, _ in words],
            title=title_from(title, content),
            identity=identity,
            enterprise=enterprise,
            region=region,
            office=in_charge,
            level=in_charge.level,
            respondent=respondent,
            respondent_person=respondent_person,
            about_conduct=about_conduct,
            category=category,
            address=address,
            latitude=latitude,
            longitude=longitude,
            occurred_at=occurred_at,
            source=source,
            external_id=external_id,
            registered_at=at,
        )
        case.save(force_insert=True)
        remembered(case)
        case.content = note = write_note(subject=case.subject, text=content, at=at)
        _add_reporters(case, reporter, affected, contact)
        attach(attachments=attachments, subject=case.subject, at=at)
        finder = [(f"person:{by.person_id}", PartyRole.FINDER)] if by.person_id is not None else []
        add_parties(case, [*office_line(in_charge, PartyRole.OFFICE), *finder])
        phone = reporter.phone if reporter else ""
        add_parties(case, reporting_parties(case, by=by, phone=phone, shared=shared))
        add_hand(case, Step.REGISTERED, by=by, at=at)
        take(case, office_id=in_charge.pk, stage=Stage.TRIAGE, at=at)
        _start_promise(case, at=at)
        if not case.is_sealed:  # a sealed case is found by its restatement
            index(subject=case.subject, text=f"{case.title}\n{content}\n{address}")
        case.number = f"{on.year}{draw_number(kind='case', year=on.year):06d}"
        record_step(case, "register", by=by, at=at, data=_said(case, note_ref(note)))
    return case


def _refuse_unless_complete(content: str, identity: Identity, reporter: Outsider | None) -> None:
    if not content.strip():
        raise Malformed(
            "empty_content",
            "还没有写要反映的问题。",
            "请写一两句话，说明是什么事、在哪里。",
            fields={"content": "请写明要反映的问题。"},
        )
    if identity != Identity.ANONYMOUS and not (reporter and reporter.phone.strip()):
        raise Malformed(
            "no_contact",
            "没有留下联系电话，办好了没法告诉您。",
            "请填写电话，或选择匿名反映。",
            fields={"phone": "请填写联系电话，或选择匿名。"},
        )


def _refuse_a_second_time(source: str, external_id: str) -> None:
    """A neighbouring system's number is registered once; the constraint holds where two come at the same moment."""
    once = Case.objects.filter(source=source, external_id=external_id) if external_id else Case.objects.none()
    for number in once.values_list("number", flat=True):
        raise WrongState("received_already", f"这一条已经登记过，编号 {number}。", number=number)


def _add_reporters(case: Case, *outsiders: Outsider | None) -> None:
    roles = (ReporterRole.REPORTER, ReporterRole.AFFECTED, ReporterRole.CONTACT)
    Reporter.objects.bulk_create(
        Reporter(
            case=case,
            role=role,
            name=outsider.name.strip(),
            phone=outsider.phone.strip(),
            phone_digest=phone_digest(outsider.phone) if outsider.phone.strip() else "",
            contact_time=outsider.contact_time,
            wants_sms=outsider.wants_sms,
        )
        for role, outsider in zip(roles, outsiders, strict=True)
        if outsider is not None
    )


def _start_promise(case: Case, *, at: datetime) -> None:
    """The promise runs for the reporter from registration; the office owes its own triage meanwhile."""
    holder = case.office.key
    verbs = ("accept", "promise") if case.urgency == Urgency.NORMAL else ("accept", "promise", "contact")
    start_duties(
        [
            Owed(verb=verb, holder=holder, role=Role.OFFICE, limit=limit_for(case, verb, at=at))
            for verb in verbs
        ],
        subject=case.subject,
        started_at=at,
    )


def _said(case: Case, content: dict[str, int | str]) -> dict[str, object]:
    """What the entry says of the new case: codes and note ids, no words of the reporter's."""
    return {
        "number": case.number,
        "programme": case.programme,
        "channel": case.channel,
        "request_type": case.request_type,
        "urgency": case.urgency,
        "identity": case.identity,
        "office": case.office.code,
        "content": content,
        "flags": list(case.flags),
    }
