"""Who sits when and where: of one roster, of one person, of the coming week for everyone."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime, make_aware

from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs.choices import PlanState, RosterState, TurnState
from bihuan.domain.walkthroughs.models import Roster, RosterPlan, Turn
from bihuan.kernel.access import Actor

ALIVE = Q(state__in=[TurnState.PLANNED, TurnState.SAT, TurnState.MISSED])
WITH = ("leader__person", "leader__unit", "window__unit", "plan__roster__unit")


def turns_in_force(roster: Roster) -> QuerySet[Turn]:
    """What holds now: past turns as they were, coming ones as planned."""
    return Turn.objects.filter(ALIVE, plan__roster=roster, plan__in_force_at__isnull=False)


def plan_in_force(roster: Roster) -> RosterPlan | None:
    return RosterPlan.objects.filter(roster=roster, state=PlanState.IN_FORCE).first()


def newest_plan(roster: Roster) -> RosterPlan | None:
    """The latest that is shown or waits for its signature."""
    shown = [PlanState.PREVIEW, PlanState.ASKED]
    return RosterPlan.objects.filter(roster=roster, state__in=shown).order_by("-place").first()


def own_turns(actor: Actor) -> QuerySet[Turn]:
    """Everything that this person has sat, missed or has still to sit, on rosters that run."""
    return _running().filter(leader__person__in=actor.hands).select_related(*WITH).order_by("from_at", "id")


def turn_today(
    hands: Iterable[int], *, at: datetime, roster: Roster | None = None, window: Office | None = None
) -> Turn | None:
    """The open turn of these hands on this day, the earliest first; of one roster, or at one window."""
    begins, ends = midnight(at, 0), midnight(at, 1)
    mine = _running().filter(
        state=TurnState.PLANNED, leader__person__in=list(hands), from_at__gte=begins, from_at__lt=ends
    )
    if roster is not None:
        mine = mine.filter(plan__roster=roster)
    if window is not None:
        mine = mine.filter(window=window)
    return mine.select_related(*WITH).order_by("from_at", "id").first()


def public_turns(at: datetime) -> QuerySet[Turn]:
    """The coming week from Monday to Sunday, of rosters whose unit lets everyone see."""
    monday = monday_after(at)
    week = _running().filter(
        state=TurnState.PLANNED,
        plan__roster__is_public=True,
        from_at__gte=monday,
        from_at__lt=monday + timedelta(days=7),
    )
    return week.select_related(*WITH).order_by("from_at", "window__path", "id")


def due_turns(upto: datetime) -> QuerySet[Turn]:
    """Planned turns that begin by then."""
    return _running().filter(state=TurnState.PLANNED, from_at__lte=upto).select_related(*WITH)


def monday_after(at: datetime) -> datetime:
    """The beginning of next week in the city."""
    return midnight(at, 7 - localtime(at).weekday())


def midnight(at: datetime, later: int) -> datetime:
    """Midnight of the city's day so many days after that of `at`."""
    day = localtime(at).date() + timedelta(days=later)
    return make_aware(datetime.combine(day, time.min))


def _running() -> QuerySet[Turn]:
    return Turn.objects.filter(ALIVE, plan__in_force_at__isnull=False, plan__roster__state=RosterState.ACTIVE)
