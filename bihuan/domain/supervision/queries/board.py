"""Who is late now, and where the ladder stands for each."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.choices import LATENESS, CardState, Rung, SupervisionState
from bihuan.domain.supervision.models import Card, Incident, Supervision
from bihuan.domain.supervision.queries.gates import cards_visible_to, supervisions_visible_to
from bihuan.domain.supervision.rules.ladder import LADDER, TO_A_UNIT
from bihuan.kernel.access import Actor

OPEN = (SupervisionState.ASKED, SupervisionState.ISSUED, SupervisionState.REPLIED)
WAITING = (CardState.PROPOSED, CardState.ISSUED, CardState.SERVED, CardState.APPEALED)
SHOWN = 30


@dataclass(frozen=True, slots=True)
class LateNow:
    """One section with parts that are late now. `rung`: the highest that is open against it or its unit."""

    code: str
    name: str
    unit: str
    parts: int
    worst: int
    since: datetime
    rung: str


def open_orders(actor: Actor) -> QuerySet[Supervision]:
    """On any rung: asked for, sent, or reported and not looked at."""
    return supervisions_visible_to(actor).filter(state__in=OPEN)


def open_cards(actor: Actor) -> QuerySet[Card]:
    """Proposed, decided, served, or appealed: in force, they wait for nobody."""
    return cards_visible_to(actor).filter(state__in=WAITING)


def late_now(actor: Actor) -> list[LateNow]:
    """Inside the areas for which the actor stands; the most first. Three queries."""
    paths = list(Office.objects.filter(pk__in=_areas(actor)).values_list("path", flat=True))
    late = Incident.objects.filter(kind__in=LATENESS, until=None, counts=True)
    rows = (
        late.values("office", "unit")
        .annotate(parts=Count("pk"), worst=Max("counted"), since=Min("at"))
        .order_by("-parts", "-worst", "office")
    )
    offices = Office.objects.in_bulk([pk for row in rows for pk in (row["office"], row["unit"])])
    rungs = _rungs()
    inside = [row for row in rows if any(offices[row["office"]].path.startswith(path) for path in paths)]
    return [
        LateNow(
            code=offices[row["office"]].code,
            name=offices[row["office"]].short_name,
            unit=offices[row["unit"]].short_name,
            parts=row["parts"],
            worst=row["worst"],
            since=row["since"],
            rung=_highest(rungs.get(row["office"] or 0, []) + rungs.get(row["unit"] or 0, [])),
        )
        for row in inside[:SHOWN]
    ]


def rung_after(office: Office) -> Rung:
    """Which rung a draft proposes: a reminder first; what is open already is not repeated, it goes up. A unit begins where units are."""
    open_ = Supervision.objects.filter(addressee=office, state__in=OPEN).values_list("rung", flat=True)
    fit = [
        rung
        for rung in LADDER
        if (rung in TO_A_UNIT) == (office.unit_id == office.pk) or rung == Rung.REMINDER
    ]
    above = [rung for rung in fit if not any(LADDER.index(rung) <= LADDER.index(Rung(one)) for one in open_)]
    return above[0] if above else Rung.HEAD


def _areas(actor: Actor) -> list[int]:
    return [int(key.partition(":")[2]) for key in actor.keys if key.startswith("office:")]


def _rungs() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for addressee, rung in Supervision.objects.filter(state__in=OPEN).values_list("addressee_id", "rung"):
        found.setdefault(addressee, []).append(rung)
    return found


def _highest(rungs: list[str]) -> str:
    order = [str(rung) for rung in Rung]
    return Rung(max(rungs, key=order.index)).label if rungs else ""
