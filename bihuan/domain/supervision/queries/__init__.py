"""Questions. gates: who sees what · facts: what the rules may know · gather: from below to incidents · terms: the grounds of a day ·
held: what is held against somebody · board: what the office looks at · standing: cards that count, and what follows.
"""

from bihuan.domain.supervision.queries.facts import (
    card_facts,
    circular_facts,
    interview_facts,
    outage_facts,
    supervision_facts,
)
from bihuan.domain.supervision.queries.gates import (
    card_for,
    cards_visible_to,
    circular_for,
    circulars_visible_to,
    interview_for,
    interviews_visible_to,
    outage_for,
    outages_visible_to,
    supervision_for,
    supervisions_visible_to,
)

__all__ = [
    "card_facts",
    "card_for",
    "cards_visible_to",
    "circular_facts",
    "circular_for",
    "circulars_visible_to",
    "interview_facts",
    "interview_for",
    "interviews_visible_to",
    "outage_facts",
    "outage_for",
    "outages_visible_to",
    "supervision_facts",
    "supervision_for",
    "supervisions_visible_to",
]
