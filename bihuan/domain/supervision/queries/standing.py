"""Cards that count now: how many a section or a person has, and from what they bar. Appraisal and awards read this as data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from bihuan.domain.supervision.choices import CardState, Colour
from bihuan.domain.supervision.models import Card
from bihuan.domain.supervision.queries.terms import effects_of
from bihuan.kernel.calendar import day_of


@dataclass(frozen=True, slots=True)
class Barred:
    """Not eligible for one award until the card expires."""

    award: str
    name: str
    card: str
    colour: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How many cards count, by colour, and what they bar from."""

    yellow: int
    red: int
    barred: tuple[Barred, ...]


def cards_that_count(*, at: datetime) -> QuerySet[Card]:
    """In force at this moment, now or then: effective, not expired yet, not absorbed by a red one. Lifted, it never counted."""
    return Card.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=at),
        state__in=[CardState.EFFECTIVE, CardState.EXPIRED],
        effective_at__lte=at,
        absorbed_by=None,
    )


def standing_of(
    *, at: datetime, section: int | None = None, unit: int | None = None, person: int | None = None
) -> Standing:
    """Of a section, a unit with all its sections, or a person. One query."""
    asked: dict[str, int | None] = {"section": section, "unit": unit, "person": person}
    wanted = {name: pk for name, pk in asked.items() if pk is not None}
    cards = list(cards_that_count(at=at).filter(**wanted).order_by("id"))
    return Standing(
        yellow=sum(card.colour == Colour.YELLOW for card in cards),
        red=sum(card.colour == Colour.RED for card in cards),
        barred=tuple(bar for card in cards for bar in _bars(card)),
    )


def sections_with_cards(sections: Collection[int], *, at: datetime) -> dict[int, dict[str, int]]:
    """Count per section and colour, for whole pages."""
    found: dict[int, dict[str, int]] = {}
    for section, colour in (
        cards_that_count(at=at).filter(section__in=sections).values_list("section_id", "colour")
    ):
        counts = found.setdefault(section, {})
        counts[colour] = counts.get(colour, 0) + 1
    return found


def _bars(card: Card) -> list[Barred]:
    if card.effective_at is None or card.expires_at is None:
        return []
    effects = effects_of(card.colour, on=day_of(card.effective_at))
    return [
        Barred(code, name, card.number or "", card.colour, card.expires_at) for code, name in effects.items()
    ]
