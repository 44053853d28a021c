"""The five nouns of supervision as the API knows them: each with its gate, its verbs, what a row of it says, and what begins one."""

from typing import Any

from bihuan.domain.supervision import actions, queries, verbs
from bihuan.domain.supervision.models import Card, Circular, Interview, Outage, Supervision
from bihuan.domain.supervision.queries.terms import ground_name
from bihuan.faces.api.listed import Listed
from bihuan.faces.api.nouns import nouns_of
from bihuan.faces.api.supervision import shapes
from bihuan.faces.api.verbs import begins
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now

READ, ACT = "supervision:read", "supervision:act"


NOUN = nouns_of(ACT, below="supervision")


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


CARDS = Listed(
    noun=NOUN(
        "cards", "红黄牌", verbs.CARD_VERBS, queries.card_for,
        lambda card, actor: queries.card_facts(card, actor, at=now()),
    ),
    shape=shapes.CardRow, visible=queries.cards_visible_to, tell=_card, related=("section", "unit"),
)  # proposed by rule, begun by nobody  # fmt: skip
ORDERS = Listed(
    noun=NOUN(
        "orders", "督办单", verbs.SUPERVISION_VERBS, queries.supervision_for,
        lambda one, actor: queries.supervision_facts(one, actor, at=now()),
    ),
    shape=shapes.OrderRow, visible=queries.supervisions_visible_to, tell=_order,
    related=("addressee", "unit"), many=("items",), begin=begins("发督办单", actions.issue_supervision),
)  # fmt: skip
INTERVIEWS = Listed(
    noun=NOUN("interviews", "约谈", verbs.INTERVIEW_VERBS, queries.interview_for, queries.interview_facts),
    shape=shapes.InterviewRow, visible=queries.interviews_visible_to, tell=_interview,
    related=("unit", "supervision"), begin=begins("安排约谈", actions.arrange_interview),
)  # fmt: skip
CIRCULARS = Listed(
    noun=NOUN("circulars", "通报", verbs.CIRCULAR_VERBS, queries.circular_for, queries.circular_facts),
    shape=shapes.CircularRow, visible=queries.circulars_visible_to, tell=_circular,
    related=("office",), many=("circular_cards",), begin=begins("起草通报", actions.draft_circular),
)  # fmt: skip
OUTAGES = Listed(
    noun=NOUN("outages", "平台故障登记", verbs.OUTAGE_VERBS, queries.outage_for, queries.outage_facts),
    shape=shapes.OutageRow, visible=queries.outages_visible_to, tell=_outage,
    related=("only_unit",), begin=begins("登记故障", actions.record_outage),
)  # fmt: skip
LISTED = (CARDS, ORDERS, INTERVIEWS, CIRCULARS, OUTAGES)
