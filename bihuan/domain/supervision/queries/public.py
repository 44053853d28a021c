"""What the city chose to publish: units, sections, grounds, days. No person, no case, no reporter; nothing before an appeal period ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.domain.supervision.choices import CardState, Colour, SupervisionState
from bihuan.domain.supervision.models import Card, Circular, Supervision
from bihuan.domain.supervision.queries.terms import ground_name
from bihuan.kernel.calendar import day_of

SHOWN = 50


@dataclass(frozen=True, slots=True)
class PublicCard:
    unit: str
    section: str
    ground: str
    colour: str
    tone: str
    effective_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicListing:
    unit: str
    title: str
    issued_at: datetime
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicCircular:
    title: str
    letter: str
    text: str
    issued_at: datetime


def public_cards() -> list[PublicCard]:
    """Only what is in force."""
    rows = (
        Card.objects.filter(published_at__isnull=False, state=CardState.EFFECTIVE)
        .select_related("unit", "section")
        .order_by("-published_at", "-id")
    )
    return [_card(card) for card in rows[:SHOWN]]


def public_listings() -> list[PublicListing]:
    rows = Supervision.objects.filter(
        published_at__isnull=False,
        state__in=[SupervisionState.ISSUED, SupervisionState.REPLIED, SupervisionState.LIFTED],
    )
    return [
        PublicListing(
            one.unit.name,
            one.title,
            one.issued_at or one.opened_at,
            one.ended_at if one.state == SupervisionState.LIFTED else None,
        )
        for one in rows.select_related("unit").order_by("-published_at", "-id")[:SHOWN]
    ]


def public_circulars() -> Sequence[PublicCircular]:
    rows = Circular.objects.filter(published_at__isnull=False, issued_at__isnull=False).select_related("text")
    return [
        PublicCircular(
            one.title, one.letter, one.text.text if one.text else "", one.issued_at or one.opened_at
        )
        for one in rows.order_by("-published_at", "-id")[:SHOWN]
    ]


def _card(card: Card) -> PublicCard:
    return PublicCard(
        unit=card.unit.name,
        section=card.section.name,
        ground=ground_name(card.ground, on=day_of(card.opened_at)),
        colour=Colour(card.colour).label,
        tone=Colour(card.colour).colour,
        effective_at=card.effective_at or card.opened_at,
        expires_at=card.expires_at,
    )
