"""Rows with a reply: history, written in bulk, each with its journal entry."""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from bihuan.domain.cases.choices import Identity, PartyRole, ReporterRole, RequestType, State
from bihuan.domain.cases.importing.lateness import Promises
from bihuan.domain.cases.models import Case, CaseParty, Import, ImportedReply, Reporter
from bihuan.domain.cases.rules.imported_replies import claims_done, outcome_of, reply_kind
from bihuan.domain.cases.rules.intake import title_from
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel.access import Actor
from bihuan.kernel.bulk import reserve_ids
from bihuan.kernel.identifiers import phone_digest
from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.notes.actions import digest_of, note_ref
from bihuan.kernel.notes.models import Note
from bihuan.kernel.numbering.actions import draw_numbers
from bihuan.kernel.search.actions import index_many


def write_history(
    rows: Mapping[str, dict[str, Any]],
    run: Import,
    office: Office,
    programme: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Cases that were answered elsewhere. The caller holds the transaction, and knows that none of them is here yet."""
    if not rows:
        return
    codes = {values["region_code"] for values in rows.values()} - {None}
    regions = {region.code: region for region in Region.objects.filter(code__in=codes)}
    ids = reserve_ids(Case, len(rows))
    cases = [
        _case(pk, key, values, run, office, programme, regions)
        for pk, (key, values) in zip(ids, rows.items(), strict=True)
    ]
    told = list(zip(cases, rows.values(), strict=True))
    contents = _notes(((case.pk, values["content"]) for case, values in told), at=at)
    answers = _notes(((case.pk, values["reply"]) for case, values in told), at=at)
    for case, content in zip(cases, contents, strict=True):
        case.content = content
    _number(cases)
    Case.objects.bulk_create(cases)
    _add_people(told, office)
    replies = _replies(told, answers, run, at=at)
    index_many((case.subject, f"{case.title}\n{values['content']}\n{case.address}") for case, values in told)
    record_many(_entries(cases, replies, by=by, at=at), new_subjects=True)


def _case(
    pk: int,
    key: str,
    values: dict[str, Any],
    run: Import,
    office: Office,
    programme: str,
    regions: Mapping[str, Region],
) -> Case:
    known = values["name"] or values["phone"]
    outcome = outcome_of(reply_kind(values["reply"]))
    return Case(
        pk=pk,
        version=1,
        state=State.ANSWERED,
        programme=programme,
        channel="IMPORT",
        request_type=values["request_type"] or RequestType.REQUEST,
        level=office.level,
        title=title_from(values["title"] or "", values["content"]),
        identity=Identity.NAMED if known else Identity.ANONYMOUS,
        category=values["category"] or "",
        region=regions.get(values["region_code"] or ""),
        address=values["address"] or "",
        office=office,
        source=run.source,
        external_id=key,
        outcome=outcome or "",
        occurred_at=values["registered_at"],
        registered_at=values["registered_at"],
        ended_at=values["replied_at"] or values["registered_at"],
    )


def _notes(texts: Iterator[tuple[int, str]], *, at: datetime) -> list[Note]:
    notes = []
    for pk, text in texts:
        salt = secrets.token_hex(16)
        notes.append(
            Note(
                subject_kind="case",
                subject_id=pk,
                text=text,
                salt=salt,
                digest=digest_of(salt, text),
                written_at=at,
            )
        )
    return Note.objects.bulk_create(notes)


def _number(cases: list[Case]) -> None:
    """Numbers of the year in which it was said, in the order of the file; years ascending, so that two imports do not lock each other."""
    years: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        years[localtime(case.registered_at).year].append(case)
    for year in sorted(years):
        drawn = draw_numbers(kind="case", year=year, count=len(years[year]))
        for case, number in zip(years[year], drawn, strict=True):
            case.number = f"{year}{number:06d}"


def _add_people(told: list[tuple[Case, dict[str, Any]]], office: Office) -> None:
    line = [(office.key, PartyRole.OFFICE), *((key, PartyRole.ABOVE) for key in office.line_keys[1:])]
    CaseParty.objects.bulk_create(
        [CaseParty(case=case, holder=holder, role=role) for case, _ in told for holder, role in line]
    )
    Reporter.objects.bulk_create(
        Reporter(
            case=case,
            role=ReporterRole.REPORTER,
            name=values["name"] or "",
            phone=values["phone"] or "",
            phone_digest=phone_digest(values["phone"]) if values["phone"] else "",
        )
        for case, values in told
        if values["name"] or values["phone"]
    )


def _replies(
    told: list[tuple[Case, dict[str, Any]]], answers: list[Note], run: Import, *, at: datetime
) -> list[ImportedReply]:
    promises = Promises()
    replies = []
    for (case, values), answer in zip(told, answers, strict=True):
        limit, due_at, late = promises.of(case, values["replied_at"])
        replies.append(
            ImportedReply(
                case=case,
                run=run,
                kind=reply_kind(values["reply"]),
                claims_done=claims_done(values["reply"]),
                text=answer,
                replied_at=values["replied_at"],
                limit=limit,
                due_at=due_at,
                late_minutes=late,
            )
        )
    return ImportedReply.objects.bulk_create(replies)


def _entries(cases: list[Case], replies: list[ImportedReply], *, by: Actor, at: datetime) -> Iterator[Draft]:
    for case, reply in zip(cases, replies, strict=True):
        assert case.content is not None  # written before the case
        data: dict[str, Any] = {
            "number": case.number,
            "source": case.source,
            "run": reply.run.pk,
            "content": note_ref(case.content),
            "reply": note_ref(reply.text),
            "kind": str(reply.kind),
            "registered_at": case.registered_at,
            "replied_at": reply.replied_at,
            "limit": reply.limit,
            "late_minutes": reply.late_minutes,
        }
        yield Draft(case.subject, "case.import", by, at, data)
