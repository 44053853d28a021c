"""我们的记录: everything that the firm may see of what it reported, as a table and as a page to print."""

import io
from collections.abc import Iterator
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.cases.choices import Outcome, RequestType, Satisfaction, State
from bihuan.domain.cases.models import Case, FollowUp
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.liaison.models import Need
from bihuan.domain.liaison.queries import aspect_name
from bihuan.faces.portal.firm.cases import CaseLine, lines_of
from bihuan.faces.portal.firm.sessions import firm_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.workbooks import workbook_response
from bihuan.kernel.calendar import day_of
from bihuan.kernel.sheets import write_xlsx

MOST = 2_000
PRINTED = 200
HEAD = ["编号", "标题", "方面", "类型", "提出时间", "现在", "办理结果", "我们的评价", "结束时间", "第几轮"]


@firm_page
@require_safe
def record(request: Request) -> HttpResponseBase:
    """The page: to read and to print."""
    lines = lines_of(_cases(request, PRINTED))
    context = {"lines": lines, "firm": request.contact.enterprise, "at": request.at, "most": PRINTED}
    return render(request, "portal/firm/record.html", context)


@firm_page
@require_safe
def record_table(request: Request) -> HttpResponseBase:
    """The same as a table; the newest 2,000. What one contact alone may see is in that contact's table alone."""
    out = io.BytesIO()
    write_xlsx(out, HEAD, _rows(request), title="我们的诉求")
    return workbook_response(out.getvalue(), "record.xlsx")


def _cases(request: Request, most: int) -> list[Case]:
    return list(cases_visible_to(request.actor).order_by("-id")[:most])


def _rows(request: Request) -> Iterator[list[Any]]:
    """Three queries, however many."""
    lines = lines_of(_cases(request, MOST))
    ids = [line.case.pk for line in lines]
    aspects = dict(Need.objects.filter(case__in=ids).values_list("case_id", "aspect"))
    said = FollowUp.objects.filter(case__in=ids).exclude(satisfaction="").order_by("id")
    words = dict(said.values_list("case_id", "satisfaction"))
    on = day_of(request.at)
    for line in lines:
        aspect = aspects.get(line.case.pk)
        yield _row(line, aspect_name(aspect, on=on) if aspect else "", words.get(line.case.pk, ""))


def _row(line: CaseLine, aspect: str, satisfaction: str) -> list[Any]:
    case = line.case
    told = case.state in (State.STRUCK_OFF, State.DISSATISFIED, State.CLOSED)
    return [
        case.number,
        case.title,
        aspect,
        RequestType(case.request_type).label,
        case.registered_at,
        line.words,
        Outcome(case.outcome).label if case.outcome and told else "",
        Satisfaction(satisfaction).label if satisfaction else "",
        case.ended_at,
        case.round,
    ]
