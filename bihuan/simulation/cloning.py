"""Clones of a simulated city's cases, in bulk: every row that a case has, with new ids, its own number and a valid journal chain.

For the size of a city in ten years, which nobody can live through for a measurement. A clone is a case that was lived through, some
weeks earlier; what is left out is what joins cases to each other (merging, recurrence, precedents, orders) and what was sent out.
"""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.timezone import localtime

from bihuan.domain.cases import models as cases
from bihuan.domain.cases.models import Case
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.bulk import insert_rows, reserve_ids
from bihuan.kernel.duties.models import Duty, Pause
from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.places import place
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.numbering.models import Counter
from bihuan.kernel.search.actions import index_many
from bihuan.kernel.search.models import Indexed

BATCH = 1_000
WEEKS = 150  # clones lie up to so many weeks before the case that they were made from
Say = Callable[[str], Any]
Rows = dict[int, list[dict[str, Any]]]  # by case
Model = type[models.Model]

# What a case consists of, and how each row says to which case it belongs.
TABLES: dict[Model, str] = {
    Note: "subject_id",
    Case: "id",
    cases.Reporter: "case_id",
    cases.CaseParty: "case_id",
    cases.Leg: "case_id",
    cases.Contact: "case_id",
    cases.Custody: "case_id",
    cases.Hand: "case_id",
    cases.Completion: "leg__case_id",
    cases.CheckResult: "case_id",
    cases.FollowUp: "case_id",
    cases.FollowUpAttempt: "follow_up__case_id",
    cases.Ruling: "case_id",
    cases.Transfer: "case_id",
    cases.RelayMessage: "case_id",
    cases.Unsealing: "case_id",
    cases.Answer: "leg__case_id",
    cases.Return: "leg__case_id",
    cases.Instruction: "case_id",
    cases.LedgerLine: "case_id",
    cases.Review: "case_id",
    Duty: "subject_id",
    Pause: "duty__subject_id",
    Approval: "subject_id",
}
OF_A_CASE = {
    Note: "subject_kind",
    Duty: "subject_kind",
    Pause: "duty__subject_kind",
    Approval: "subject_kind",
}
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


class NothingToClone(Exception):
    """No case stands alone."""


@dataclass(frozen=True)
class Templates:
    """The cases that clones are made from, with all their rows and entries."""

    ids: list[int]
    rows: dict[Model, Rows]
    entries: Mapping[int, Sequence[Entry]]
    texts: Mapping[int, str]  # what a case is found by; absent: it is not found by words


