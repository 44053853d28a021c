"""帮扶措施: what can be offered, aspect by aspect; and 十问: the edition that holds and the drafts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import EditionState, QuestionKind
from bihuan.domain.liaison.models import Edition, Help
from bihuan.domain.liaison.queries import aspect_name, aspects_on, edition_for, help_facts, help_for
from bihuan.domain.liaison.queries.gates import ASKERS
from bihuan.domain.liaison.queries.helping import helps_on
from bihuan.domain.liaison.queries.questions import edition_facts, edition_on
from bihuan.domain.liaison.rules.questions import may_draft
from bihuan.domain.liaison.verbs import EDITION_VERBS, HELP_VERBS
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.liaison.makings import may_office
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now


@staff(*ASKERS)
@require_safe
def helps(request: Request) -> HttpResponse:
    """Everything that can be offered today, under the ten aspects; an aspect without any says so."""
    on = day_of(request.at)
    by_aspect: dict[str, list[Help]] = {}
    for help in helps_on(on):
        by_aspect.setdefault(help.aspect, []).append(help)
    rows = [(aspect, by_aspect.get(aspect.code, [])) for aspect in aspects_on(on)]
    context = {"rows": rows, "may_keep": may_office(request.actor) is None}
    return render(request, "workbench/liaison/helps.html", context)


HELPS = Noun(
    table=HELP_VERBS,
    find=help_for,
    facts=help_facts,
    subject=lambda help: help.subject,
    home=lambda help: reverse("workbench:helps"),
    name=lambda help: f"措施“{help.name}”",
)


@staff(*ASKERS)
@require_safe
def questions(request: Request) -> HttpResponse:
    """The edition that holds today; drafts for those who may change them."""
    on = day_of(request.at)
    held = edition_on(on)
    drafting = may_draft(request.actor) is None
    drafts = Edition.objects.filter(state=EditionState.DRAFT).order_by("-id") if drafting else []
    context = {
        "held": held,
        "shown": _shown(held, request) if held else [],
        "drafts": [(draft, _shown(draft, request), _answers(draft, request)) for draft in drafts],
        "may_draft": drafting,
    }
    return render(request, "workbench/liaison/questions.html", context)


@staff(*ASKERS)
@require_POST
def load_questions(request: Request) -> HttpResponse:
    """The shipped edition, where a city has none yet."""
    actions.load_shipped_edition(by=request.actor, at=request.at)
    messages.success(request, "已载入默认十问。接下来：给两个待命名的方面定名称，起草自己的版本。")
    return redirect("workbench:questions")


def _shown(edition: Edition, request: Request) -> list[tuple[object, str, str]]:
    on = day_of(request.at)
    return [
        (question, aspect_name(question.aspect, on=on), QuestionKind(question.kind).label)
        for question in edition.questions.all()
    ]


def _answers(draft: Edition, request: Request) -> object:
    return EDITION_VERBS.answers(edition_facts(draft, on=day_of(request.at)), request.actor)


EDITIONS = Noun(
    table=EDITION_VERBS,
    find=edition_for,
    facts=lambda edition, actor: edition_facts(edition, on=day_of(now())),
    subject=lambda edition: edition.subject,
    home=lambda edition: reverse("workbench:questions"),
    name=lambda edition: str(edition.name),
)
