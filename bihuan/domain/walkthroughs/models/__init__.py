"""The nouns of directors at the window and on the path."""

from bihuan.domain.walkthroughs.models.doubts import Doubt
from bihuan.domain.walkthroughs.models.logs import HandlingLog
from bihuan.domain.walkthroughs.models.rosters import (
    Roster,
    RosterBan,
    RosterLeader,
    RosterLeave,
    RosterPlan,
    RosterWindow,
    Turn,
)
from bihuan.domain.walkthroughs.models.sittings import Received, Sitting, Thanked
from bihuan.domain.walkthroughs.models.walks import (
    AskedMaterial,
    Finding,
    Gain,
    Walk,
    WalkStep,
    WalkTask,
)

__all__ = [
    "AskedMaterial",
    "Doubt",
    "Finding",
    "Gain",
    "HandlingLog",
    "Received",
    "Roster",
    "RosterBan",
    "RosterLeader",
    "RosterLeave",
    "RosterPlan",
    "RosterWindow",
    "Sitting",
    "Thanked",
    "Turn",
    "Walk",
    "WalkStep",
    "WalkTask",
]
