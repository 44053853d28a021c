"""States and kinds: code word, Chinese label, colour, families."""

from bihuan.domain.cases.choices.kinds import (
    Boundary,
    ContactMeans,
    Difficulty,
    Identity,
    InstructionKind,
    Level,
    LinkKind,
    Outcome,
    PartyRole,
    ReporterRole,
    RequestType,
    RulingKind,
    Satisfaction,
    Stage,
    Step,
    Urgency,
)
from bihuan.domain.cases.choices.states import LegRole, LegState, State

__all__ = [
    "Boundary",
    "ContactMeans",
    "Difficulty",
    "Identity",
    "InstructionKind",
    "LegRole",
    "LegState",
    "Level",
    "LinkKind",
    "Outcome",
    "PartyRole",
    "ReporterRole",
    "RequestType",
    "RulingKind",
    "Satisfaction",
    "Stage",
    "State",
    "Step",
    "Urgency",
]
