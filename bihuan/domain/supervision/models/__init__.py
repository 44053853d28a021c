"""The nouns of supervision, and the two tables that are recomputed."""

from bihuan.domain.supervision.models.cards import Card, CardIncident
from bihuan.domain.supervision.models.circulars import Circular, CircularCard
from bihuan.domain.supervision.models.incidents import Finding, Incident
from bihuan.domain.supervision.models.interviews import Interview
from bihuan.domain.supervision.models.outages import Outage
from bihuan.domain.supervision.models.supervisions import Supervision, SupervisionItem

__all__ = [
    "Card",
    "CardIncident",
    "Circular",
    "CircularCard",
    "Finding",
    "Incident",
    "Interview",
    "Outage",
    "Supervision",
    "SupervisionItem",
]
