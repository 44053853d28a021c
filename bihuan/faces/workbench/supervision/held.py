"""针对我的事项: each thing that is held against me or my unit, its evidence, what I can still do and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.supervision.choices import CardState
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.queries.held import Held, held_against, late_by, standing_for
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.remedies.views import Row, rows_of
from bihuan.faces.workbench.supervision.evidence import cases_seen, steps_of
from bihuan.faces.workbench.supervision.kinds import kinds
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar.wording import worked

CAN: dict[str, tuple[tuple[str, str], ...]] = {
    CardState.SERVED: (("appeal", "申诉"), ("answer", "书面说明")),
    CardState.APPEALED: (("answer", "补充书面说明"),),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing, with the verbs that are still open."""

    row: Row
    can: Sequence[tuple[str, str]]
    until: object = None


@dataclass(frozen=True, slots=True)
class Lit:
    """A red light of mine: automatic and without consequence, until there are many."""

    what: str
    title: str
    url: str
    incident: Incident
    counted: str


@staff()
@require_safe
def held(request: Request) -> HttpResponse:
    found = held_against(request.actor)
    lit = late_by(request.actor, at=request.at)
    context = {
        "cards": _cards(found),
        "supervisions": [Item(row, ()) for row in rows_of(kinds()["supervisions"], found.supervisions)],
        "interviews": [Item(row, ()) for row in rows_of(kinds()["interviews"], found.interviews)],
        "past": rows_of(kinds()["cards"], found.past),
        "lit": _lit(lit, request.actor),
        "standing": standing_for(request.actor, at=request.at),
    }
    return render(request, "workbench/held.html", context)


def _cards(found: Held) -> list[Item]:
    rows = rows_of(kinds()["cards"], found.cards)
    return [Item(row, _can(row), row.thing.appeal_until) for row in rows]


def _can(row: Row) -> Sequence[tuple[str, str]]:
    return [(f"{row.url}{verb}/", label) for verb, label in CAN.get(row.thing.state, ())]


def _lit(incidents: Sequence[Incident], actor: Actor) -> list[Lit]:
    cases = cases_seen(incidents, actor)
    return [
        Lit(
            what=steps_of(one) or one.get_kind_display(),
            title=cases[one.subject_id].title
            if one.subject_id in cases and one.subject_kind == "case"
            else "",
            url=cases[one.subject_id].url if one.subject_id in cases and one.subject_kind == "case" else "",
            incident=one,
            counted=(worked(one.counted) if one.counted else "—") if one.counts else "不计",
        )
        for one in incidents
    ]
