"""The one shape of a ground, and what it finds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain, groupby

from bihuan.domain.supervision.choices import IncidentKind, Level
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.kernel.calendar import day_of

# Parts due, by office and month: what a number of latenesses is set against.
Volumes = Mapping[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the parameters say of a ground on a day. `least`, `share`: how many, and of how many; `minutes`: how late."""

    level: Level
    on: bool = True
    least: int = 1
    share: float = 0.0
    minutes: int = 0
    period: str = "month"


@dataclass(frozen=True, slots=True)
class Found:
    """A ground that is met. `entries` are the journal entries on which it rests, ascending."""

    key: str
    ground: str
    level: Level
    incidents: tuple[IncidentFacts, ...]
    period: str = ""
    volume: int = 0

    @property
    def at(self) -> datetime:
        return max(one.at for one in self.incidents)

    @property
    def entries(self) -> tuple[int, ...]:
        return tuple(sorted({pk for one in self.incidents for pk in one.entries}))

    @property
    def minutes(self) -> int:
        return sum(one.counted for one in self.incidents)

    @property
    def first(self) -> IncidentFacts:
        return self.incidents[0]


@dataclass(frozen=True, slots=True)
class Ground:
    """One small rule.

    id: stored, never reused. name, sentence: what a notice says. evidence: what it rests on, in words.
    kinds: which incidents it looks at. find(ground, incidents, volumes, terms): what it found among the incidents of one office.
    """

    id: str
    name: str
    sentence: str
    evidence: str
    kinds: frozenset[IncidentKind]
    find: Callable[["Ground", Sequence[IncidentFacts], Volumes, Terms], Iterable[Found]] = field(repr=False)

    def found(
        self, incidents: Iterable[IncidentFacts], volumes: Volumes, terms: Callable[[datetime], Terms]
    ) -> list[Found]:
        """Of any incidents, in any order: only its kinds, only what counts, each with the terms of its own day."""
        mine = [one for one in incidents if one.kind in self.kinds and one.counts]
        mine.sort(key=lambda one: (one.at, one.key))
        by_terms: dict[Terms, list[IncidentFacts]] = {}
        for _, same_day in groupby(mine, key=lambda one: day_of(one.at)):
            some = list(same_day)
            by_terms.setdefault(terms(some[0].at), []).extend(some)
        return [
            found
            for term, some in by_terms.items()
            if term.on
            for found in self.find(self, some, volumes, term)
        ]


def findings(
    grounds: Iterable[Ground],
    incidents: Sequence[IncidentFacts],
    volumes: Volumes,
    terms: Callable[[str, datetime], Terms],
) -> dict[str, Found]:
    """Everything that all grounds find, by key: a function of the set of incidents, in whatever order they came."""
    by_kind: dict[str, list[IncidentFacts]] = defaultdict(list)
    for one in incidents:
        by_kind[one.kind].append(one)
    return {
        found.key: found
        for ground in grounds
        for found in ground.found(
            chain.from_iterable(by_kind[kind] for kind in ground.kinds if kind in by_kind),
            volumes,
            partial(terms, ground.id),
        )
    }
