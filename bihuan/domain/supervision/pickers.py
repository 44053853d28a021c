"""The vocabularies of supervision that verbs choose from."""

from typing import Any

from bihuan.domain.supervision.choices import CardState, Colour
from bihuan.domain.supervision.queries import (
    card_for,
    cards_visible_to,
    supervision_for,
    supervisions_visible_to,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import Picker

FEW = 20


def find_cards(actor: Actor, words: str) -> list[Any]:
    """Cards in force: only those may be told of."""
    found = cards_visible_to(actor).filter(state=CardState.EFFECTIVE).select_related("section", "unit")
    by_words = (
        found.filter(number__startswith=words)
        if words.isdecimal()
        else found.filter(section__name__contains=words)
    )
    return list((by_words if words else found).order_by("-id")[:FEW])


def find_supervisions(actor: Actor, words: str) -> list[Any]:
    found = supervisions_visible_to(actor)
    by_words = (
        found.filter(number__startswith=words) if words.isdecimal() else found.filter(title__contains=words)
    )
    return list((by_words if words else found).order_by("-id")[:FEW])


PICKERS = (
    Picker(
        "card",
        find_cards,
        card_for,
        lambda card: str(card.number),
        lambda card: f"{card} {card.section.name} {Colour(card.colour).label}",
    ),
    Picker(
        "supervision",
        find_supervisions,
        supervision_for,
        lambda one: str(one.number),
        lambda one: f"{one} {one.title}",
    ),
)
