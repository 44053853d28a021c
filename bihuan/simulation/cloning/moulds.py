"""Moulds: a template some weeks earlier, ready for the database, with open places where a clone's own ids and number go.

Everything that clones of one template and one week have in common is worked out once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from bihuan.domain.cases import models as cases
from bihuan.domain.cases.models import Case
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.bulk import preparation
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.actions import Draft, Row, chained
from bihuan.kernel.journal.chains import NOTHING_BEFORE, chain_hash
from bihuan.kernel.journal.models import Entry, Position
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.search.terms import terms_of
from bihuan.simulation.cloning.blocks import BLOCK, MARK, Block, Filling, Ids
from bihuan.simulation.cloning.templates import TABLES, Model, Templates

# By which key a journal entry, a payload or an item names a row.
NAMED: dict[str, Model] = {
    "note": Note,
    "leg": cases.Leg,
    "new_leg": cases.Leg,
    "parent": cases.Leg,
    "instruction": cases.Instruction,
    "return": cases.Return,
    "approval": Approval,
    "duty": Duty,
    "follow_up": cases.FollowUp,
    "completion": cases.Completion,
}
_ENTRY = [Entry._meta.get_field(name) for name in Row._fields]
_TEXT = 1 + Row._fields.index("text")


@dataclass(frozen=True, slots=True)
class Mould:
    """What the clones of one template in one week are cast from."""

    year: int
    counts: dict[Model, int]  # how many ids of each table a clone needs, in the order of the marks
    case: int  # which of its ids is the case's
    rows: dict[Model, Block]
    texts: list[tuple[str, Filling]]  # of its journal entries, each with its algorithm
    terms: Sequence[str]  # none: it is not found by words

    def hashes(self, ids: Ids) -> list[str]:
        """The clone's chain, each entry holding on to the one before."""
        hashed, chain = NOTHING_BEFORE, []
        for algorithm, text in self.texts:
            hashed = chain_hash(algorithm, hashed, text.filled(ids))
            chain.append(hashed)
        return chain


def make_mould(templates: Templates, of: int, shift: timedelta, year: int) -> Mould:
    """The template under marks: ids, the number, positions and hashes."""
    marked = _Marked(of, shift, templates)
    rows = {model: BLOCK.here(marked.rows(model, templates)) for model in TABLES}
    entries = marked.entries(templates.entries[of])
    rows |= {Entry: BLOCK.here(entries), Position: BLOCK.here(marked.positions())}
    return Mould(
        year=year,
        counts={model: len(ids) for model, ids in marked.ids.items()},
        case=marked.id - MARK,
        rows=rows,
        texts=[(row[-1], Filling(row[_TEXT])) for row in entries],
        terms=terms_of(templates.texts.get(of, "")),
    )


