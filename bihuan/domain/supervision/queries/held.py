"""What is held against somebody: the person, their section, their unit. Only what they may see anyway."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from bihuan.domain.organisations.choices import AREA_BODIES, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.choices import CARD_ENDED, CARD_STANDS
from bihuan.domain.supervision.models import Card, Incident, Interview, Supervision
from bihuan.domain.supervision.queries.gates import (
    cards_visible_to,
    interviews_visible_to,
    supervisions_visible_to,
)
from bihuan.domain.supervision.queries.standing import Standing, standing_of
from bihuan.domain.supervision.rules.common import UNIT_VOICE
from bihuan.kernel.access import Actor

RECENT = timedelta(days=31)
SHOWN = 50
RELATED = ("section__unit", "section__desk__unit", "unit__unit", "unit__desk__unit")


@dataclass(frozen=True, slots=True)
class Held:
    """`past`: what ended: lifted or expired cards."""

    cards: Sequence[Card]
    supervisions: Sequence[Supervision]
    interviews: Sequence[Interview]
    past: Sequence[Card]


def held_against(actor: Actor) -> Held:
    """Cards that stand, 督办单 that are open, interviews that are arranged or wait to be confirmed."""
    own = own_offices(actor)
    mine = cards_visible_to(actor).filter(_against(own, actor)).select_related(*RELATED).order_by("-id")
    orders = supervisions_visible_to(actor).filter(Q(addressee__in=own) | Q(unit__in=own))
    talks = interviews_visible_to(actor).filter(Q(unit__in=own) | Q(person__in=actor.hands))
    return Held(
        cards=list(mine.filter(state__in=sorted(CARD_STANDS))[:SHOWN]),
        supervisions=list(
            orders.filter(ended_at=None, issued_at__isnull=False)
            .select_related("addressee__unit", "addressee__desk__unit")
            .order_by("id")[:SHOWN]
        ),
        interviews=list(
            talks.filter(ended_at=None)
            .select_related("unit__unit", "unit__desk__unit")
            .order_by("id")[:SHOWN]
        ),
        past=list(mine.filter(state__in=sorted(CARD_ENDED), decided_at__isnull=False)[:SHOWN]),
    )


def late_by(actor: Actor, *, at: datetime) -> list[Incident]:
    """Red lights of the last month, my offices' and my own: what is going on first."""
    own = own_offices(actor)
    rows = Incident.objects.filter(
        Q(until=None) | Q(at__gte=at - RECENT), Q(office__in=own) | Q(person__in=actor.hands)
    )
    return list(rows.exclude(kind="YELLOW_CARD").order_by("-at", "-id")[:SHOWN])


def standing_for(actor: Actor, *, at: datetime) -> Standing:
    """How many cards count against the person; of whoever speaks for a unit, against the unit."""
    if actor.has(*UNIT_VOICE):
        unit = next(iter(_units(actor)), None)
        if unit is not None:
            return standing_of(at=at, unit=unit)
    if actor.has(Role.SECTION_HEAD):
        return standing_of(at=at, section=actor.office_id)
    return standing_of(at=at, person=actor.person_id or 0)


def own_offices(actor: Actor) -> QuerySet[Office]:
    """The actor's office; of whoever speaks for a unit everything inside it. A government's people answer for its 双优化办 only."""
    voice = Q(unit__in=_units(actor)) if actor.has(*UNIT_VOICE) else Q(pk__in=[])
    return Office.objects.filter(Q(pk=actor.office_id or 0) | voice)


def _units(actor: Actor) -> list[int]:
    ids = [int(key.partition(":")[2]) for key in actor.keys if key.startswith("office:")]
    units = Office.objects.filter(pk__in=ids, kind="UNIT").exclude(body_kind__in=sorted(AREA_BODIES))
    return list(units.values_list("pk", flat=True))


def _against(own: QuerySet[Office], actor: Actor) -> Q:
    return Q(section__in=own) | Q(unit__in=own) | Q(person__in=actor.hands)