@dataclass
class Clone:
    """One copy: of which case, how much earlier, under which number, and which new id each old row gets."""

    of: int
    shift: timedelta
    number: str
    ids: dict[Model, dict[int, int]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.ids[Case][self.of]


def clone_cases(*, to: int, seed: int = 1, say: Say = lambda line: None) -> int:
    """Clone until there are so many cases; how many were made. Positions are given, sealing is the caller's to ask for."""
    have = Case.objects.count()
    templates = read_templates()
    if not templates.ids:
        raise NothingToClone("there is no case to clone: simulate a city first")
    chance = random.Random(seed)
    made = 0
    while have + made < to:
        count = min(BATCH, to - have - made)
        with transaction.atomic():
            _write(_plan(templates, count, chance), templates)
        place()
        made += count
        say(f"{have + made:,} / {to:,}")
    return made


def read_templates(*, most: int = 2_000) -> Templates:
    """The oldest cases that stand alone."""
    ids = list(_alone().order_by("id").values_list("id", flat=True)[:most])
    rows = {model: _rows_of(model, ids) for model in TABLES}
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(subject_kind="case", subject_id__in=ids).order_by("subject_id", "seq"):
        entries[entry.subject_id].append(entry)
    return Templates(ids, rows, entries, _texts(ids))


def _alone() -> models.QuerySet[Case]:
    """Cases to which nothing points that is not copied with them."""
    found = Case.objects.filter(lead=None)
    for relation in Case._meta.related_objects:
        model = relation.related_model
        if model not in TABLES or model is Case:
            joined = model._default_manager.filter(**{f"{relation.field.name}__isnull": False})
            found = found.exclude(pk__in=joined.values(relation.field.name))
    return found.exclude(pk__in=Attachment.objects.filter(subject_kind="case").values("subject_id"))


def _rows_of(model: Model, ids: list[int]) -> Rows:
    path = TABLES[model]
    wanted: dict[str, Any] = {f"{path}__in": ids} | ({OF_A_CASE[model]: "case"} if model in OF_A_CASE else {})
    columns = [column.attname for column in model._meta.concrete_fields]
    rows: Rows = defaultdict(list)
    found = model._default_manager.filter(**wanted).order_by("pk").annotate(_case=F(path))
    for row in found.values(*columns, "_case"):
        rows[row.pop("_case")].append(row)
    return rows


def _texts(ids: list[int]) -> Mapping[int, str]:
    found = Indexed.objects.filter(subject_kind="case", subject_id__in=ids).values("subject_id")
    texts = {}
    for case in Case.objects.filter(pk__in=found).select_related("content", "restatement"):
        if case.restatement is not None:
            texts[case.pk] = f"{case.restated_title}\n{case.restatement.text}"
        elif case.content is not None:
            texts[case.pk] = f"{case.title}\n{case.content.text}\n{case.address}"
    return texts


def _plan(templates: Templates, count: int, chance: random.Random) -> list[Clone]:
    clones = []
    years: dict[int, list[tuple[int, timedelta]]] = defaultdict(list)
    for of in chance.choices(templates.ids, k=count):
        shift = timedelta(weeks=-chance.randint(1, WEEKS))
        registered = templates.rows[Case][of][0]["registered_at"] + shift
        years[localtime(registered).year].append((of, shift))
    for year, wanted in sorted(years.items()):
        last = _draw_numbers(year, len(wanted))
        first = last - len(wanted) + 1
        clones += [Clone(of, shift, f"{year}{first + n:06d}") for n, (of, shift) in enumerate(wanted)]
    for model in TABLES:
        _give_ids(model, clones, templates)
    return clones


def _draw_numbers(year: int, count: int) -> int:
    """The last of so many numbers in a row."""
    Counter.objects.get_or_create(kind="case", year=year)
    counter = Counter.objects.select_for_update().get(kind="case", year=year)
    counter.last += count
    counter.save(update_fields=["last"])
    return counter.last


def _give_ids(model: Model, clones: list[Clone], templates: Templates) -> None:
    rows = templates.rows[model]
    ids = iter(reserve_ids(model, sum(len(rows.get(clone.of, ())) for clone in clones)))
    for clone in clones:
        old = rows.get(clone.of, ())
        clone.ids[model] = dict(zip((row["id"] for row in old), islice(ids, len(old)), strict=True))


def _write(clones: list[Clone], templates: Templates) -> None:
    for model in TABLES:
        columns = [
            (column.name, column.attname, _renewal(model, column)) for column in model._meta.concrete_fields
        ]
        insert_rows(model, [name for name, _, _ in columns], _renewed(model, columns, clones, templates))
    record_many(_drafts(clones, templates), new_subjects=True)
    texts = templates.texts
    index_many((Subject("case", clone.id), texts[clone.of]) for clone in clones if clone.of in texts)


Renew = Callable[[Any, Clone], Any]


def _renewed(
    model: Model, columns: list[tuple[str, str, Renew | None]], clones: list[Clone], templates: Templates
) -> Iterator[list[Any]]:
    rows = templates.rows[model]
    for clone in clones:
        for row in rows.get(clone.of, ()):
            yield [
                renew(row[name], clone) if renew and row[name] is not None else row[name]
                for _, name, renew in columns
            ]


def _renewal(model: Model, column: Any) -> Renew | None:
    """What becomes of a column in a clone; None: it stays."""
    if column.primary_key:
        return lambda value, clone: clone.ids[model][value]
    if column.name == "subject_id":
        return lambda value, clone: clone.id
    if column.related_model in TABLES:
        related = column.related_model
        return lambda value, clone: clone.ids[related].get(value)
    if isinstance(column, models.DateField):  # moments too
        return lambda value, clone: value + clone.shift
    if isinstance(column, models.JSONField):
        return _renewed_value
    return _BY_NAME.get((model, column.name))


def _renewed_item(value: str, clone: Clone) -> str:
    """`leg:12`, as duties and approvals name a part."""
    kind, _, pk = value.partition(":")
    new = clone.ids[NAMED[kind]].get(int(pk)) if kind in NAMED and pk.isdecimal() else None
    return f"{kind}:{new}" if new else value


_BY_NAME: dict[tuple[Model, str], Renew] = {
    (Duty, "item"): _renewed_item,
    (Approval, "item"): _renewed_item,
    (Case, "number"): lambda value, clone: clone.number,
    (Case, "source"): lambda value, clone: "",
    (Case, "external_id"): lambda value, clone: "",
}


def _renewed_value(value: Any, clone: Clone, key: str = "") -> Any:
    """JSON with the clone's ids and number where it names the template's."""
    if isinstance(value, dict):
        return {name: _renewed_value(inner, clone, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_renewed_value(inner, clone, key) for inner in value]
    if key in NAMED and isinstance(value, int):
        return clone.ids[NAMED[key]].get(value, value)
    if key == "number":
        return clone.number
    return value


def _drafts(clones: list[Clone], templates: Templates) -> Iterator[Draft]:
    for clone in clones:
        subject = Subject("case", clone.id)
        for entry in templates.entries[clone.of]:
            data = _shifted(_renewed_value(_data(entry.text), clone), clone.shift)
            yield Draft(subject, entry.event, _actor(entry), entry.at + clone.shift, data)


@lru_cache(maxsize=65_536)
def _data(text: str) -> Any:
    return json.loads(text)["data"]


def _shifted(data: Any, shift: timedelta) -> Any:
    """The moments and days in an entry, moved with the case: keys end in `_at` and `_on`."""
    return {name: _moved(name, value, shift) for name, value in data.items()}


def _moved(name: str, value: Any, shift: timedelta) -> Any:
    if not isinstance(value, str) or not value:
        return value
    if name.endswith("_at"):
        return datetime.fromisoformat(value) + shift
    if name.endswith("_on"):
        return date.fromisoformat(value) + shift
    return value


def _actor(entry: Entry) -> Actor:
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
