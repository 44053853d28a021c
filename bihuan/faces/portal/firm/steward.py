"""我们的店小二: who it is, visits announced, what was promised; decline, a call instead, another steward, a rating of its own."""

from dataclasses import replace
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.enterprises.queries import enterprise_facts, firm_of
from bihuan.domain.liaison.actions import rate_steward, request_other_steward
from bihuan.domain.liaison.choices import VisitKind
from bihuan.domain.liaison.models import Need, StewardRequest, Visit
from bihuan.domain.liaison.queries import (
    need_facts,
    need_for,
    promises_open_to,
    request_facts,
    request_for,
    requests_visible_to,
    steward_of,
    visit_facts,
    visit_for,
    visits_announced_for,
    visits_done_at,
)
from bihuan.domain.liaison.rules.common import of_the_firm
from bihuan.domain.liaison.verbs import NEED_VERBS, REQUEST_VERBS, VISIT_VERBS
from bihuan.faces.portal.firm.sessions import firm_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import Noun, verb_page
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import NotVisible, Refusal
from bihuan.kernel.verbs import Verb, VerbTable

BASE = "portal/firm/base.html"
FEW = 5


@firm_page
@require_safe
def steward(request: Request) -> HttpResponseBase:
    """Whom to call, who comes when, what was promised."""
    firm = request.contact.enterprise
    context = {
        "steward": steward_of(firm, day_of(request.at)),
        "visits": announced(firm, request.actor),
        "promises": promises_open_to(firm),
        "done": visits_done_at(firm)[:FEW],
        "requests": requests_visible_to(request.actor).order_by("-id")[:FEW],
    }
    return render(request, "portal/firm/steward.html", context)


def announced(firm: Enterprise, actor: Actor) -> list[dict[str, Any]]:
    """Visits that the firm was told of, each with what it can answer; an inspection is named as one."""
    return [
        {
            "visit": visit,
            "kind": VisitKind(visit.kind),
            "bureaus": [visit.visitor_office, *(one.office for one in visit.bureaus.all())],
            "verbs": [
                verb for verb, refusal in FIRM_VISITS.table.answers(visit_facts(visit), actor) if not refusal
            ],
        }
        for visit in visits_announced_for(firm)
    ]


def _may_speak(firm: Any, actor: Actor) -> Refusal | None:
    return of_the_firm(actor, firm.id)


STEWARD = Noun(
    table=VerbTable(
        "enterprise",
        (
            Verb("request_other_steward", "申请换一位店小二", request_other_steward, _may_speak),
            Verb("rate_steward", "评价店小二", rate_steward, _may_speak),
        ),
    ),
    find=lambda actor, number: firm_of(actor),
    facts=lambda firm, actor: enterprise_facts(firm),
    subject=lambda firm: firm.subject,
    home=lambda firm: reverse("portal:firm-steward"),
    name=lambda firm: str(firm.name),
    promise=lambda verb, firm: (
        "理由只给双优化办看，店小二看不到，也不会知道是谁提的。"
        if verb.code == "request_other_steward"
        else "这是对店小二这个人的评价，与事情办得怎样分开。您写的话店小二看不到出自哪家企业。"
    ),
    done=lambda verb, firm: (
        "已经交给双优化办，会答复您。" if verb.code == "request_other_steward" else "谢谢，评价已经记下。"
    ),
    base=BASE,
)
_steward_page = verb_page(STEWARD)


@firm_page
def act_on_steward(request: Request, verb: str) -> HttpResponseBase:
    return _steward_page(request, number="", verb=verb)


def _only(table: VerbTable, *codes: str) -> VerbTable:
    """The verbs that are a firm's."""
    return replace(table, verbs=tuple(verb for verb in table if verb.code in codes))


VISIT_DONE = {"decline": "已经告诉走访人，这次不来了。", "ask_for_call": "已经告诉走访人，改为打电话。"}
FIRM_VISITS = Noun(
    table=_only(VISIT_VERBS, "decline", "ask_for_call"),
    find=visit_for,
    facts=lambda visit, actor: visit_facts(visit, actor),
    subject=lambda visit: visit.subject,
    home=lambda visit: reverse("portal:firm-steward"),
    name=lambda visit: f"走访 {visit.number}",
    promise=lambda verb, visit: "谢绝不需要理由，也不影响您办事。",
    done=lambda verb, visit: VISIT_DONE[verb.code],
    base=BASE,
)
FIRM_REQUESTS = Noun(
    table=_only(REQUEST_VERBS, "withdraw"),
    find=request_for,
    facts=lambda asked, actor: request_facts(asked, actor),
    subject=lambda asked: asked.subject,
    home=lambda asked: reverse("portal:firm-steward"),
    name=lambda asked: f"更换店小二的申请 {asked.number}",
    done=lambda verb, asked: "申请已经撤回。",
    base=BASE,
)
FIRM_NEEDS = Noun(
    table=_only(NEED_VERBS, "take_up", "say_effect"),
    find=need_for,
    facts=lambda need, actor: need_facts(need, actor),
    subject=lambda need: need.subject,
    home=lambda need: reverse("portal:firm-case", args=[need.case.number]),
    name=lambda need: f"编号 {need.case.number}",
    promise=lambda verb, need: "由企业自己决定。",
    done=lambda verb, need: "已经记下，店小二会看到。",
    base=BASE,
)
NOUNS = {Visit.noun: FIRM_VISITS, StewardRequest.noun: FIRM_REQUESTS, Need.noun: FIRM_NEEDS}
_pages = {str(noun): verb_page(shown) for noun, shown in NOUNS.items()}


@firm_page
def act_on(request: Request, noun: str, number: str, verb: str) -> HttpResponseBase:
    """One verb on a visit, a request or a need, as far as it is the firm's."""
    page = _pages.get(noun.replace("-", "_"))
    if page is None:
        raise NotVisible
    return page(request, number=number, verb=verb)
