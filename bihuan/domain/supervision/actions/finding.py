"""Incidents and findings, recomputed. A function of what the rooms below say: run twice, in another order, or for everything at once,
it writes the same rows. Nothing here is journalled, since nothing here is anybody's act: cards and orders are."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, models, transaction

from bihuan.domain.supervision.models import Finding, Incident
from bihuan.domain.supervision.queries.gather import incidents_of
from bihuan.domain.supervision.queries.gather.suspects import suspects
from bihuan.domain.supervision.queries.gather.world import World
from bihuan.domain.supervision.queries.incidents import INCIDENT_FIELDS, facts_by_id
from bihuan.domain.supervision.queries.terms import Reach, TermsOf, grounds_on, reach_by_year, terms_by_day
from bihuan.domain.supervision.queries.volumes import months_of, volumes
from bihuan.domain.supervision.rules.grounds import Found, findings
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.kernel.bulk import among, batches, insert_rows
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.editions import one_edition
from bihuan.kernel.perdatabase import PerDatabase
from bihuan.kernel.processes import at_most, side_by_side

EACH = 20_000  # subjects that are worth a process; most are asked in the time in which it is up
# SQLite has one writer at a time.
WRITERS: PerDatabase[Callable[[int, int], int]] = PerDatabase(postgresql=at_most, sqlite=lambda *_: 1)
SUBJECTS_AT_ONCE = 5_000
OFFICES_AT_ONCE = 200
ROWS_AT_ONCE = 1_000
Touched = set[tuple[int, int]]  # office and year
ReachOf = Callable[[int], Reach]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a recomputation changed: how many incidents and findings it wrote or removed."""

    incidents: int = 0
    findings: int = 0


def recompute(*, subjects: Mapping[str, Collection[int]], at: datetime) -> Changed:
    """These subjects are asked again, and then the findings of every office and year that they touched."""
    with transaction.atomic(), one_edition():
        written, touched = ask_again(subjects, at=at)
        return Changed(written, find_again(touched))


def recompute_since(*, since: datetime, at: datetime, processes: int | None = None) -> Changed:
    """Everything since a moment, whatever is there already.

    Where there is much and the database lets several write, subjects are asked by several processes, each of which commits its own; if one
    fails, the rest stays, and it is run again: what is right already is not written.
    """
    asked = suspects(since=since, at=at)
    count = processes or _processes(sum(map(len, asked.values())))
    parts = side_by_side(partial(ask_again, at=at), shares_of(asked, count))
    touched = {one for _, some in parts for one in some}
    found = find_again(touched | offices_and_years(since=since) | _found_at(since))
    return Changed(sum(written for written, _ in parts), found)


def _processes(subjects: int) -> int:
    """One inside somebody's transaction, of which no other process would see anything."""
    return 1 if connection.in_atomic_block else WRITERS.here(subjects, EACH)


