"""What a case's page says of remedies: to which it belongs, and what may begin from it. A discipline clue is never mentioned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.queries import campaigns_visible_to, long_terms_visible_to
from bihuan.domain.remedies.queries.lists import orders_of, upwards_of
from bihuan.faces.workbench.remedies.kinds import kinds
from bihuan.faces.workbench.remedies.openings import openings_from
from bihuan.kernel.access import Actor
from bihuan.kernel.states import StateCodes

CAN_BE_CARRIED = frozenset({State.HANDLING, State.PROMISED})


@dataclass(frozen=True, slots=True)
class Belongs:
    """A remedy that this case is part of."""

    label: str
    number: str
    title: str
    state: StateCodes
    url: str


@dataclass(frozen=True, slots=True)
class Opening:
    label: str
    url: str


def belonging(case: Case, actor: Actor) -> list[Belongs]:
    """Orders, reports upward, the campaign, long-term items: four questions through their gates."""
    rows: dict[str, QuerySet[Any]] = {
        "orders": orders_of(case, actor),
        "upward": upwards_of(case, actor),
        "campaigns": campaigns_visible_to(actor).filter(campaign_cases__case=case),
        "long-term": long_terms_visible_to(actor).filter(case=case).select_related("case").order_by("id"),
    }
    return [_belongs(slug, thing) for slug, things in rows.items() for thing in things]


def _belongs(slug: str, thing: Any) -> Belongs:
    kind = kinds()[slug]
    return Belongs(kind.label, thing.number or "", kind.title(thing), kind.state(thing), kind.url(thing))


def openings(case: Case, actor: Actor) -> Sequence[Opening]:
    """The forms that begin something from this case, with the case filled in."""
    return [
        Opening(kind.opening, f"{reverse(kind.make_url)}?case={case.number}")
        for kind in openings_from(case.office_id, actor, may_carry=case.state in CAN_BE_CARRIED)
    ]
