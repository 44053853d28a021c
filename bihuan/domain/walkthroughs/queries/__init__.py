"""Questions. gates: who sees what · facts: what the rules may know · turns: who sits when and where · arranging: a roster as numbers and its obstacles in words · limits: what the city has set."""

from bihuan.domain.walkthroughs.queries.facts import roster_facts, sitting_facts
from bihuan.domain.walkthroughs.queries.gates import (
    roster_for,
    rosters_visible_to,
    sitting_for,
    sittings_visible_to,
)

__all__ = [
    "roster_facts",
    "roster_for",
    "rosters_visible_to",
    "sitting_facts",
    "sitting_for",
    "sittings_visible_to",
]
