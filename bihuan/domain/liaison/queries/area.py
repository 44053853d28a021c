"""An area's account: coverage, contact, load of its stewards, firms that nobody was in touch with. A handful of queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from bihuan.domain.enterprises.choices import Standing
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import CONTACT, VisitState
from bihuan.domain.liaison.models import DutySteward, Pairing, Visit
from bihuan.domain.liaison.queries.planning import scopes_of
from bihuan.domain.liaison.queries.stewards import steward_posts
from bihuan.domain.organisations.models import Office
from bihuan.kernel.calendar import day_of
from bihuan.kernel.calendar.moments import at_moment
from bihuan.kernel.duties.models import Duty


@dataclass(frozen=True, slots=True)
class AreaAccount:
    """must: firms that must have a steward. paired: those of them that have one. late: pairings whose month of contact has run out.
    load: (firms, stewards) from none upwards. silent: firms with a steward and no contact this year, the first of them."""

    must: int
    paired: int
    stewards: int
    late: int
    load: list[tuple[int, int]]
    silent_count: int
    silent: list[Enterprise]
    unpaired: list[Enterprise]
    duty: list[DutySteward]


def account_of(office: Office, *, at: datetime) -> AreaAccount:
    on = day_of(at)
    inside = Enterprise.objects.filter(merged_into=None, standing=Standing.OPERATING)
    if office.region is not None:
        inside = inside.filter(region__path__startswith=office.region.path)
    must = scopes_of(inside.values("pk"), year=on.year)
    running = Pairing.objects.filter(ended_on=None, office__path__startswith=office.path)
    held = Counter(running.values_list("steward", flat=True))
    paired = set(running.values_list("enterprise", flat=True)) & set(must)
    here = [pk for pk, post in steward_posts(on=on).items() if post.office.path.startswith(office.path)]
    load = Counter(held.get(pk, 0) for pk in here)
    late = Duty.objects.filter(
        subject_kind="pairing", subject_id__in=running.values("pk"), verb="visit", done_at=None, due_at__lt=at
    )
    silent = silent_firms(running, since=at_moment(on.replace(month=1, day=1), 0))
    return AreaAccount(
        must=len(must),
        paired=len(paired),
        stewards=len(here),
        late=late.count(),
        load=sorted(load.items()),
        silent_count=silent.count(),
        silent=list(silent[:20]),
        unpaired=list(inside.filter(pk__in=set(must) - paired).order_by("name", "id")[:20]),
        duty=list(
            DutySteward.objects.filter(ended_on=None, office__path__startswith=office.path)
            .select_related("person", "office", "post__office")
            .order_by("office__path")
        ),
    )


def silent_firms(running: QuerySet[Pairing], *, since: datetime) -> QuerySet[Enterprise]:
    """Paired, and nobody was there or telephoned since."""
    seen = Visit.objects.filter(
        enterprise=OuterRef("pk"), state=VisitState.DONE, kind__in=sorted(CONTACT), ended_at__gte=since
    )
    return Enterprise.objects.filter(~Exists(seen), pk__in=running.values("enterprise")).order_by(
        "name", "id"
    )
