"""Grounds that several incidents of one office, one person and one period meet together, relative to how much there was to do."""

from collections.abc import Iterable, Mapping, Sequence

from bihuan.domain.supervision.choices import IncidentKind
from bihuan.domain.supervision.rules.grounds.shape import Found, Ground, Terms, Volumes
from bihuan.domain.supervision.rules.grounds.stretches import rolling, stretches
from bihuan.domain.supervision.rules.incidents import IncidentFacts, month_of


def counted(
    ground: Ground, incidents: Sequence[IncidentFacts], volumes: Volumes, terms: Terms
) -> Iterable[Found]:
    """At least so many, and at least such a share of what was due. Apart by person: nobody answers for a predecessor's month."""
    whose: dict[tuple[int, int], list[IncidentFacts]] = {}
    for one in incidents:
        whose.setdefault((one.office, one.person or 0), []).append(one)
    for (office, person), own in whose.items():
        for name, some in stretches(own, terms.period):
            volume = sum(volumes.get((office, month), 0) for month in {month_of(one.at) for one in some})
            if len(some) >= terms.least and len(some) >= terms.share * volume:
                key = f"{ground.id}:{office}:{person}:{name}"
                period = terms.period if rolling(terms.period) else name
                yield Found(key, ground.id, terms.level, tuple(some), period, volume)


def Counted(id: str, name: str, sentence: str, evidence: str, *kinds: IncidentKind) -> Ground:
    """A ground that counts."""
    return Ground(id, name, sentence, evidence, frozenset(kinds), counted)


def added(names: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[Ground, ...]:
    """A city's own grounds: a code, a name, and which kind of incident is counted; how many stands in the same parameters as for all."""
    return tuple(
        Counted(
            code,
            name,
            f"{name}，达到本市规定的次数。",
            "逐件列出的情形和日志。",
            *(kind for kind in IncidentKind if kind in kinds.get(code, "").split()),
        )
        for code, name in names.items()
    )
