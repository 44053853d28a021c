"""How large a city is, and what becomes of its cases. Numbers that the page names are met exactly: 1,196 / 1,114 and 4,875 / 4,631."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a case. OPEN_… stop at a stage, so that every queue of the demo has something in it."""

    SOLVED = "solved"
    REWORKED = "reworked"  # sent back by the checker, then solved
    SECOND_ROUND = "second round"  # dissatisfied once, then solved
    UNREACHED = "unreached"
    EXPLAINED = "explained"
    UPWARD = "upward"
    UPHELD = "upheld"
    PROMISED = "promised"
    LONG_TERM = "long term"
    MERGED = "merged"
    RETURNED = "returned"  # sent back once as not ours, sent on, then solved
    EXTENDED = "extended"  # more time was asked for and given, then solved
    INSTRUCTED = "instructed"  # a leader wrote on it, was reported to, then solved
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    DECLINED = "declined"
    VOID = "void"  # registered in error
    ANSWERED = "answered"  # the simple track
    OPEN_NEW = "open: new"
    OPEN_ACCEPTED = "open: accepted"
    OPEN_DISPATCHED = "open: dispatched"
    OPEN_HANDLING = "open: handling"
    OPEN_RETURNING = "open: returning"
    OPEN_EXTENSION = "open: extension asked"
    SUSPENDED = "open: suspended"
    OPEN_SIGNING = "open: signing"
    OPEN_CHECK = "open: check"
    OPEN_FOLLOW_UP = "open: follow-up"
    OPEN_DISSATISFIED = "open: dissatisfied"
    OPEN_ARBITRATED = "open: arbitration"  # sent back, and nobody answered in time


RESOLVED = frozenset(
    {
        Fate.SOLVED,
        Fate.REWORKED,
        Fate.SECOND_ROUND,
        Fate.UNREACHED,
        Fate.RETURNED,
        Fate.EXTENDED,
        Fate.INSTRUCTED,
    }
)
OPEN = frozenset(fate for fate in Fate if fate.value.startswith("open")) | {Fate.PROMISED, Fate.LONG_TERM}
# Of those that are resolved: how they got there.
SOLVED_WEIGHTS = {
    Fate.SOLVED: 76,
    Fate.REWORKED: 6,
    Fate.SECOND_ROUND: 5,
    Fate.UNREACHED: 3,
    Fate.RETURNED: 4,
    Fate.EXTENDED: 4,
    Fate.INSTRUCTED: 2,
}
# Of those that are not: open somewhere, or ended without being solved.
UNSOLVED_WEIGHTS = {
    Fate.EXPLAINED: 14,
    Fate.UPWARD: 8,
    Fate.UPHELD: 6,
    Fate.PROMISED: 6,
    Fate.LONG_TERM: 5,
    Fate.OPEN_NEW: 10,
    Fate.OPEN_ACCEPTED: 7,
    Fate.OPEN_DISPATCHED: 9,
    Fate.OPEN_HANDLING: 14,
    Fate.OPEN_RETURNING: 5,
    Fate.OPEN_EXTENSION: 5,
    Fate.SUSPENDED: 3,
    Fate.OPEN_SIGNING: 7,
    Fate.OPEN_CHECK: 7,
    Fate.OPEN_FOLLOW_UP: 8,
    Fate.OPEN_DISSATISFIED: 5,
}


@dataclass(frozen=True, slots=True)
class Batch:
    """So many cases of a programme, so many of them resolved.

    `clones` of the resolved are not lived through but copied from those that were, some weeks earlier, so that a large city is
    built in minutes.
    """

    programme: str
    channel: str
    firm: bool
    total: int
    resolved: int
    clones: int = 0


class OutingKind(StrEnum):
    """What consists of what when a leader goes out to the window or the path."""

    WINDOW = "sat at a window"
    WINDOW_AND_TWO = "sat at a window and walked two items meanwhile"
    FOUND_BELOW = "sat at a county's or town's window, walked one item, found something"
    WALK = "walked an item"
    FOUND_IN_CITY = "walked an item and found something at a department of the city"


@dataclass(frozen=True, slots=True)
class WindowTotals:
    """局长走流程坐窗口, as the page sums it up: everything that was lived counts, what is missing are copies of lived outings."""

    person_times: int
    walks: int
    in_city: int  # findings by level
    below: int
    rectified: int

    @property
    def findings(self) -> int:
        return self.in_city + self.below


@dataclass(frozen=True, slots=True)
class CityPlan:
    """The size of a city and the work of its year."""

    departments: int
    second_level: int
    sections: int
    counties: int
    county_departments: int
    towns_per_county: int
    stewards: int
    enterprises: int
    batches: tuple[Batch, ...]
    residents: int  # hotline, portal: all fates, inquiries and praise among them
    days: int = 330
    firm_needs: int = 0  # raised by firms themselves after signing in
    outings: Mapping[OutingKind, int] = field(
        default_factory=dict
    )  # lived in counties, towns and departments
    window_totals: WindowTotals | None = None


SMALL = CityPlan(
    departments=14,
    second_level=4,
    sections=36,
    counties=9,
    county_departments=1,
    towns_per_county=1,
    stewards=12,
    enterprises=30,
    batches=(
        Batch("TEN_QUESTIONS", "VISIT", firm=True, total=40, resolved=33),
        Batch("DUAL_OPTIMISATION", "PORTAL", firm=False, total=56, resolved=42),
    ),
    residents=60,
    days=150,
    firm_needs=18,
    outings={
        OutingKind.WINDOW: 2,
        OutingKind.WINDOW_AND_TWO: 3,
        OutingKind.FOUND_BELOW: 5,
        OutingKind.WALK: 4,
        OutingKind.FOUND_IN_CITY: 1,
    },
)
PREFECTURE = CityPlan(
    departments=43,  # with the inspection, eight counties, a zone and 27 towns: 80
    second_level=113,
    sections=605,  # and the information centre
    counties=9,
    county_departments=0,
    towns_per_county=3,
    stewards=1_414,
    enterprises=1_700,
    batches=(
        Batch("TEN_QUESTIONS", "VISIT", firm=True, total=1_196, resolved=1_114),
        Batch("DUAL_OPTIMISATION", "PORTAL", firm=False, total=4_875, resolved=4_631, clones=4_000),
    ),
    residents=300,
    firm_needs=240,
    outings={
        OutingKind.WINDOW: 12,
        OutingKind.WINDOW_AND_TWO: 26,
        OutingKind.FOUND_BELOW: 26,
        OutingKind.WALK: 36,
        OutingKind.FOUND_IN_CITY: 5,
    },
    window_totals=WindowTotals(person_times=2_112, walks=2_189, in_city=58, below=481, rectified=506),
)
PLANS = {"small": SMALL, "prefecture": PREFECTURE}
