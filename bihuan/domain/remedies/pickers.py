"""The vocabularies of remedies that verbs choose from."""

from typing import Any

from bihuan.domain.remedies.queries import campaign_for, campaigns_visible_to, order_for, orders_visible_to
from bihuan.kernel.access import Actor
from bihuan.kernel.verbs import Picker

FEW = 20


def find_orders(actor: Actor, words: str) -> list[Any]:
    found = orders_visible_to(actor).filter(ended_at=None)
    by_words = (
        found.filter(number__startswith=words) if words.isdecimal() else found.filter(title__icontains=words)
    )
    return list(by_words.order_by("-id")[:FEW])


def find_campaigns(actor: Actor, words: str) -> list[Any]:
    return list(campaigns_visible_to(actor).filter(name__icontains=words).order_by("-id")[:FEW])


PICKERS = (
    Picker(
        "order",
        find_orders,
        order_for,
        lambda order: str(order.number),
        lambda order: f"{order} {order.title}",
    ),
    Picker(
        "campaign",
        find_campaigns,
        campaign_for,
        lambda campaign: campaign.code,
        lambda campaign: campaign.name,
    ),
)
