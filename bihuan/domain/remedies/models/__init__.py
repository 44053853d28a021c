"""The nouns of what lasts."""

from bihuan.domain.remedies.models.base import Remedy, RemedyParty
from bihuan.domain.remedies.models.campaigns import Campaign, CampaignCase, ProblemArea
from bihuan.domain.remedies.models.clues import DisciplineClue
from bihuan.domain.remedies.models.long_term import LongTerm, Milestone, QuarterlyReview
from bihuan.domain.remedies.models.orders import (
    Measure,
    Order,
    OrderCase,
    Reading,
    Redress,
    Relapse,
    SelfCheck,
    Trial,
)
from bihuan.domain.remedies.models.upward import Upward, UpwardCase

__all__ = [
    "Campaign",
    "CampaignCase",
    "DisciplineClue",
    "LongTerm",
    "Measure",
    "Milestone",
    "Order",
    "OrderCase",
    "ProblemArea",
    "QuarterlyReview",
    "Reading",
    "Redress",
    "Relapse",
    "Remedy",
    "RemedyParty",
    "SelfCheck",
    "Trial",
    "Upward",
    "UpwardCase",
]
