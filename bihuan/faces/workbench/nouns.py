"""Cases as verb pages know them: every row of the table has its page, with a sentence about what will happen."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse

from bihuan.domain.cases.choices import State, Urgency
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for, facts_of
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.sight import reads_words, title_for
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.promises import promise_of
from bihuan.faces.workbench.rows import case_url
from bihuan.faces.workbench.subjects import Named
from bihuan.kernel.access import Actor
from bihuan.kernel.clock import now
from bihuan.kernel.verbs import Verb


def _promised(verb: Verb, case: Case) -> str:
    return promise_of(verb.code, case, at=now())


CASES = Noun(
    table=CASE_VERBS,
    find=case_for,
    facts=lambda case, actor: facts_of(case, actor, at=now()),
    subject=lambda case: case.subject,
    home=case_url,
    name=lambda case: f"工单 {case.number}",
    promise=_promised,
    initial=lambda verb, case: initial_of(verb, case),
)


def _next_in_triage(case: Case) -> str:
    """The same case while it still waits here, else whatever is next."""
    inbox = reverse("workbench:triage")
    return f"{inbox}?case={case.number}" if case.state in (State.REGISTERED, State.ACCEPTED) else inbox


# The same verbs from the triage inbox: what was done leads on to the next one.
TRIAGED = replace(CASES, home=_next_in_triage)


def name_cases(actor: Actor, ids: Collection[int]) -> Mapping[int, Named]:
    """Cases as lines of lists: one query, through the gate."""
    found = cases_visible_to(actor).filter(pk__in=ids).select_related("office")
    return {case.pk: _named(case, actor) for case in found}


def _named(case: Case, actor: Actor) -> Named:
    return Named(
        title=title_for(case, words=reads_words(actor, case)),
        url=case_url(case),
        number=case.number or "",
        urgent="" if case.urgency == Urgency.NORMAL else Urgency(case.urgency).label,
    )


def initial_of(verb: Verb, case: Case) -> dict[str, Any]:
    """What a form begins with: what is known of the case already, where the verb asks for it again."""
    return {
        asked.name: getattr(case, asked.name)
        for asked in verb.inputs
        if verb.code in ("accept", "reclassify") and getattr(case, asked.name, None) not in (None, "")
    }
