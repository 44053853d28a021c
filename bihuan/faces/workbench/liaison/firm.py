"""What an enterprise's page says of 十问十帮: whose firm it is and was, promises first, visits, needs, projects, answers over time."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import NeedState, VisitKind, VisitState
from bihuan.domain.liaison.models import Need, Pairing
from bihuan.domain.liaison.queries import (
    answers_over_time,
    aspect_name,
    needs_visible_to,
    pairing_facts,
    past_pairings,
    projects_visible_to,
    promises_visible_to,
    steward_of,
    visits_visible_to,
)
from bihuan.domain.liaison.queries.questions import edition_on
from bihuan.domain.liaison.rules.helping import may_raise
from bihuan.domain.liaison.rules.visits import may_plan
from bihuan.domain.liaison.verbs import PAIRING_VERBS
from bihuan.faces.workbench.liaison.makings import may_office
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.verbs import Verb

FEW = 10


def firm_context(firm: Enterprise, actor: Actor, at: datetime) -> dict[str, Any]:
    """Through the gates: whoever may not see visits or promises sees none."""
    on = day_of(at)
    steward = steward_of(firm, on)
    pairing = steward.pairing if steward else None
    visits = visits_visible_to(actor).filter(enterprise=firm).select_related("visitor", "visitor_office")
    promises = (
        promises_visible_to(actor).filter(enterprise=firm, state="OPEN").select_related("text", "holder")
    )
    return {
        "steward": steward,
        "pairing": pairing,
        "pairing_url": reverse("workbench:pairing-verb", args=[pairing.pk, "x"])[:-2] if pairing else "",
        "pairing_verbs": _pairing_verbs(pairing, actor) if pairing else [],
        "may_pair": may_office(actor) is None and pairing is None,
        "past": list(past_pairings(firm)[1 if pairing else 0 :][:FEW]),
        "promises": list(promises.order_by("due_on", "id")[:FEW]),
        "visits": [_visit(visit) for visit in visits.order_by("-planned_for", "-id")[:FEW]],
        "needs": [_need(need, on) for need in _needs(firm, actor)],
        "projects": list(projects_visible_to(actor).filter(enterprise=firm).order_by("-id")[:FEW]),
        "course": _course(firm, on) if visits.filter(state=VisitState.DONE).exists() else [],
        "may_plan": may_plan(actor) is None,
        "may_raise": may_raise(actor, firm.pk) is None,
    }


def _pairing_verbs(pairing: Pairing, actor: Actor) -> list[Verb]:
    """What this reader may do with the pairing; what they may not is no business of this page."""
    answers = PAIRING_VERBS.answers(pairing_facts(pairing), actor)
    return [verb for verb, refusal in answers if refusal is None]


def _needs(firm: Enterprise, actor: Actor) -> list[Need]:
    rows = needs_visible_to(actor).filter(enterprise=firm).select_related("case", "steward")
    return list(rows.order_by("-id")[:FEW])


def _visit(visit: Any) -> dict[str, Any]:
    return {"visit": visit, "kind": VisitKind(visit.kind).label, "state": VisitState(visit.state)}


def _need(need: Need, on: Any) -> dict[str, Any]:
    return {"need": need, "aspect": aspect_name(need.aspect, on=on), "state": NeedState(need.state)}


def _course(firm: Enterprise, on: Any) -> list[dict[str, Any]]:
    """The firm's answers to each question over time, the questions in the order of the edition that holds."""
    edition = edition_on(on)
    said = answers_over_time(firm)
    questions = list(edition.questions.all()) if edition else []
    return [
        {
            "question": question,
            "aspect": aspect_name(question.aspect, on=on),
            "answers": said[question.code][:4],
        }
        for question in questions
        if question.code in said
    ]
