"""Enterprises: the register, one page each with what they reported, their verbs."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.enterprises.actions import register_enterprise
from bihuan.domain.enterprises.choices import AboveScaleKind, SizeClass, Standing
from bihuan.domain.enterprises.models import Enterprise, EnterpriseName
from bihuan.domain.enterprises.queries import (
    contacts_for,
    enterprise_facts,
    enterprise_for,
    enterprises_visible_to,
    industry_name,
    same_enterprise_ids,
)
from bihuan.domain.enterprises.rules.keeping import may_register
from bihuan.domain.enterprises.verbs import ENTERPRISE_VERBS
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import timeline_of
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.liaison.firm import firm_context
from bihuan.faces.workbench.making import Making
from bihuan.faces.workbench.rows import WITH_A_ROW, rows_of
from bihuan.kernel.journal import history

CASES_SHOWN = 20


def enterprise_url(enterprise: Enterprise) -> str:
    return reverse("workbench:enterprise", args=[enterprise.code])


ENTERPRISES = Noun(
    table=ENTERPRISE_VERBS,
    find=enterprise_for,
    facts=lambda enterprise, actor: enterprise_facts(enterprise),
    subject=lambda enterprise: enterprise.subject,
    home=enterprise_url,
    name=lambda enterprise: str(enterprise.name),
)
REGISTERING = Making(
    label="登记企业",
    action=register_enterprise,
    may=may_register,
    back="workbench:enterprises",
    back_label="企业",
    url=enterprise_url,
)


@staff()
@require_safe
def enterprises(request: Request) -> HttpResponse:
    """Those of the actor's area, by name; found by name, former name or code."""
    words = request.GET.get("q", "").strip()
    page = page_of(_found(request, words).select_related("region"), request, order=("name", "id"))
    context = {
        "page": page,
        "words": words,
        "may_register": may_register(request.actor) is None,
        "sizes": dict(SizeClass.choices),
    }
    return render(request, "workbench/enterprises.html", context)


def _found(request: Request, words: str) -> QuerySet[Enterprise]:
    visible = enterprises_visible_to(request.actor)
    if not words:
        return visible
    former = EnterpriseName.objects.filter(name__contains=words).values("enterprise_id")
    return visible.filter(Q(name__contains=words) | Q(uscc__startswith=words.upper()) | Q(pk__in=former))


@staff()
@require_safe
def enterprise(request: Request, number: str) -> HttpResponse:
    """One firm. Its cases are only those that were reported openly: a list must not tell who asked to be kept secret."""
    found = enterprise_for(request.actor, number)
    context = {
        "firm": found,
        "size": SizeClass(found.size_class).label if found.size_class else "",
        "standing": Standing(found.standing).label,
        "industry": industry_name(found.industry) if found.industry else "",
        "contacts": contacts_for(request.actor, found),
        "years": _years(found),
        "past": list(found.past_names.order_by("-to_on")),
        "rows": _cases(request, found),
        "answers": ENTERPRISE_VERBS.answers(enterprise_facts(found), request.actor),
        "base_url": enterprise_url(found),
        "timeline": timeline_of(history(found.subject)),
        "liaison": firm_context(found, request.actor, request.at),
    }
    return render(request, "workbench/enterprise.html", context)


def _years(found: Enterprise) -> list[dict[str, Any]]:
    kinds: dict[int, list[str]] = {}
    for flag in found.above_scale.order_by("year"):
        kinds.setdefault(flag.year, []).append(AboveScaleKind(flag.kind).label)
    figures = {row.year: row for row in found.years.all()}
    return [
        {"year": year, "figures": figures.get(year), "above": kinds.get(year, [])}
        for year in sorted({*kinds, *figures}, reverse=True)
    ]


def _cases(request: Request, found: Enterprise) -> list[Any]:
    cases = cases_visible_to(request.actor).filter(
        enterprise__in=same_enterprise_ids(found), identity=Identity.NAMED, about_conduct=False
    )
    return rows_of(cases.select_related(*WITH_A_ROW).order_by("-id")[:CASES_SHOWN], request.actor)
