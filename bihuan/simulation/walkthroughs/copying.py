"""Outings copied in bulk: a sitting or a walk with all that hangs on it, some weeks earlier, with ids, numbers, texts and chains of its own."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from bihuan.domain.cases.models import Case
from bihuan.domain.walkthroughs.actions.common import digest_of as digest_of_words
from bihuan.domain.walkthroughs.choices import FindingState
from bihuan.domain.walkthroughs.models import (
    AskedMaterial,
    Finding,
    Received,
    Sitting,
    Thanked,
    Walk,
    WalkStep,
)
from bihuan.kernel.bulk import insert_rows, reserve_ids
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.actions import digest_of
from bihuan.kernel.notes.models import Note
from bihuan.kernel.numbering.actions import draw_numbers
from bihuan.simulation.cloning.moulds import actor_of
from bihuan.simulation.plans import OutingKind

Model = type[models.Model]
Thing = Sitting | Walk | Finding
TIME = re.compile(r"第 \d+ 次")  # how a summary says which one it was, so that no two are the same


class Group:
    """What was lived: the things, each with its number and its chain, and the rows that hang on them."""

    def __init__(self, kind: OutingKind, root: Sitting | Walk) -> None:
        self.kind, self.root = kind, root
        sittings = [root] if isinstance(root, Sitting) else []
        inside = (
            Walk.objects.filter(pk=root.pk) if isinstance(root, Walk) else Walk.objects.filter(sitting=root)
        )
        self.walks = walks = list(inside.select_related("item_version"))
        found = Finding.objects.filter(Q(sitting__in=sittings) | Q(walk__in=walks))
        self.findings = list(found.select_related("case"))
        self.things: list[Thing] = [*sittings, *walks, *self.findings]
        self.parts: list[models.Model] = [
            *Received.objects.filter(sitting__in=sittings),
            *Thanked.objects.filter(sitting__in=sittings),
            *WalkStep.objects.filter(walk__in=walks),
            *AskedMaterial.objects.filter(step__walk__in=walks),
        ]
        self.notes: list[Note] = list(chain.from_iterable(_of(Note, thing) for thing in self.things))
        self.duties: list[Duty] = list(chain.from_iterable(_of(Duty, thing) for thing in self.things))
        entries = chain.from_iterable(_of(Entry, thing) for thing in self.things)
        self.entries: list[Entry] = sorted(entries, key=lambda entry: entry.pk)

    @property
    def rows(self) -> Iterator[Any]:
        yield from (*self.notes, *self.duties, *self.things, *self.parts)

    @property
    def is_whole(self) -> bool:
        """Over, with nothing doubtful, and whatever was found is mended in the finder's own eyes."""
        calls: list[Sitting | Walk] = [thing for thing in self.things if not isinstance(thing, Finding)]
        ended = all(call.ended_at is not None and not call.doubts.exists() for call in calls)
        return ended and all(finding.state == FindingState.RECTIFIED for finding in self.findings)

    @property
    def opened_at(self) -> datetime:
        return self.root.opened_at

    def day_and_hand(self, weeks: int) -> tuple[date, int]:
        """Where its leader is so many weeks earlier."""
        hand = self.root.leader_id if isinstance(self.root, Sitting) else self.root.walker_id
        return day_of(self.opened_at - timedelta(weeks=weeks)), hand

    @property
    def cases(self) -> list[Case]:
        return [finding.case for finding in self.findings if finding.case is not None]


def _of(model: Model, thing: Thing) -> Iterator[Any]:
    kind, pk = thing.subject
    yield from model._default_manager.filter(subject_kind=kind, subject_id=pk).order_by("pk")


