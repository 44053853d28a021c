"""A leader's phone: what turned critical, who holds it, what repeats, which of my instructions are due. Replying is an instruction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import LinkKind, State, Urgency
from bihuan.domain.cases.models import Case, Custody, Instruction, Link
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.queries.sight import title_for
from bihuan.domain.organisations.models import Office
from bihuan.faces.dashboard.guards import LEADERS, readers
from bihuan.faces.dashboard.links import url_to
from bihuan.faces.dashboard.names import called
from bihuan.faces.dashboard.numbers import numbers
from bihuan.faces.dashboard.scopes import scope_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty

SHOWN = 8
RECENT = timedelta(days=30)
HEADLINE = ("cases.resolution_rate", "cases.solved_by_reporter", "cases.on_time_rate")


@dataclass(frozen=True, slots=True)
class Line:
    """One case on the phone: why it is here, who holds it since when, when it was promised."""

    case: Case
    title: str
    holder: str
    since: datetime | None
    due_at: datetime | None
    url: str
    instruct_url: str


@readers(LEADERS)
@require_safe
def brief(request: Request) -> HttpResponse:
    scope = scope_of(request)
    visible = cases_visible_to(request.actor).filter(ended_at=None)
    critical = list(visible.filter(urgency=Urgency.CRITICAL).order_by("-id")[:SHOWN])
    late = list(_late(visible, request.at)[:SHOWN])
    groups = list(visible.filter(is_group=True).order_by("-id")[:SHOWN])
    lines = _lines([*critical, *late, *groups], beyond=scope.home)
    context = {
        "scope": scope,
        "critical": [lines[case.pk] for case in critical],
        "late": [lines[case.pk] for case in late],
        "groups": [lines[case.pk] for case in groups],
        "repeats": _repeats(request.actor, request.at),
        "categories": _categories(request.actor, request.at),
        "instructions": _instructions(request.actor),
        "headline": list(numbers(HEADLINE, scope, request.at).values()),
    }
    return render(request, "dashboard/brief.html", context)


def _late(visible: QuerySet[Case], at: datetime) -> QuerySet[Case]:
    """The gravest first, then the latest registered; only what is past its promise to the reporter."""
    promised = Duty.objects.filter(subject_kind="case", verb="promise", done_at=None, due_at__lt=at)
    return (
        visible.filter(pk__in=promised.values("subject_id")).exclude(urgency=Urgency.CRITICAL).order_by("id")
    )


def _lines(cases: list[Case], *, beyond: Office) -> dict[int, Line]:
    """Holders and promises in bulk: two queries, however many lines."""
    ids = {case.pk for case in cases}
    open_ = Custody.objects.filter(case__in=ids, to_at=None).select_related("office__unit")
    held = {row.case_id: row for row in open_}
    due = dict(
        Duty.objects.filter(
            subject_kind="case", subject_id__in=ids, verb="promise", done_at=None
        ).values_list("subject_id", "due_at")
    )
    return {case.pk: _line(case, held.get(case.pk), due.get(case.pk), beyond) for case in cases}


def _line(case: Case, held: Custody | None, due_at: datetime | None, beyond: Office) -> Line:
    return Line(
        case=case,
        title=title_for(case, words=False),
        holder=called(held.office, beyond=beyond) if held else "",
        since=held.from_at if held else None,
        due_at=due_at,
        url=url_to("workbench:case", case.number),
        instruct_url=url_to("workbench:case-verb", case.number, "instruct"),
    )


def _repeats(actor: Actor, at: datetime) -> int:
    links = Link.objects.filter(
        kind__in=[LinkKind.RECURRENCE, LinkKind.REPEAT], undone_at=None, at__gte=at - RECENT
    )
    return cases_visible_to(actor).filter(pk__in=links.values("case_id")).count()


def _categories(actor: Actor, at: datetime) -> list[tuple[str, int]]:
    """What was reported most in the last thirty days: where something is systemic it shows here first."""
    recent = (
        cases_visible_to(actor)
        .filter(registered_at__gte=at - RECENT)
        .exclude(Q(category="") | Q(state=State.ANSWERED))
    )
    rows = recent.order_by().values("category").annotate(n=Count("pk")).order_by("-n", "category")[:5]
    return [(row["category"], row["n"]) for row in rows if row["n"] > 1]


def _instructions(actor: Actor) -> list[tuple[Instruction, str]]:
    mine = Instruction.objects.filter(given_by_id__in=actor.hands, reported_at=None).select_related(
        "case", "office"
    )
    return [
        (one, url_to("workbench:case", one.case.number)) for one in mine.order_by("report_on", "id")[:SHOWN]
    ]
