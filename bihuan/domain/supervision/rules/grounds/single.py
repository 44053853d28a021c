"""Grounds that one incident meets."""

from collections.abc import Iterable, Sequence

from bihuan.domain.supervision.rules.grounds.shape import Found, Ground, Terms, Volumes
from bihuan.domain.supervision.rules.incidents import IncidentFacts


def each(
    ground: Ground, incidents: Sequence[IncidentFacts], volumes: Volumes, terms: Terms
) -> Iterable[Found]:
    """Every one of them is a finding of its own."""
    return (
        Found(f"{ground.id}:{one.key}", ground.id, terms.level, (one,))
        for one in incidents
        if one.counted >= terms.minutes
    )
