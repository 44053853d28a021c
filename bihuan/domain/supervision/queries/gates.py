"""One gate per noun. A card that is only proposed, or was dismissed, is the office's own: against nobody, and seen by nobody else."""

from django.db.models import Q, QuerySet

from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.queries.gates import one_of, visible_by_rows
from bihuan.domain.supervision.models import Card, Circular, Interview, Outage, Supervision
from bihuan.kernel.access import Actor, ActorKind


def cards_visible_to(actor: Actor) -> QuerySet[Card]:
    """The office in charge and above; once issued, the head of the section, those who speak for the unit, and the person."""
    return visible_by_rows(Card.objects.all(), actor)


def supervisions_visible_to(actor: Actor) -> QuerySet[Supervision]:
    """The office in charge, the addressee and its unit, and all above."""
    return visible_by_rows(Supervision.objects.all(), actor)


def interviews_visible_to(actor: Actor) -> QuerySet[Interview]:
    """The office in charge and above, the person, and those who speak for the unit."""
    return visible_by_rows(Interview.objects.all(), actor)


def circulars_visible_to(actor: Actor) -> QuerySet[Circular]:
    """Drafts: the office. Issued: everyone who works in the area."""
    seen = visible_by_rows(Circular.objects.all(), actor)
    area = _area_of(actor)
    if area is None:
        return seen
    return Circular.objects.filter(
        Q(pk__in=seen.values("pk")) | Q(issued_at__isnull=False, office__in=area.line_ids)
    )


def outages_visible_to(actor: Actor) -> QuerySet[Outage]:
    """The register is open to everyone who works in the area: it is on their side."""
    if actor.kind is ActorKind.CALENDAR:
        return Outage.objects.all()
    area = _area_of(actor)
    return Outage.objects.filter(office__in=area.line_ids) if area else Outage.objects.none()


def card_for(actor: Actor, number: str) -> Card:
    return one_of(
        cards_visible_to(actor).select_related("office", "section", "unit", "person", "post", "judge"), number
    )


def supervision_for(actor: Actor, number: str) -> Supervision:
    return one_of(supervisions_visible_to(actor).select_related("office", "addressee", "unit"), number)


def interview_for(actor: Actor, number: str) -> Interview:
    return one_of(interviews_visible_to(actor).select_related("office", "unit", "person"), number)


def circular_for(actor: Actor, number: str) -> Circular:
    return one_of(circulars_visible_to(actor).select_related("office"), number)


def outage_for(actor: Actor, number: str) -> Outage:
    return one_of(outages_visible_to(actor).select_related("office", "only_unit"), number)


def _area_of(actor: Actor) -> Office | None:
    if actor.kind is not ActorKind.PERSON:
        return None
    return Office.objects.filter(pk=actor.office_id or 0).first()