class _Marked:
    """A copy of a template in which every id is a mark."""

    def __init__(self, of: int, shift: timedelta, templates: Templates) -> None:
        self.of, self.shift = of, shift
        self.ids: dict[Model, dict[int, int]] = {}
        mark = MARK
        models: tuple[Model, ...] = (*TABLES, Entry)
        for model in models:
            old = self._old(model, templates)
            self.ids[model] = {pk: mark + n for n, pk in enumerate(old)}
            mark += len(old)
        self.number = mark
        self.places = range(mark + 1, mark + 1 + len(old))  # the positions of its entries
        self.hashes = range(self.places.stop, self.places.stop + len(old))

    def _old(self, model: Model, templates: Templates) -> list[int]:
        if model is Entry:
            return [entry.pk for entry in templates.entries[self.of]]
        return [row["id"] for row in templates.rows[model].get(self.of, ())]

    @property
    def id(self) -> int:
        return self.ids[Case][self.of]

    def rows(self, model: Model, templates: Templates) -> list[list[Any]]:
        columns = model._meta.concrete_fields
        return [
            [_ready(column, self._renewed(model, column, row[column.attname])) for column in columns]
            for row in templates.rows[model].get(self.of, ())
        ]

    def entries(self, entries: Sequence[Entry]) -> list[list[Any]]:
        """Its chain, worked out for its texts alone: the hashes are places."""
        subject = Subject("case", self.id)
        drafts = [
            Draft(subject, entry.event, actor_of(entry), entry.at + self.shift, self._said(entry))
            for entry in entries
        ]
        return [
            [self.ids[Entry][entry.pk], *self._hashed(n, row)]
            for n, (entry, row) in enumerate(zip(entries, chained(drafts, {}), strict=True))
        ]

    def _hashed(self, n: int, row: Row) -> list[Any]:
        before = f"{self.hashes[n - 1]}" if n else NOTHING_BEFORE
        marked = row._replace(prev_hash=before, hash=f"{self.hashes[n]}")
        return [_ready(column, value) for column, value in zip(_ENTRY, marked, strict=True)]

    def positions(self) -> list[list[Any]]:
        return [list(pair) for pair in zip(self.places, self.ids[Entry].values(), strict=True)]

    def _said(self, entry: Entry) -> dict[str, Any]:
        """What an entry says, with the moments and days moved as the case is: keys end in `_at` and `_on`."""
        data = self._renewed_json(entry.data)
        return {name: _moved(name, value, self.shift) for name, value in data.items()}

    def _renewed(self, model: Model, column: Any, value: Any) -> Any:
        """What becomes of a column in a clone."""
        if value is None:
            return None
        if column.primary_key:
            return self.ids[model][value]
        if column.name == "subject_id":
            return self.id
        if column.related_model in TABLES:
            return self.ids[column.related_model].get(value)
        if isinstance(column, models.DateField):  # moments too
            return value + self.shift
        if isinstance(column, models.JSONField):
            return self._renewed_json(value)
        return self._renewed_text(model, column.name, value)

    def _renewed_text(self, model: Model, name: str, value: Any) -> Any:
        if name == "item" and model in (Duty, Approval):
            return self._renewed_item(value)
        if model is Case and name == "number":
            return str(self.number)
        if model is Case and name in ("source", "external_id"):
            return ""
        return value

    def _renewed_item(self, value: str) -> str:
        """`leg:12`, as duties and approvals name a part."""
        kind, _, pk = value.partition(":")
        new = self.ids[NAMED[kind]].get(int(pk)) if kind in NAMED and pk.isdecimal() else None
        return f"{kind}:{new}" if new else value

    def _renewed_json(self, value: Any, key: str = "") -> Any:
        """JSON with the clone's ids and number where it names the template's."""
        if isinstance(value, dict):
            return {name: self._renewed_json(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._renewed_json(inner, key) for inner in value]
        if key in NAMED and isinstance(value, int):
            return self.ids[NAMED[key]].get(value, value)
        if key == "number":
            return str(self.number)
        return value


def _ready(column: Any, value: Any) -> Any:
    """As the database keeps it; JSON as text, so that a mark inside it is found."""
    if isinstance(column, models.JSONField):
        return None if value is None else json.dumps(value, cls=column.encoder, ensure_ascii=False)
    ready = preparation(column)
    return ready(value) if ready else value


def _moved(name: str, value: Any, shift: timedelta) -> Any:
    if not isinstance(value, str) or not value:
        return value
    if name.endswith("_at"):
        return datetime.fromisoformat(value) + shift
    if name.endswith("_on"):
        return date.fromisoformat(value) + shift
    return value


def actor_of(entry: Entry) -> Actor:
    """Who did it, as an action would be handed them."""
    kind = ActorKind(entry.actor_kind)
    token = entry.agent.removeprefix("token:") if entry.agent.startswith("token:") else ""
    return Actor(
        kind=kind,
        face=entry.face,
        name=entry.agent if kind is ActorKind.CALENDAR else "",
        person_id=entry.person_id,
        post_id=entry.post_id,
        acting_for_id=entry.acting_for_id,
        token_id=int(token) if token else None,
    )
