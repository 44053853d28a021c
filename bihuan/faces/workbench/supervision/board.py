"""督办台: what waits for the office, rung by rung, each with its clock; and who is late now, with a draft one click away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.supervision.choices import CardState, Rung
from bihuan.domain.supervision.models import Card, Supervision
from bihuan.domain.supervision.queries.board import LateNow, late_now, open_cards, open_orders
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.remedies.views import Row, rows_of
from bihuan.faces.workbench.supervision.kinds import OFFICES, kinds
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar.wording import worked

SHOWN = 20
CARDS = (
    ("建议发牌，等人决定", (CardState.PROPOSED,)),
    ("已决定，等送达", (CardState.ISSUED,)),
    ("已送达，申诉期内", (CardState.SERVED,)),
    ("申诉中，等裁定", (CardState.APPEALED,)),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One level: what stands on it, the most urgent first; `more` beyond those shown."""

    title: str
    rows: Sequence[Row]
    more: bool


@staff(*OFFICES)
@require_safe
def board(request: Request) -> HttpResponse:
    """Rungs and cards by level; then who is late, by unit."""
    late = late_now(request.actor)
    context = {
        "rungs": [column for column in _rungs(request.actor) if column.rows],
        "cards": [column for column in _cards(request.actor) if column.rows],
        "late": [_late(one) for one in late],
        "new_url": reverse("workbench:supervisions-new"),
        "at": request.at,
    }
    return render(request, "workbench/board.html", context)


def _late(one: LateNow) -> dict[str, object]:
    return {
        "row": one,
        "worst": worked(one.worst),
        "url": f"{reverse('workbench:supervisions-new')}?to={one.code}",
    }


def _rungs(actor: Actor) -> list[Column]:
    kind = kinds()["supervisions"]
    open_ = open_orders(actor).select_related(*kind.related)
    found: dict[str, list[Supervision]] = {}
    for one in open_.order_by("id")[: SHOWN * len(Rung)]:
        found.setdefault(one.rung, []).append(one)
    rows = {row.thing.pk: row for row in rows_of(kind, [one for some in found.values() for one in some])}
    return [_column(Rung(rung).label, [rows[one.pk] for one in found.get(rung, [])]) for rung in Rung]


def _cards(actor: Actor) -> list[Column]:
    kind = kinds()["cards"]
    open_ = open_cards(actor).select_related(*kind.related)
    things: list[Card] = list(open_.order_by("id")[: SHOWN * len(CARDS)])
    rows = rows_of(kind, things)
    return [_column(title, [row for row in rows if row.thing.state in states]) for title, states in CARDS]


def _column(title: str, rows: Sequence[Row]) -> Column:
    ordered = sorted(rows, key=_urgency)
    return Column(title, ordered[:SHOWN], len(ordered) > SHOWN)


def _urgency(row: Row) -> tuple[bool, datetime]:
    due = row.next.due_at if row.next else None
    return due is None, due or row.thing.opened_at
