"""From rows to what the rules may know."""

from datetime import datetime

from django.db.models import QuerySet

from bihuan.domain.cases.models import Hand, Leg
from bihuan.domain.organisations.queries import units_in_tenure
from bihuan.domain.supervision.choices import CARD_ENDED, CardState
from bihuan.domain.supervision.models import (
    Card,
    CardIncident,
    Circular,
    Incident,
    Interview,
    Outage,
    Supervision,
)
from bihuan.domain.supervision.rules.cards import ISSUERS, JUDGES, CardFacts
from bihuan.domain.supervision.rules.ladder import SupervisionFacts
from bihuan.domain.supervision.rules.records import CircularFacts, InterviewFacts, OutageFacts
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.tracked import hands_of

OPEN = frozenset(CardState) - CARD_ENDED
DECIDERS = frozenset({*ISSUERS, *JUDGES})


def card_facts(card: Card, actor: Actor | None = None, *, at: datetime) -> CardFacts:
    """A card, and how this actor stands to it. Whether they are disinterested is asked only while they could decide anything."""
    decides = actor is None or actor.has(*DECIDERS)
    cases = _cases_of(card) if decides and card.state in OPEN else None
    return CardFacts(
        state=card.state,
        office=card.office_id,
        section=card.section_id,
        unit=card.unit_id,
        person=card.person_id,
        body_kind=card.unit.body_kind,
        ground=card.ground,
        colour=card.colour,
        of_the_office=card.section_id == card.office.desk_id,
        in_time=card.appeal_until is None or at <= card.appeal_until,
        published=card.published_at is not None,
        judge=card.judge_id,
        interested=_units_with_a_part(cases),
        case_hands=_hands_in(cases),
        actor_units=units_of(actor, since=card.opened_at, at=at) if decides else frozenset(),
        hands=hands_of(card) if decides else {},
    )


def supervision_facts(
    supervision: Supervision, actor: Actor | None = None, *, at: datetime
) -> SupervisionFacts:
    return SupervisionFacts(
        state=supervision.state,
        office=supervision.office_id,
        addressee=supervision.addressee_id,
        unit=supervision.unit_id,
        rung=supervision.rung,
        overdue=Duty.objects.filter(
            subject_kind="supervision", subject_id=supervision.pk, verb="reply", done_at=None, due_at__lt=at
        ).exists(),
        sent_back=Entry.objects.filter(
            subject_kind="supervision", subject_id=supervision.pk, event="supervision.send_back"
        ).exists(),
        published=supervision.published_at is not None,
        hands=hands_of(supervision),
    )


def outage_facts(outage: Outage, actor: Actor | None = None) -> OutageFacts:
    return OutageFacts(outage.state, outage.office_id, hands_of(outage))


def interview_facts(interview: Interview, actor: Actor | None = None) -> InterviewFacts:
    return InterviewFacts(
        interview.state, interview.office_id, interview.unit_id, interview.person_id, hands_of(interview)
    )


def circular_facts(circular: Circular, actor: Actor | None = None) -> CircularFacts:
    return CircularFacts(
        circular.state, circular.office_id, circular.published_at is not None, hands_of(circular)
    )


def cases_behind(*cards: Card) -> list[int]:
    """The cases on which these cards rest."""
    return sorted(set(_cases_of(*cards)))


def cases_on(supervision: Supervision | None) -> list[int]:
    """The cases that a 督办单 lists; none where there is no 督办单."""
    return list(supervision.items.values_list("case_id", flat=True)) if supervision is not None else []


def _cases_of(*cards: Card) -> QuerySet[Incident, int]:
    keys = CardIncident.objects.filter(card__in=cards).values("key")
    return Incident.objects.filter(key__in=keys, subject_kind="case").values_list("subject_id", flat=True)


def _units_with_a_part(cases: QuerySet[Incident, int] | None) -> frozenset[int]:
    if cases is None:
        return frozenset()
    return frozenset(
        unit for unit in Leg.objects.filter(case__in=cases).values_list("office__unit_id", flat=True) if unit
    )


def _hands_in(cases: QuerySet[Incident, int] | None) -> frozenset[int]:
    if cases is None:
        return frozenset()
    rows = Hand.objects.filter(case__in=cases).values_list("person_id", "acting_for_id")
    return frozenset(person for pair in rows for person in pair if person)


def units_of(actor: Actor | None, *, since: datetime, at: datetime) -> frozenset[int]:
    """Where the actor, or the one acted for, held a post while it was going on."""
    people = actor.hands if actor else frozenset()
    return frozenset(
        unit for person in people for unit in units_in_tenure(person, from_on=day_of(since), to_on=day_of(at))
    )
