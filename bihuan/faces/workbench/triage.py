"""The inbox of the dispatching office: what came in, most urgent first; judged and sent on by keyboard."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for, facts_of
from bihuan.domain.cases.queries.catalogue import Suggestion, suggest_dispatch
from bihuan.domain.cases.queries.sight import Seen, seen_of
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.insight.queries import Similar, similar_cases
from bihuan.domain.organisations.choices import Role
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.case_page import words_of
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.promises import promise_of
from bihuan.faces.workbench.work import tasks_of
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import duties_of, open_duties
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.verbs import Verb

INBOX = ("accept", "dispatch")
# A letter for each verb of the inbox; the verbs themselves come from the table.
KEYS = {
    "accept": "a",
    "dispatch": "d",
    "merge": "m",
    "reply": "r",
    "split": "s",
    "reclassify": "c",
    "decline": "x",
    "transfer": "t",
    "restate": "w",
    "seal": "b",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A verb of the inbox with its letter and its page."""

    verb: Verb
    key: str
    url: str
    main: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """The case on the right: what was said, what is like it, where it could go, within which limits."""

    case: Case
    seen: Seen
    state: State
    words: dict[str, str]
    dues: dict[str, Duty]
    choices: list[Choice]
    similar: list[Similar]
    suggested: list[Suggestion]
    dispatch_url: str
    merge_url: str
    sentence: str


@staff(Role.OFFICE)
@require_safe
def triage(request: Request) -> HttpResponse:
    """The list; on the right the one that the URL names, else the first. htmx fetches the right side alone."""
    wanted = request.GET.get("case", "")
    if request.htmx and wanted:
        return render(request, "workbench/parts/judged.html", {"judged": _judged(request, wanted)})
    page = page_of(
        duties_of(request.actor).filter(verb__in=INBOX, subject_kind=CASE_VERBS.noun),
        request,
        order=("due_at", "id"),
    )
    tasks = tasks_of(page.rows, request.actor)
    shown = wanted or next((task.thing.number for task in tasks if task.thing.number), "")
    context = {
        "page": page,
        "tasks": tasks,
        "shown": shown,
        "chosen": bool(wanted),
        "judged": _judged(request, shown) if shown else None,
    }
    return render(request, "workbench/triage.html", context)


def _judged(request: Request, number: str) -> Judged:
    actor, at = request.actor, request.at
    case = case_for(actor, number)
    facts = facts_of(case, actor, at=at)
    answers = {verb.code: (verb, refusal) for verb, refusal in CASE_VERBS.answers(facts, actor)}
    allowed = {code for code, (_, refusal) in answers.items() if refusal is None}
    main = "dispatch" if "dispatch" in allowed else "accept"
    return Judged(
        case=case,
        seen=seen_of(case, actor, facts),
        state=State(case.state),
        words=words_of(case, at),
        dues={duty.verb: duty for duty in open_duties(case.subject)},
        choices=_choices(answers, number, main),
        similar=similar_cases(case, actor),
        suggested=suggest_dispatch(case, day_of(at)) if "dispatch" in allowed else [],
        dispatch_url=_url(number, "dispatch") if "dispatch" in allowed else "",
        merge_url=_url(number, "merge") if "merge" in allowed else "",
        sentence=promise_of(main, case, at=at) if main in allowed else "",
    )


def _choices(answers: dict[str, tuple[Verb, Refusal | None]], number: str, main: str) -> list[Choice]:
    found = [
        Choice(verb, key, _url(number, verb.slug), code == main)
        for code, key in KEYS.items()
        if code in answers
        for verb, refusal in [answers[code]]
        if refusal is None
    ]
    return sorted(found, key=lambda choice: not choice.main)


def _url(number: str, slug: str) -> str:
    return reverse("workbench:triage-verb", args=[number, slug])
