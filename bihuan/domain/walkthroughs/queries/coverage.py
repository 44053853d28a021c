"""Which high-frequency items nobody has walked, and who has not sat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from bihuan.domain.organisations.choices import Grade
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries.tenures import tenures_on
from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import versions_in_force
from bihuan.domain.walkthroughs.choices import TaskState, WalkState
from bihuan.domain.walkthroughs.figures.doubts import doubtful
from bihuan.domain.walkthroughs.models import Doubt, Sitting, Walk, WalkTask
from bihuan.domain.walkthroughs.queries.limits import walked_since
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of

LEADING = (Grade.UNIT_DEPUTY, Grade.UNIT_HEAD)


def unwalked_items(at: datetime) -> QuerySet[Item]:
    """High-frequency items in force that nobody walked since the day the parameter says, and that nobody owes yet. A walk that was found to
    be theatre is none; one that waits to be judged is, until it was."""
    theatre = Doubt.objects.filter(walk=OuterRef("pk"), genuine=False)
    walked = Walk.objects.filter(
        ~Exists(theatre), item=OuterRef("pk"), state=WalkState.FINISHED, ended_at__gte=walked_since(at)
    )
    owed = WalkTask.objects.filter(item=OuterRef("pk"), state=TaskState.OPEN)
    return high_frequency(at).filter(~Exists(walked), ~Exists(owed)).select_related("unit").order_by("id")


def high_frequency(at: datetime) -> QuerySet[Item]:
    frequent = versions_in_force(day_of(at)).filter(high_frequency=True)
    return Item.objects.filter(pk__in=frequent.values("item"))


@dataclass(frozen=True, slots=True)
class ItemCoverage:
    """One high-frequency item: how often it was walked, when last; what is doubtful is not counted."""

    item: Item
    name: str
    unit: Office
    times: int
    last_at: datetime | None


def item_coverage(at: datetime, *, inside: Office) -> Sequence[ItemCoverage]:
    """The high-frequency items of everything inside an office, those never walked first. One query."""
    name = versions_in_force(day_of(at)).filter(item=OuterRef("pk")).values("name")[:1]
    walks = Walk.objects.filter(
        ~doubtful("walk", at), item=OuterRef("pk"), state=WalkState.FINISHED
    ).order_by()
    times = walks.values("item").annotate(n=Count("pk")).values("n")
    last = walks.order_by("-ended_at").values("ended_at")[:1]
    items = high_frequency(at).filter(unit__path__startswith=inside.path).select_related("unit")
    rows = items.annotate(known_as=Subquery(name), times=Subquery(times), last_at=Subquery(last))
    found = [
        ItemCoverage(row, row.known_as or row.task_code, row.unit, row.times or 0, row.last_at)
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.times, one.last_at or at, one.item.task_code))


@dataclass(frozen=True, slots=True)
class LeaderCoverage:
    """One head or deputy: how often they sat and walked in a period; what is doubtful is not counted."""

    person: Person
    unit: Office
    title: str
    sittings: int
    walks: int


def leader_coverage(begins: datetime, ends: datetime, *, inside: Office) -> Sequence[LeaderCoverage]:
    """Heads and deputies of the units inside an office, those who never sat or walked first. One query."""
    tenures = (
        tenures_on(day_of(ends))
        .filter(post__grade__in=LEADING, post__office__path__startswith=inside.path, person__is_active=True)
        .annotate(sat=_times(Sitting, "leader", begins, ends), walked=_times(Walk, "walker", begins, ends))
        .select_related("person", "post__office")
        .order_by("post__office__path", "id")
    )
    leaders = {tenure.person_id: tenure for tenure in tenures}
    found = [
        LeaderCoverage(t.person, t.post.office, t.post.title, t.sat or 0, t.walked or 0)
        for t in leaders.values()
    ]
    return sorted(found, key=lambda one: (one.sittings + one.walks, one.unit.path))


def _times(model: type[Sitting] | type[Walk], who: str, begins: datetime, ends: datetime) -> Subquery:
    """How often this person did it in the period, without what is doubtful at its end."""
    own: QuerySet[Any] = model._default_manager.filter(
        ~doubtful(str(model.noun), ends), **{who: OuterRef("person")}, ended_at__gte=begins, ended_at__lt=ends
    )
    return Subquery(own.order_by().values(who).annotate(n=Count("pk")).values("n"))
