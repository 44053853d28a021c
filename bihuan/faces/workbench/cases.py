"""Cases: find them, read one, print it, take its files."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.queries import case_for, facts_of
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.search import search_cases
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.domain.insight.queries import similar_cases
from bihuan.faces.shared.files import file_response
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.bulk import bulk_verbs
from bihuan.faces.workbench.case_page import OFFICE_DAY, case_page
from bihuan.faces.workbench.filters import filter_of, wanted_of
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.remedies.belonging import belonging, openings
from bihuan.faces.workbench.rows import WITH_A_ROW, rows_of
from bihuan.faces.workbench.sides import side_list
from bihuan.kernel.refusals import NotVisible

MERGE = CASE_VERBS.get("merge")


@staff()
@require_safe
def case_list(request: Request) -> HttpResponse:
    """What the actor may see and the filters of the URL leave, newest first. A whole number leads straight to its case."""
    filters = filter_of(request)
    found = search_cases(request.actor, wanted_of(filters, request)).select_related(*WITH_A_ROW)
    page = page_of(found, request, order=("-id",))
    query = request.GET.copy()
    query["in"] = "cases"
    context = {
        "filters": filters,
        "page": page,
        "rows": rows_of(page.rows, request.actor, query=query.urlencode()),
        "query": request.GET.urlencode(),
        "link": request.build_absolute_uri(),
        "bulk": bulk_verbs(request.actor),
        "is_narrowed": bool(request.GET),
    }
    return render(request, "workbench/case_list.html", context)


@staff()
@require_safe
def case_detail(request: Request, number: str) -> HttpResponse:
    """One case: facts, clocks, history, whose hands, what can be done."""
    case = case_for(request.actor, number)
    context = {
        "page": case_page(case, request.actor, at=request.at),
        "remedies": belonging(case, request.actor),
        "openings": openings(case, request.actor),
        "side": side_list(request),
        "base_url": reverse("workbench:case", args=[number]),
        "day_minutes": OFFICE_DAY,
    }
    return render(request, "workbench/case.html", context)


@staff()
@require_safe
def case_similar(request: Request, number: str) -> HttpResponse:
    """Cases like this one and how they were solved; fetched after the page, it must not slow it down."""
    case = case_for(request.actor, number)
    may_merge = MERGE.may(facts_of(case, request.actor), request.actor) is None
    context = {
        "similar": similar_cases(case, request.actor),
        "case": case,
        "whole": not request.htmx,
        "merge_into": reverse("workbench:case-verb", args=[number, MERGE.slug]) if may_merge else "",
    }
    return render(request, "workbench/similar.html", context)


@staff()
@require_safe
def case_print(request: Request, number: str) -> HttpResponse:
    """A clean 办理单 for paper."""
    case = case_for(request.actor, number)
    return render(
        request, "workbench/case_print.html", {"page": case_page(case, request.actor, at=request.at)}
    )


@staff()
@require_safe
def file(request: Request, key: str) -> HttpResponseBase:
    """One file, through the gate of what it belongs to."""
    return file_response(request, actor=request.actor, key=key, download="download" in request.GET)


@staff()
@require_safe
def case_by_id(request: Request, pk: int) -> HttpResponse:
    """From what knows a case by its id only, a message or an approval."""
    number = cases_visible_to(request.actor).filter(pk=pk).values_list("number", flat=True).first()
    if number is None:
        raise NotVisible("no_such_case", "没有找到这一件。", "它可能已经不归您的单位办理。")
    return redirect("workbench:case", number)
