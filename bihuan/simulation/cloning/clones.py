"""Writes clones, a batch of one week at a time: COPY on PostgreSQL, one prepared statement on SQLite."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from bihuan.domain.cases.models import Case
from bihuan.kernel.bulk import batches, indexes_aside, reserve_ids
from bihuan.kernel.journal.models import Entry, Position
from bihuan.kernel.journal.places import place, take_positions
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.numbering.actions import draw_numbers
from bihuan.kernel.search.actions import index_new
from bihuan.kernel.search.models import Indexed
from bihuan.simulation.cloning.blocks import INSERT_BLOCKS, Ids
from bihuan.simulation.cloning.moulds import Mould, make_mould
from bihuan.simulation.cloning.templates import TABLES, Model, NothingToClone, Templates, read_templates

BATCH = 4_000
MOULDS = 100  # so many templates in a batch, chosen anew for each
FEW = 100  # in a batch of `clone_like`, so that a year has many weeks
WEEKS = 150  # clones lie up to so many weeks before the case that they were made from, unless it is said otherwise
MANY = 20_000  # from so many on it is cheaper to build the indexes anew than to keep them up row by row
WITH_IDS: tuple[Model, ...] = (*TABLES, Entry)
Say = Callable[[str], Any]
Clone = tuple[Mould, Ids]


def clone_cases(
    *,
    to: int,
    like: QuerySet[Case] | None = None,
    weeks: int = WEEKS,
    late: float | None = None,
    seed: int = 1,
    say: Say = lambda line: None,
) -> int:
    """Clone cases, or only such as are named, until there are so many; how many were made. Positions are given, sealing is the
    caller's to ask for. `late`: the share of clones in which a clock ran out; as it happens to be, if it is not said.

    The oldest week comes first, as life would have it. Many are one transaction: all of them are there, with every index, or none is.
    """
    have = Case.objects.count()
    templates = read_templates(like)
    if late is not None:
        templates = templates.with_late(late)
    chance = random.Random(seed)
    place()  # what was lived through comes first
    made = 0
    with _all_or_nothing(to - have):
        for week, count in _oldest_first(to - have, BATCH, lambda: chance.randint(1, weeks)):
            _write_batch(templates, week, count, chance)
            made += count
            say(f"{have + made:,} / {to:,}")
    return made


def clone_like(like: QuerySet[Case], *, count: int, since: datetime, seed: int = 1) -> None:
    """So many clones of such cases, each some weeks before its original and none before a moment: a city's year becomes fuller."""
    templates = read_templates(like)
    room = {of: (templates.registered_at(of) - since) // timedelta(weeks=1) for of in templates.ids}
    latest = [weeks for weeks in room.values() if weeks]
    if not latest:
        raise NothingToClone("no such case came in a week after the beginning")
    chance = random.Random(seed)
    place()
    for week, size in _oldest_first(count, FEW, lambda: chance.randint(1, chance.choice(latest))):
        fitting = [of for of in templates.ids if room[of] >= week]
        _write_batch(replace(templates, ids=fitting), week, size, chance)


def clone_each(templates: Templates, of: Sequence[int], *, weeks: int) -> dict[int, int]:
    """One clone of each of these templates, so many weeks earlier: template → clone. In the caller's transaction."""
    clones = _cast(templates, weeks, of)
    _write([clone for _, clone in clones])
    return {template: ids[mould.case] for template, (mould, ids) in clones}


def _write_batch(templates: Templates, week: int, count: int, chance: random.Random) -> None:
    chosen = chance.sample(templates.ids, min(MOULDS, len(templates.ids), count))
    with transaction.atomic():
        _write([clone for _, clone in _cast(templates, week, chance.choices(chosen, k=count))])


def _all_or_nothing(count: int) -> AbstractContextManager[None]:
    return indexes_aside([*WITH_IDS, Position, Indexed]) if count >= MANY else nullcontext()


def _oldest_first(count: int, at_once: int, week: Callable[[], int]) -> list[tuple[int, int]]:
    """How many weeks earlier, and how many cases, for each batch."""
    sizes = [len(batch) for batch in batches(range(count), at_once)]
    weeks = sorted((week() for _ in sizes), reverse=True)
    return list(zip(weeks, sizes, strict=True))


def _cast(templates: Templates, week: int, of: Sequence[int]) -> list[tuple[int, Clone]]:
    """A clone for each of these templates, which may stand there several times; by year."""
    shift = timedelta(weeks=-week)
    moulds = {one: make_mould(templates, one, shift, _year(templates, one, shift)) for one in set(of)}
    wanted = sorted(((one, moulds[one]) for one in of), key=lambda pair: pair[1].year)
    numbers = _numbers([mould for _, mould in wanted])
    ids = {
        model: iter(reserve_ids(model, sum(mould.counts[model] for _, mould in wanted))) for model in WITH_IDS
    }
    positions = iter(take_positions(sum(mould.counts[Entry] for _, mould in wanted)))
    clones: list[tuple[int, Clone]] = []
    for (one, mould), number in zip(wanted, numbers, strict=True):
        own: list[Any] = [pk for model in WITH_IDS for pk in islice(ids[model], mould.counts[model])]
        own += [number, *islice(positions, mould.counts[Entry])]
        clones.append((one, (mould, own + mould.hashes(own))))
    return clones


def _year(templates: Templates, of: int, shift: timedelta) -> int:
    registered: int = localtime(templates.registered_at(of) + shift).year
    return registered


def _numbers(wanted: Sequence[Mould]) -> Iterator[str]:
    """Of each year so many in a row, the years ascending."""
    for year, count in sorted(Counter(mould.year for mould in wanted).items()):
        for number in draw_numbers(kind="case", year=year, count=count):
            yield f"{year}{number:06d}"


def _write(clones: list[Clone]) -> None:
    insert = INSERT_BLOCKS.here
    tables: tuple[Model, ...] = (*WITH_IDS, Position)
    for model in tables:
        insert(model, (mould.rows[model].filled(ids) for mould, ids in clones))
    index_new((Subject("case", ids[mould.case]), mould.terms) for mould, ids in clones if mould.terms)
