"""Orders to rectify, supervision and cards: what was late there, what relapsed, which yellow cards have taken effect."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bihuan.domain.remedies.models import Order, Relapse
from bihuan.domain.supervision.choices import CARD_STANDS, CardState, Colour, IncidentKind
from bihuan.domain.supervision.models import Card
from bihuan.domain.supervision.queries.gather.late import Owed, counted, late_duties, pauses_of, with_evidence
from bihuan.domain.supervision.queries.gather.world import World
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.domain.supervision.rules.lateness import Lapse
from bihuan.kernel.journal.models import Entry

# What the ordered unit owes; the office's own verification is not the unit's.
UNIT_OWES = (
    "submit_plan",
    "establish_measure",
    "finish_redress",
    "start_trial",
    "request_verification",
    "answer_self_check",
)


def order_incidents(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """责令整改: steps that were late, and relapses."""
    yield from _late(world, "order", ids, UNIT_OWES, IncidentKind.LATE)
    yield from _relapses(world, ids)


def supervision_incidents(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """督办单 that nobody answered in time."""
    yield from _late(world, "supervision", ids, ("reply",), IncidentKind.ORDER_IGNORED)


def cards_in_force(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """Yellow cards that took effect and were not lifted since; an expired one was in force."""
    cards = Card.objects.filter(
        pk__in=ids,
        colour=Colour.YELLOW,
        effective_at__isnull=False,
        state__in=[*CARD_STANDS, CardState.EXPIRED],
    )
    entries = {
        subject: pk
        for pk, subject in Entry.objects.filter(
            subject_kind="card", subject_id__in=ids, event__in=("card.take_effect", "card.decide")
        )
        .order_by("seq")
        .values_list("pk", "subject_id")
    }
    for card in cards:
        assert card.effective_at is not None  # filtered above
        yield IncidentFacts(
            key=f"card:{card.pk}",
            kind=IncidentKind.YELLOW_CARD,
            office=card.section_id,
            unit=card.unit_id,
            person=card.person_id,
            post=card.post_id,
            began_at=card.effective_at,
            at=card.effective_at,
            until=card.effective_at,
            subject_kind="card",
            subject_id=card.pk,
            entries=(entries[card.pk],) if card.pk in entries else (),
        )


def _late(
    world: World, kind: str, ids: Collection[int], verbs: Collection[str], as_kind: IncidentKind
) -> Iterator[IncidentFacts]:
    owed = with_evidence(late_duties(world, kind, ids, verbs))
    pairs = [(one, _lapse(one)) for one in owed]
    yield from counted(world, pairs, spent={}, pauses=pauses_of(owed), sealed=False, kind=as_kind)


def _lapse(one: Owed) -> Lapse:
    return Lapse(str(one.id), one.began_at, one.due_at, one.done_at, 0)


def _relapses(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """反弹: held against whoever headed the unit when the fix that did not hold was verified."""
    rows = list(Relapse.objects.filter(order__in=ids).order_by("id").values_list("id", "order_id", "at"))
    units = dict(Order.objects.filter(pk__in=ids).values_list("pk", "unit_id")) if rows else {}
    said = Entry.objects.filter(
        subject_kind="order", subject_id__in=units, event__in=("order.verify", "order.relapse")
    ).order_by("subject_id", "seq")
    verified: dict[int, tuple[int, datetime]] = {}
    cited: dict[tuple[int, datetime], tuple[tuple[int, ...], datetime]] = {}
    for pk, subject, event, at in said.values_list("pk", "subject_id", "event", "at"):
        if event == "order.verify":
            verified[subject] = (pk, at)
        else:
            proof = verified.get(subject)
            cited[subject, at] = ((proof[0], pk), proof[1]) if proof else ((pk,), at)
    for pk, order, at in rows:
        place = world.places[units[order]]
        entries, since = cited.get((order, at), ((), at))
        seat = world.seat(place, since)
        yield IncidentFacts(
            key=f"relapse:{pk}",
            kind=IncidentKind.RELAPSED,
            office=place.id,
            unit=world.unit_of(place),
            person=seat.person if seat else None,
            post=seat.post if seat else None,
            began_at=at,
            at=at,
            until=at,
            subject_kind="order",
            subject_id=order,
            entries=entries,
        )
