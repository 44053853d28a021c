"""One gate per noun. What happens inside an office is seen by whoever stands for it or for anything above it, and by its own hands."""

from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Q, QuerySet

from bihuan.domain.services.queries import latest_name
from bihuan.domain.walkthroughs.choices import FindingState, WalkState
from bihuan.domain.walkthroughs.models import Finding, HandlingLog, Roster, Sitting, Walk, WalkTask
from bihuan.domain.walkthroughs.models.base import Walkthrough
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotVisible

W = TypeVar("W", bound=Walkthrough)
NOBODY = Q(pk__in=())


def rosters_visible_to(actor: Actor) -> QuerySet[Roster]:
    """The unit and those above it, and every leader on it."""
    return _seen(Roster.objects.all(), actor, _inside(actor, "unit") | Q(leaders__person__in=actor.hands))


def sittings_visible_to(actor: Actor) -> QuerySet[Sitting]:
    """The leader and the companion; the leader's unit, the window's, and those above them."""
    own = Q(leader__in=actor.hands) | Q(companion__in=actor.hands)
    return _seen(Sitting.objects.all(), actor, own | _inside(actor, "unit", "window"))


def walks_visible_to(actor: Actor) -> QuerySet[Walk]:
    """As a sitting; but a walk in disguise is sealed until it ends: then only its own hands see it, whatever the post."""
    own = Q(walker__in=actor.hands) | Q(companion__in=actor.hands)
    open_ = ~Q(disguised=True, state=WalkState.OPEN)
    return _seen(Walk.objects.all(), actor, own | open_ & _inside(actor, "unit", "item__unit"))


def findings_visible_to(actor: Actor) -> QuerySet[Finding]:
    """The finder; the finder's unit, the unit where it was found, and those above them; what is sealed, only the walk's own hands."""
    own = Q(finder__in=actor.hands) | Q(walk__walker__in=actor.hands) | Q(walk__companion__in=actor.hands)
    told = ~Q(state=FindingState.SEALED)
    inside = _inside(actor, "unit", "found_in")
    return _seen(Finding.objects.all(), actor, own | told & inside)


def tasks_visible_to(actor: Actor) -> QuerySet[WalkTask]:
    """The unit that owes the walk, those above it, and to whom it was assigned; with what its item is called now."""
    named = WalkTask.objects.annotate(item_name=latest_name("item"))
    return _seen(named, actor, Q(person__in=actor.hands) | _inside(actor, "unit"))


def logs_visible_to(actor: Actor) -> QuerySet[HandlingLog]:
    """The unit whose it is, and those above it."""
    return _seen(HandlingLog.objects.all(), actor, _inside(actor, "unit"))


def log_for(actor: Actor, number: str) -> HandlingLog:
    return one_of(logs_visible_to(actor).select_related("unit", "item_version"), number)


def walk_for(actor: Actor, number: str) -> Walk:
    return one_of(walks_visible_to(actor).select_related("unit", "item__unit", "item_version"), number)


def finding_for(actor: Actor, number: str) -> Finding:
    return one_of(findings_visible_to(actor).select_related("unit", "found_in"), number)


def task_for(actor: Actor, number: str) -> WalkTask:
    return one_of(tasks_visible_to(actor).select_related("unit", "item"), number)


def roster_for(actor: Actor, number: str) -> Roster:
    return one_of(rosters_visible_to(actor).select_related("unit"), number)


def sitting_for(actor: Actor, number: str) -> Sitting:
    return one_of(sittings_visible_to(actor).select_related("unit", "window"), number)


def one_of(found: QuerySet[W], number: str) -> W:
    thing = found.filter(number=number).first()
    if thing is None:
        raise NotVisible()
    return thing


def _seen(found: QuerySet[W], actor: Actor, condition: Q) -> QuerySet[W]:
    if actor.kind is ActorKind.CALENDAR:
        return found
    if actor.kind not in (ActorKind.PERSON, ActorKind.TOKEN):
        return found.none()
    # A subquery rather than DISTINCT: pages are cut by key.
    return found.filter(pk__in=found.model._default_manager.filter(condition).values("pk"))


def _inside(actor: Actor, *fields: str) -> Q:
    """Rows of which one of these offices lies in one that the actor stands for: a path names every office above."""
    ids = sorted(int(key.partition(":")[2]) for key in actor.keys if key.startswith("office:"))
    conditions = (Q(**{f"{field}__path__contains": f"/{pk}/"}) for field in fields for pk in ids)
    return reduce(or_, conditions, NOBODY)
