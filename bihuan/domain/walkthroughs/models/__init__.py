"""The nouns of directors at the window and on the path."""

from bihuan.domain.walkthroughs.models.doubts import Doubt
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

__all__ = [
    "Doubt",
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
]
