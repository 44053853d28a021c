"""督办台: what waits for the office, level by level, each with its clock; and who is late now, with a draft one click away.

At first a look at all levels, the most urgent of each; a level of its own behind its tab.
"""

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
AT_FIRST = 3
LATE_AT_FIRST = 6
LATE = "late"
CARDS = (
    (CardState.PROPOSED, "建议发牌，等人决定", "建议发牌"),
    (CardState.ISSUED, "已决定，等送达", "等送达"),
    (CardState.SERVED, "已送达，申诉期内", "申诉期内"),
    (CardState.APPEALED, "申诉中，等裁定", "等裁定"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One level: what stands on it, the most urgent first; `more` beyond those shown. `tab`: in a word."""

    code: str
    title: str
    tab: str
    rows: Sequence[Row]
    more: bool

    @property
    def first(self) -> Sequence[Row]:
        return self.rows[:AT_FIRST]

    @property
    def is_rung(self) -> bool:
        return self.code in Rung.values

    @property
    def count(self) -> str:
        return f"{len(self.rows)}{'+' if self.more else ''}"


@staff(*OFFICES)
@require_safe
def board(request: Request) -> HttpResponse:
    """Who is late, by section; then cards and rungs by level."""
    late = late_now(request.actor)
    columns = [column for column in (*_cards(request.actor), *_rungs(request.actor)) if column.rows]
    levels = {column.code: column for column in columns}
    wanted = request.GET.get("level", "")
    chosen = wanted if wanted in levels or wanted == LATE else ""
    seen = [levels[chosen]] if chosen in levels else [] if chosen == LATE else columns
    context = {
        "columns": columns,
        "seen": [(column, column.rows if chosen else column.first) for column in seen],
        "late": [_late(one) for one in late[: None if chosen == LATE else LATE_AT_FIRST]],
        "late_count": len(late),
        "shows_late": chosen in ("", LATE),
        "chosen": chosen,
        "new_url": reverse("workbench:supervisions-new"),
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
    return [
        _column(rung, rung.label, rung.label, [rows[one.pk] for one in found.get(rung, [])]) for rung in Rung
    ]


def _cards(actor: Actor) -> list[Column]:
    kind = kinds()["cards"]
    open_ = open_cards(actor).select_related(*kind.related)
    things: list[Card] = list(open_.order_by("id")[: SHOWN * len(CARDS)])
    rows = rows_of(kind, things)
    return [
        _column(state, title, tab, [row for row in rows if row.thing.state == state])
        for state, title, tab in CARDS
    ]


def _column(code: str, title: str, tab: str, rows: Sequence[Row]) -> Column:
    ordered = sorted(rows, key=_urgency)
    return Column(str(code), title, tab, ordered[:SHOWN], len(ordered) > SHOWN)


def _urgency(row: Row) -> tuple[bool, datetime]:
    due = row.next.due_at if row.next else None
    return due is None, due or row.thing.opened_at
