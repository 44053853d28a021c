"""The cases that clones are made from: what a case consists of, read with all its rows, entries and the words it is found by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, cycle, islice
from typing import Any

from django.db import models
from django.db.models import F

from bihuan.domain.cases import models as cases
from bihuan.domain.cases.models import Case
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.models import Duty, Pause
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notes.models import Note
from bihuan.kernel.search.models import Indexed

Rows = dict[int, list[dict[str, Any]]]  # by case
Model = type[models.Model]
OFTEN = 1_000  # so many names of templates make a share exact to a thousandth

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


class NothingToClone(Exception):
    """No case stands alone."""


@dataclass(frozen=True)
class Templates:
    """The cases that clones are made from, with all their rows and entries."""

    ids: list[int]
    rows: dict[Model, Rows]
    entries: Mapping[int, Sequence[Entry]]
    texts: Mapping[int, str]  # what a case is found by; absent: it is not found by words

    def registered_at(self, of: int) -> datetime:
        at: datetime = self.rows[Case][of][0]["registered_at"]
        return at

    def with_late(self, share: float) -> "Templates":
        """The same, named so often that a clock ran out in this share of whatever is chosen among them."""
        late = [of for of in self.ids if any(duty["late_minutes"] for duty in self.rows[Duty].get(of, ()))]
        parts = ((late, share), (sorted(set(self.ids) - set(late)), 1 - share))
        if not all(ids for ids, wanted in parts if wanted):
            raise NothingToClone("there are only late cases, or none")
        often = chain.from_iterable(islice(cycle(ids), round(wanted * OFTEN)) for ids, wanted in parts)
        return replace(self, ids=list(often))


def read_templates(like: models.QuerySet[Case] | None = None, *, most: int = 500) -> Templates:
    """The oldest cases that stand alone, of those that are named."""
    alone = _alone() if like is None else _alone().filter(pk__in=like.values("pk"))
    ids = list(alone.order_by("id").values_list("id", flat=True)[:most])
    if not ids:
        raise NothingToClone("there is no case to clone: simulate a city first")
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
