"""Questions. gates: who sees what · facts: what the rules may know · turns: who sits when and where · arranging: a roster as numbers and its obstacles in words · limits: what the city has set."""

from bihuan.domain.walkthroughs.queries.facts import (
    finding_facts,
    log_facts,
    roster_facts,
    sitting_facts,
    task_facts,
    walk_facts,
)
from bihuan.domain.walkthroughs.queries.gates import (
    finding_for,
    findings_visible_to,
    log_for,
    logs_visible_to,
    roster_for,
    rosters_visible_to,
    sitting_for,
    sittings_visible_to,
    task_for,
    tasks_visible_to,
    walk_for,
    walks_visible_to,
)

__all__ = [
    "finding_facts",
    "finding_for",
    "findings_visible_to",
    "log_facts",
    "log_for",
    "logs_visible_to",
    "roster_facts",
    "roster_for",
    "rosters_visible_to",
    "sitting_facts",
    "sitting_for",
    "sittings_visible_to",
    "task_facts",
    "task_for",
    "tasks_visible_to",
    "walk_facts",
    "walk_for",
    "walks_visible_to",
]
