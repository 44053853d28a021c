"""One run over one file, in batches: each batch is one transaction, and running again adds nothing."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import IO, Any

from django.db import transaction
from django.db.models import Max, Min

from bihuan.domain.cases.figures.imported import IMPORTED
from bihuan.domain.cases.importing.columns import COLUMNS, external_id_of, faults_of
from bihuan.domain.cases.importing.history import write_history
from bihuan.domain.cases.importing.mappings import remember
from bihuan.domain.cases.importing.opening import register_open
from bihuan.domain.cases.models import Case, Import, ImportedReply
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period
from bihuan.kernel.figures.days import rebuild_days
from bihuan.kernel.sheets import BadRow, GoodRow, Preview, open_sheet, preview, write_rejects
from bihuan.kernel.sheets.checking import checked, table_of

BATCH = 1_000
Done = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What the file is. source: the system it comes from; with a row's number it is the key by which nothing comes in twice.

    columns: head → code where a head is none of the synonyms.   mapping_name: remember them under it.
    """

    source: str
    office: Office
    programme: str = "MESSAGE_BOARD"
    columns: Mapping[str, str] = field(default_factory=dict)
    mapping_name: str = ""


def preview_import(file: IO[bytes], *, at: datetime, columns: Mapping[str, str] | None = None) -> Preview:
    """What would happen: counts, a sample, the first bad rows with their reasons. Writes nothing."""
    with open_sheet(file) as sheet:
        return preview(sheet, COLUMNS, mapping=columns, rule=partial(faults_of, at=at))


def run_import(
    file: IO[bytes],
    order: ImportOrder,
    *,
    by: Actor,
    at: datetime,
    rejects: IO[bytes] | None = None,
    done: Done = lambda rows: None,
) -> Import:
    """Read the file and write what it holds; bad rows go to `rejects` with their reasons. What was imported before is left as it is."""
    run = Import.objects.create(
        source=order.source, office=order.office, file_sha256=_sha256(file), by_id=by.person_id, at=at
    )
    with open_sheet(file) as sheet:
        table = table_of(sheet, COLUMNS, order.columns)
        bad = _bad_rows(
            checked(table, COLUMNS, partial(faults_of, at=at)), run, order, by=by, at=at, done=done
        )
        if rejects is None:
            run.rejected = sum(1 for _ in bad)
        else:
            run.rejected = write_rejects(rejects, table.head, bad)
        if order.mapping_name:
            heads = {table.head[place]: code for code, place in table.places.items()}
            remember(name=order.mapping_name, columns=heads, at=at)
    _count(run, at=at)
    run.finished_at = at
    run.save()
    return run


def _count(run: Import, *, at: datetime) -> None:
    """Its replies may be years old, and no job looks back so far: their day rows are made here."""
    spans = ImportedReply.objects.filter(run=run).aggregate(
        first=Min("case__registered_at"), last=Max("case__registered_at")
    )
    if spans["first"] is not None:
        period = Period(day_of(spans["first"]), day_of(spans["last"]))
        for measure in IMPORTED:
            rebuild_days(figure=measure.figure, period=period, as_of=at)


def _bad_rows(
    rows: Iterator[GoodRow | BadRow], run: Import, order: ImportOrder, *, by: Actor, at: datetime, done: Done
) -> Iterator[BadRow]:
    """Write the good rows batch by batch, hand the bad ones on: neither is ever held together."""
    batch: list[dict[str, Any]] = []
    count = 0
    for count, row in enumerate(rows, start=1):
        if isinstance(row, BadRow):
            yield row
        else:
            batch.append(row.values)
        if len(batch) >= BATCH:
            _write(batch, run, order, by=by, at=at)
            batch = []
        if count % BATCH == 0:
            done(count)
    _write(batch, run, order, by=by, at=at)
    done(count)


def _write(batch: list[dict[str, Any]], run: Import, order: ImportOrder, *, by: Actor, at: datetime) -> None:
    """What is new in a batch. The counts are saved with it, so that a run that was cut off says how far it came."""
    named = {external_id_of(values): values for values in reversed(batch)}
    with transaction.atomic():
        known = set(
            Case.objects.filter(source=order.source, external_id__in=list(named)).values_list(
                "external_id", flat=True
            )
        )
        new = {key: values for key, values in reversed(named.items()) if key not in known}
        history = {key: values for key, values in new.items() if values["reply"]}
        write_history(history, run, order.office, order.programme, by=by, at=at)
        for key, values in new.items():
            if key not in history:
                register_open(key, values, order.source, order.office, order.programme, by=by, at=at)
        run.added += len(history)
        run.opened += len(new) - len(history)
        run.repeated += len(batch) - len(new)
        run.save(update_fields=["added", "opened", "repeated"])


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any binary file will do
    file.seek(0)
    return digest
