"""The five nouns of supervision as the API knows them: each with its gate, its verbs, what a row of it says, and what begins one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bihuan.domain.supervision import actions, queries, verbs
from bihuan.domain.supervision.models import Card, Circular, Interview, Outage, Supervision
from bihuan.domain.supervision.queries.terms import ground_name
from bihuan.faces.api.nouns import ApiNoun, state_of
from bihuan.faces.api.reading import Row
from bihuan.faces.api.supervision import shapes
from bihuan.faces.api.verbs import asked_there
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now
from bihuan.kernel.verbs import Verb, VerbTable

READ, ACT = "supervision:read", "supervision:act"


@dataclass(frozen=True, slots=True)
class Listed:
    """A noun with its list. related, many: what its row reads. begin: the verb that begins one; a card is proposed by rule, by nobody."""

    noun: ApiNoun
    shape: type[Row]
    visible: Callable[[Actor], QuerySet[Any]]
    tell: Callable[[Any], dict[str, Any]]
    related: tuple[str, ...]
    many: tuple[str, ...] = ()
    begin: Verb | None = None

    @property
    def rows(self) -> Callable[[Actor], QuerySet[Any]]:
        return lambda actor: self.visible(actor).select_related(*self.related).prefetch_related(*self.many)

    def row(self, thing: Any) -> dict[str, Any]:
        """What a list and an answer say of it."""
        return state_of(thing) | {"state_label": thing.get_state_display()} | self.tell(thing)


def _card(card: Card) -> dict[str, Any]:
    same = (
        "colour",
        "ground",
        "minutes",
        "lost_minutes",
        "served_at",
        "appeal_until",
        "effective_at",
        "expires_at",
    )
    return {name: getattr(card, name) for name in same} | {
        "ground_name": ground_name(card.ground, on=day_of(card.opened_at)),
        "section": card.section.code,
        "unit": card.unit.code,
        "incidents": card.number_of,
    }


def _order(one: Supervision) -> dict[str, Any]:
    same = ("rung", "title", "issued_at", "replied_at", "ended_at")
    return {name: getattr(one, name) for name in same} | {
        "addressee": one.addressee.code,
        "unit": one.unit.code,
        "cases": len(one.items.all()),
    }


def _interview(interview: Interview) -> dict[str, Any]:
    same = ("title", "place", "planned_at", "held_at", "ended_at")
    cause = interview.supervision
    return {name: getattr(interview, name) for name in same} | {
        "unit": interview.unit.code,
        "order": (cause.number or "") if cause else "",
    }


def _circular(circular: Circular) -> dict[str, Any]:
    same = ("title", "letter", "issued_at", "published_at")
    return {name: getattr(circular, name) for name in same} | {
        "office": circular.office.code,
        "cards": len(circular.circular_cards.all()),
    }


def _outage(outage: Outage) -> dict[str, Any]:
    same = ("system", "from_at", "to_at", "opened_at")
    unit = outage.only_unit
    return {name: getattr(outage, name) for name in same} | {"only_unit": unit.code if unit else ""}


def _noun(
    path: str,
    label: str,
    table: VerbTable,
    find: Callable[[Actor, str], Any],
    facts: Callable[[Any, Actor], Any],
) -> ApiNoun:
    return ApiNoun(table, f"supervision/{path}", ACT, find, facts, label=label)


def _begin(said: str, action: Callable[..., Any]) -> Verb:
    return Verb(action.__name__, said, action, may=asked_there)


CARDS = Listed(
    _noun(
        "cards", "红黄牌", verbs.CARD_VERBS, queries.card_for,
        lambda card, actor: queries.card_facts(card, actor, at=now()),
    ),
    shapes.CardRow, queries.cards_visible_to, _card, ("section", "unit"),
)  # fmt: skip
ORDERS = Listed(
    _noun(
        "orders", "督办单", verbs.SUPERVISION_VERBS, queries.supervision_for,
        lambda one, actor: queries.supervision_facts(one, actor, at=now()),
    ),
    shapes.OrderRow, queries.supervisions_visible_to, _order, ("addressee", "unit"), ("items",),
    _begin("发督办单", actions.issue_supervision),
)  # fmt: skip
INTERVIEWS = Listed(
    _noun("interviews", "约谈", verbs.INTERVIEW_VERBS, queries.interview_for, queries.interview_facts),
    shapes.InterviewRow, queries.interviews_visible_to, _interview, ("unit", "supervision"), (),
    _begin("安排约谈", actions.arrange_interview),
)  # fmt: skip
CIRCULARS = Listed(
    _noun("circulars", "通报", verbs.CIRCULAR_VERBS, queries.circular_for, queries.circular_facts),
    shapes.CircularRow, queries.circulars_visible_to, _circular, ("office",), ("circular_cards",),
    _begin("起草通报", actions.draft_circular),
)  # fmt: skip
OUTAGES = Listed(
    _noun("outages", "平台故障登记", verbs.OUTAGE_VERBS, queries.outage_for, queries.outage_facts),
    shapes.OutageRow, queries.outages_visible_to, _outage, ("only_unit",), (),
    _begin("登记故障", actions.record_outage),
)  # fmt: skip
LISTED = (CARDS, ORDERS, INTERVIEWS, CIRCULARS, OUTAGES)
