"""Questions. gates: who sees which remedy · facts: what the rules may know · lists: what a page of a case or a campaign shows."""

from bihuan.domain.remedies.queries.facts import (
    campaign_facts,
    clue_facts,
    long_term_facts,
    order_facts,
    upward_facts,
)
from bihuan.domain.remedies.queries.gates import (
    campaign_by_number,
    campaign_for,
    campaigns_visible_to,
    clue_for,
    clues_visible_to,
    long_term_for,
    long_terms_visible_to,
    order_for,
    orders_visible_to,
    upward_for,
    upwards_visible_to,
)

__all__ = [
    "campaign_by_number",
    "campaign_facts",
    "campaign_for",
    "campaigns_visible_to",
    "clue_facts",
    "clue_for",
    "clues_visible_to",
    "long_term_facts",
    "long_term_for",
    "long_terms_visible_to",
    "order_facts",
    "order_for",
    "orders_visible_to",
    "upward_facts",
    "upward_for",
    "upwards_visible_to",
]
