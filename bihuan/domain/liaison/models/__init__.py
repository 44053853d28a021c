"""The nouns of 十问十帮."""

from bihuan.domain.liaison.models.helps import Help, HelpOffer, Need
from bihuan.domain.liaison.models.pairings import (
    Conflict,
    DutySteward,
    Expertise,
    Pairing,
    StewardRating,
    StewardRequest,
)
from bihuan.domain.liaison.models.plans import PairingPlan, PlanRow
from bihuan.domain.liaison.models.projects import Project, ProjectStage
from bihuan.domain.liaison.models.questions import Edition, Question
from bihuan.domain.liaison.models.visits import Answer, Promise, Visit, VisitBureau

__all__ = [
    "Answer",
    "Conflict",
    "DutySteward",
    "Edition",
    "Expertise",
    "Help",
    "HelpOffer",
    "Need",
    "Pairing",
    "PairingPlan",
    "PlanRow",
    "Project",
    "ProjectStage",
    "Promise",
    "Question",
    "StewardRating",
    "StewardRequest",
    "Visit",
    "VisitBureau",
]
