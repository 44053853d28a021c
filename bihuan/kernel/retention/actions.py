"""The only writer: persons and words go, codes, dates, hands and the journal stay."""

from datetime import datetime

from django.db import transaction

from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import erase_files
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.journal.locks import lock_subject
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.actions import erase_notes
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Refusal, refuse_unless
from bihuan.kernel.retention.nouns import Retained
from bihuan.kernel.retention.queries import moment_of
from bihuan.kernel.retention.rules import may_blank
from bihuan.kernel.search.actions import unindex

PAPERS = "document:"


def blank(*, noun: Retained, id: int, by: Actor, at: datetime) -> None:
    """Blank the persons, notes, files and index of one row that ended a whole period ago."""
    subject = Subject(noun.kind, id)
    with transaction.atomic():
        lock_subject(subject)
        refuse_unless(_refusal(noun, id, at))
        notes = erase_notes(subject=subject, at=at)
        files = erase_files(subject=subject, at=at, but="" if noun.papers else PAPERS)
        unindex(subject)
        entry = journal.record(
            subject=subject, event=noun.event, by=by, at=at, data={"notes": notes, "files": files}
        )
        noun.model._default_manager.filter(pk=id).update(version=entry.seq, blanked_at=at, **noun.persons)


def _refusal(noun: Retained, id: int, at: datetime) -> Refusal | None:
    row = noun.model._default_manager.filter(pk=id).values_list(noun.ended, "blanked_at").first()
    ended, blanked_at = row or (None, None)
    return may_blank(
        moment_of(ended) if ended is not None else None,
        blanked=blanked_at is not None,
        calendar=city_calendar(),
        period=value(noun.period, on=day_of(at)),
        at=at,
    )
