"""My work today: what this post owes, by when. Reads duties only; the things that they are about are named in bulk."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import LegState
from bihuan.domain.cases.models import Leg
from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.organisations.choices import ADMIN_ROLES, OfficeKind, Role
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.names import holder_names
from bihuan.faces.workbench.owing import act_url, key_of, label_of, parts_of
from bihuan.faces.workbench.subjects import Named, named
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import local_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.journal.subjects import Subject

SIZE = 60
WAITS = {
    LegState.DELEGATED: "等下级办理",
    LegState.SUBMITTED: "等审签",
    LegState.RETURNING: "等退单答复",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A duty as *my work* shows it. `waits`: for whom, where nothing can be done now. `act_url`: the page of the verb that ends it."""

    duty: Duty
    label: str
    thing: Named
    holder: str
    act_url: str
    waits: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One verb with how many are owed."""

    code: str
    label: str
    count: int
    current: bool


@staff()
@require_safe
def my_work(request: Request) -> HttpResponse:
    """Ordered by due, grouped into 已超期, 今天, 本周, 以后; the promise to the reporter is not work, it runs along."""
    wanted = request.GET.get("verb", "")
    counts = verb_counts(request.actor)
    page = page_of(
        _owed(request.actor, wanted), request, order=("due_at", "id"), size=SIZE, counted=bool(wanted)
    )
    context = {
        "page": page,
        "groups": _groups(tasks_of(page.rows, request.actor, query="in=work"), request.at),
        "counts": _counted(counts, wanted),
        "total": sum(n for verb, n in counts.items() if verb != PROMISE),
        "promises": counts[PROMISE],
        "verb": wanted,
        "takes_calls": request.actor.has(Role.INTAKE),
        "beginning": beginning_of(request.actor),
    }
    return render(request, "workbench/my_work.html", context)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where whoever owes nothing may begin."""

    label: str
    page: str
    query: str = ""

    @property
    def url(self) -> str:
        return reverse(f"workbench:{self.page}") + self.query


# Those to whom no duty falls have work all the same; the first that fits.
BEGINNINGS: tuple[tuple[frozenset[Role], Beginning], ...] = (
    (ADMIN_ROLES, Beginning("看看参数", "parameters")),
    (frozenset({Role.EDITOR}), Beginning("从已结案的里挑选公开的", "cases", "?state=CLOSED")),
)
ANYBODY = Beginning("看看工单", "cases")


def beginning_of(actor: Actor) -> Beginning:
    """By role; everybody else looks at cases."""
    return next((start for roles, start in BEGINNINGS if actor.has(*roles)), ANYBODY)


def verb_counts(actor: Actor) -> Counter[str]:
    """How many of each verb this actor owes: one query, over what is open in their hands."""
    return Counter(key_of(kind, verb) for kind, verb, _ in owed_rows(actor))


def owed_rows(actor: Actor) -> list[tuple[str, str, str]]:
    """Kind of subject, verb and item of everything this actor owes."""
    return list(duties_of(actor).order_by().values_list("subject_kind", "verb", "item"))


def _owed(actor: Actor, verb: str) -> QuerySet[Duty]:
    mine = duties_of(actor)
    if not verb:
        return mine.exclude(verb=PROMISE)
    kind, code = parts_of(verb)
    return mine.filter(subject_kind=kind, verb=code)


def tasks_of(duties: Iterable[Duty], actor: Actor, *, query: str = "") -> list[Task]:
    """The rows of a page of duties: names, holders and parts in bulk."""
    rows = list(duties)
    things = named((duty.subject for duty in rows), actor)
    holders = holder_names(duty.holder for duty in rows)
    legs = _legs(rows)
    return [_task(duty, things, holders, legs, query) for duty in rows if not _comes_later(duty, legs)]


def _comes_later(duty: Duty, legs: Mapping[int, Leg]) -> bool:
    """A part that nobody has acknowledged is shown as that, not as work beside it."""
    leg = legs.get(_number(duty.item, "leg"))
    return duty.verb == "handle" and leg is not None and leg.state == LegState.DISPATCHED


def _task(
    duty: Duty,
    things: Mapping[Subject, Named],
    holders: Mapping[str, str],
    legs: Mapping[int, Leg],
    query: str,
) -> Task:
    thing = things.get(duty.subject, Named("（这一件您现在看不到）"))
    leg = legs.get(_number(duty.item, "leg"))
    waits = WAITS.get(LegState(leg.state), "") if leg and duty.verb == "handle" else ""
    return Task(
        duty=duty,
        label=label_of(duty.subject_kind, duty.verb),
        thing=Named(
            thing.title,
            f"{thing.url}?{query}" if thing.url and query else thing.url,
            thing.number,
            thing.urgent,
        ),
        holder=holders.get(duty.holder, ""),
        act_url="" if waits else _act_url(duty, thing, leg),
        waits=waits,
    )


def _act_url(duty: Duty, thing: Named, leg: Leg | None) -> str:
    """The verb's own page, one click away."""
    if approval := _number(duty.item, "approval"):
        return reverse("workbench:approval", args=[approval])
    if not thing.number:
        return thing.url
    hands_on = duty.verb == "handle" and leg and leg.office.kind == OfficeKind.DESK
    verb = "subdispatch" if hands_on else duty.verb
    return act_url(duty.subject_kind, verb, thing.number) or thing.url


def _legs(duties: Iterable[Duty]) -> dict[int, Leg]:
    ids = {pk for duty in duties if (pk := _number(duty.item, "leg"))}
    return {leg.pk: leg for leg in Leg.objects.filter(pk__in=ids).select_related("office")} if ids else {}


def _number(item: str, kind: str) -> int:
    """`leg:12` → 12 for the kind leg, else 0."""
    found, _, number = item.partition(":")
    return int(number) if found == kind and number.isdecimal() else 0


def _groups(tasks: Iterable[Task], at: datetime) -> list[tuple[str, list[Task]]]:
    """In the order of the rows, which is the order of due."""
    return [(label, list(rows)) for label, rows in groupby(tasks, key=lambda task: group_of(task.duty, at))]


def group_of(duty: Duty, at: datetime) -> str:
    """已超期 · 今天 · 本周 (until Sunday) · 以后 · 不计时."""
    if duty.due_at is None:
        return "不计时"
    if duty.due_at < at:
        return "已超期"
    midnight = datetime.combine(local_of(at).date() + timedelta(days=1), time.min, local_of(at).tzinfo)
    if duty.due_at < midnight:
        return "今天"
    week_ends = midnight + timedelta(days=6 - local_of(at).weekday())
    return "本周" if duty.due_at < week_ends else "以后"


def _counted(counts: Counter[str], current: str) -> list[Counted]:
    rows = [
        Counted(key, label_of(*parts_of(key)), n, key == current)
        for key, n in counts.items()
        if key != PROMISE
    ]
    return sorted(rows, key=lambda row: (-row.count, row.code))