def shares_of(subjects: Mapping[str, Sequence[int]], count: int) -> list[Mapping[str, Sequence[int]]]:
    """So many shares, even for each kind, each of neighbours: what lies together is read together."""
    return [
        {kind: ids[len(ids) * nth // count : len(ids) * (nth + 1) // count] for kind, ids in subjects.items()}
        for nth in range(count)
    ]


@transaction.atomic
@one_edition()
def ask_again(subjects: Mapping[str, Collection[int]], *, at: datetime) -> tuple[int, Touched]:
    """How many incidents of these subjects were written or removed, and where."""
    world, reach = World(at), reach_by_year()
    touched: Touched = set()
    written = 0
    for kind, ids in subjects.items():
        for some in batches(sorted(ids), SUBJECTS_AT_ONCE):
            changed = _keep_incidents(world, kind, some)
            touched |= {(one.office, year) for one in changed for year in _years(one, reach)}
            written += len(changed)
    return written, touched


def _found_at(since: datetime) -> Touched:
    rows = Finding.objects.filter(at__gte=since).values_list("office_id", "at")
    return {(office, day_of(at).year) for office, at in rows.iterator()}


def _keep_incidents(world: World, kind: str, ids: Sequence[int]) -> list[IncidentFacts]:
    """What was written and what was removed."""
    new = incidents_of(world, kind, ids)
    old = dict(facts_by_id(Incident.objects.filter(subject_kind=kind, subject_id__in=among(ids))))
    facts = {was.key: was for was in old.values()}
    differ = [one for key, one in new.items() if facts.get(key) != one]
    gone = [pk for pk, was in old.items() if new.get(was.key) != was]
    _replace(Incident, gone, INCIDENT_FIELDS, differ)
    return [*differ, *(old[pk] for pk in gone)]


def _years(one: IncidentFacts, reach: ReachOf) -> range:
    """The years whose findings it may change: its own, and what a rolling period reaches from there."""
    day = day_of(one.at)
    of = reach(day.year)
    last = day + timedelta(days=of.days) if one.kind in of.kinds else day
    return range(day.year, last.year + 1)


def offices_and_years(*, since: datetime) -> Touched:
    """Where something was found since: for rules that changed, when no incident did."""
    rows = Incident.objects.filter(at__gte=since).values_list("office_id", "at")
    return {(office, day_of(at).year) for office, at in rows.iterator()}


@transaction.atomic
@one_edition()
def find_again(touched: Touched) -> int:
    """The findings of these offices in these years; how many rows changed."""
    years: dict[int, set[int]] = {}
    for office, year in touched:
        years.setdefault(year, set()).add(office)
    terms, reach = terms_by_day(), reach_by_year()
    return sum(
        _find_in_year(some, year, terms, reach)
        for year, offices in sorted(years.items())
        for some in batches(sorted(offices), OFFICES_AT_ONCE)
    )


def _find_in_year(offices: Sequence[int], year: int, terms: TermsOf, reach: ReachOf) -> int:
    _, first, _ = months_of(year)[0]
    _, _, end = months_of(year)[-1]
    rows = Incident.objects.filter(office__in=offices, at__gte=first, at__lt=end, counts=True)
    incidents = [one for _, one in facts_by_id(rows)]
    before = _reaching_in(offices, first, reach(year))
    due = volumes(offices, {year, *(day_of(one.at).year for one in before)})
    found = findings(grounds_on(date(year, 12, 31)), [*before, *incidents], due, terms)
    new = {key: _finding_values(one) for key, one in found.items() if one.at >= first}
    old = Finding.objects.filter(office__in=offices, at__gte=first, at__lt=end).values_list("pk", *VALUES)
    same, gone = set[str](), list[int]()
    for pk, *was in old.iterator():
        if new.get(was[0]) == was:
            same.add(was[0])
        else:
            gone.append(pk)
    fresh = [values for key, values in new.items() if key not in same]
    _replace(Finding, gone, VALUES, fresh)
    return len(gone) + len(fresh)


def _reaching_in(offices: Sequence[int], first: datetime, reach: Reach) -> list[IncidentFacts]:
    """What lies before the year and is counted in it: of rolling periods."""
    if not reach.days:
        return []
    since = first - timedelta(days=reach.days)
    rows = Incident.objects.filter(office__in=offices, at__gte=since, at__lt=first, counts=True)
    return [one for _, one in facts_by_id(rows.filter(kind__in=sorted(reach.kinds)))]


def _replace(
    model: type[models.Model], gone: Sequence[int], columns: Sequence[str], fresh: Iterable[Sequence[Any]]
) -> None:
    """Rows that nobody points at and nobody wrote by hand: written in bulk."""
    for some in batches(gone, ROWS_AT_ONCE):
        model._default_manager.filter(pk__in=some).delete()
    insert_rows(model, columns, fresh)


VALUES = (
    "key", "ground", "level", "period", "at", "number", "volume", "minutes", "incidents", "office_id", "unit_id",
    "person_id", "post_id", "entries",
)  # fmt: skip


def _finding_values(found: Found) -> list[Any]:
    """In the order of `VALUES`."""
    first = found.first
    return [
        found.key,
        found.ground,
        str(found.level),
        found.period,
        found.at,
        len(found.incidents),
        found.volume,
        found.minutes,
        sorted(one.key for one in found.incidents),
        first.office,
        first.unit,
        first.person,
        first.post,
        list(found.entries),
    ]