@dataclass
class Copy:
    """A group so many weeks earlier, the n-th time that somebody went out. `cases`: what was cloned of its cases."""

    group: Group
    weeks: int
    time: int
    cases: Mapping[int, Case]
    ids: dict[tuple[Model, int], int] = field(default_factory=dict)
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: dict[int, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for case in self.group.cases:
            clone = self.cases[case.pk]
            self.ids[Case, case.pk] = clone.pk
            self.numbers["case", str(case.number)] = str(clone.number)
        summaries = {thing.summary_id for thing in self.group.things if not isinstance(thing, Finding)}
        for note in self.group.notes:
            words = TIME.sub(f"第 {self.time} 次", note.text) if note.pk in summaries else note.text
            self.notes[note.pk] = {"text": words, "digest": digest_of(note.salt, words)}

    def moved(self, at: datetime) -> datetime:
        return at - timedelta(weeks=self.weeks)

    def year(self, thing: Thing) -> int:
        return localtime(self.moved(thing.opened_at)).year

    def values(self, row: Any) -> dict[str, Any]:
        """The row as the copy has it."""
        values = {
            column.attname: self._renewed(column, getattr(row, column.attname))
            for column in row._meta.concrete_fields
        }
        if isinstance(row, Note | Duty):
            values["subject_id"] = self._subject(row.subject_kind, row.subject_id).id
        if isinstance(row, Note):
            values |= self.notes[row.pk]
        if isinstance(row, Sitting | Walk | Finding):
            values["number"] = self.numbers[row.subject.kind, row.number or ""]
        if isinstance(row, Sitting | Walk) and row.summary_id is not None:
            values["summary_digest"] = digest_of_words(self.notes[row.summary_id]["text"])
        return values

    def _renewed(self, column: Any, value: Any) -> Any:
        if column.primary_key or column.related_model is not None:
            return self.ids.get((column.related_model or column.model, value), value)
        return self.moved(value) if isinstance(value, datetime) else value

    def _subject(self, kind: str, pk: int) -> Subject:
        model = next(type(thing) for thing in self.group.things if thing.subject == (kind, pk))
        return Subject(kind, self.ids[model, pk])

    def drafts(self) -> Iterator[Draft]:
        for entry in self.group.entries:
            subject = self._subject(entry.subject_kind, entry.subject_id)
            data = {name: self._said(name, value, entry) for name, value in entry.data.items()}
            yield Draft(subject, entry.event, actor_of(entry), self.moved(entry.at), data)

    def _said(self, name: str, value: Any, entry: Entry) -> Any:
        """Notes by their new id and digest; numbers under the name of what they number, `number` being its own."""
        if isinstance(value, dict) and "note" in value:
            return {"note": self.ids[Note, value["note"]], "digest": self.notes[value["note"]]["digest"]}
        kind = entry.subject_kind if name == "number" else name
        return self.numbers.get((kind, value), value) if isinstance(value, str) else value


def write_copies(copies: Sequence[Copy]) -> None:
    """All of them, in the caller's transaction."""
    _give_ids(copies)
    _give_numbers(copies)
    by_model: dict[Model, list[dict[str, Any]]] = defaultdict(list)
    for copy in copies:
        for row in copy.group.rows:
            by_model[type(row)].append(copy.values(row))
    for model, rows in by_model.items():
        columns = model._meta.concrete_fields
        ready = ([row[column.attname] for column in columns] for row in rows)
        insert_rows(model, [column.name for column in columns], ready)
    record_many((draft for copy in copies for draft in copy.drafts()), new_subjects=True)


def _give_ids(copies: Sequence[Copy]) -> None:
    wanted = Counter(type(row) for copy in copies for row in copy.group.rows)
    ids = {model: iter(reserve_ids(model, count)) for model, count in wanted.items()}
    for copy in copies:
        copy.ids |= {(type(row), row.pk): next(ids[type(row)]) for row in copy.group.rows}


def _give_numbers(copies: Sequence[Copy]) -> None:
    """Of each kind and year so many in a row: kinds by the alphabet, years ascending, as numbering wants them."""
    things = [
        (thing.subject.kind, copy.year(thing), copy, thing) for copy in copies for thing in copy.group.things
    ]
    wanted = Counter((kind, year) for kind, year, _, _ in things)
    drawn = {
        (kind, year): iter(draw_numbers(kind=kind, year=year, count=count))
        for (kind, year), count in sorted(wanted.items())
    }
    for kind, year, copy, thing in things:
        copy.numbers[kind, thing.number or ""] = f"{year}{next(drawn[kind, year]):04d}"
