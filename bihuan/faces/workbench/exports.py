"""What one may see, as a table: the workbench's own columns or the hotline's. Names and numbers stay masked, whoever asks."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import IO, Any

from django.core.files.base import File
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.cases.choices import (
    Difficulty,
    Identity,
    LegRole,
    Outcome,
    ReporterRole,
    RequestType,
    Satisfaction,
    State,
    Urgency,
)
from bihuan.domain.cases.models import Case, FollowUp, Leg, Reporter
from bihuan.domain.cases.queries.search import search_cases
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.workbooks import workbook_response
from bihuan.faces.workbench.filters import filter_of, wanted_of
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.rows import WITH_A_ROW, CaseRow, rows_of
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.calendar import day_of
from bihuan.kernel.identifiers import mask_name, mask_phone
from bihuan.kernel.jobs.choices import RequestState
from bihuan.kernel.jobs.requests import ask_for, request_for, requests_of
from bihuan.kernel.parameters.values import value
from bihuan.kernel.search.found import Found
from bihuan.kernel.sheets import write_xlsx

AT_ONCE = 2_000
BATCH = 500
EXPORT = "workbench.export_cases"
OWN = [
    "编号", "标题", "状态", "类型", "紧急程度", "难易", "来源项目", "渠道", "地区", "类别", "企业",
    "派单办公室", "现在在谁手里", "登记时间", "对反映人的期限", "结束时间", "办理结果", "轮次", "反映人", "电话",
]  # fmt: skip
HOTLINE = [
    "编号", "外部编号", "标题", "类型", "状态", "承办单位", "登记时间", "办结时间", "结果", "满意度", "回传状态",
]  # fmt: skip
HEADS = {"own": OWN, "hotline": HOTLINE}


@staff()
@require_POST
def export_cases(request: Request) -> HttpResponse:
    """Up to 2,000 rows at once; more are made in the background and kept for a day."""
    kind = request.POST.get("columns", "own")
    kind = kind if kind in HEADS else "own"
    found = found_for(request.actor, request, request.GET)
    if found.count_to(AT_ONCE + 1) > AT_ONCE:
        payload = {"columns": kind, "filters": request.GET.urlencode()}
        asked = ask_for(kind=EXPORT, payload=payload, by=request.actor, at=request.at)
        return redirect("workbench:export", asked.pk)
    out = io.BytesIO()
    write_cases(out, found, request.actor, kind, request.at)
    return workbook_response(out.getvalue(), f"cases-{day_of(request.at):%Y%m%d}.xlsx")


def found_for(actor: Actor, request: Request, data: QueryDict) -> Found[Case]:
    """The same search as the page's list."""
    return search_cases(actor, wanted_of(filter_of(request, data), request)).select_related(*WITH_A_ROW)


def write_cases(
    out: IO[bytes], found: Found[Case], actor: Actor, kind: str, at: datetime, progress: Any = None
) -> int:
    """The workbook; so many queries per five hundred rows, never per row."""
    lines = _own(found, actor, at, progress) if kind == "own" else _hotline(found, actor, progress)
    return write_xlsx(out, HEADS[kind], lines, title="工单")


def _batches(found: Found[Case], progress: Any) -> Iterator[list[Case]]:
    """Newest first, by id, so that what comes in meanwhile disturbs nothing."""
    last, done = None, 0
    while batch := found.newest(BATCH, before=last):
        yield batch
        last, done = batch[-1].pk, done + len(batch)
        if progress is not None:
            progress(done)


def _own(found: Found[Case], actor: Actor, at: datetime, progress: Any) -> Iterator[Sequence[Any]]:
    on = day_of(at)
    programmes, channels = value("cases.programmes", on=on), value("cases.channels", on=on)
    for batch in _batches(found, progress):
        reporters = _reporters(batch)
        for row in rows_of(batch, actor):
            case = row.case
            name, number = reporters.get(case.pk, ("", ""))
            yield [
                row.number, row.title, row.state.label, row.kind, Urgency(case.urgency).label,
                Difficulty(case.difficulty).label, programmes.get(case.programme, case.programme),
                channels.get(case.channel, case.channel), case.region.name if case.region else "", case.category,
                row.firm, case.office.short_name, row.at_office, case.registered_at,
                row.promise.due_at if row.promise else None, case.ended_at, _outcome(case), case.round,
                mask_name(name), mask_phone(number) if number else "",
            ]  # fmt: skip


def _hotline(found: Found[Case], actor: Actor, progress: Any) -> Iterator[Sequence[Any]]:
    for batch in _batches(found, progress):
        units, said = _lead_units(batch), _satisfaction(batch)
        for row in rows_of(batch, actor):
            yield _hotline_line(row, units, said)


def _hotline_line(row: CaseRow, units: dict[int, str], said: dict[int, str]) -> Sequence[Any]:
    case = row.case
    return [
        row.number,
        case.external_id,
        row.title,
        RequestType(case.request_type).label,
        State(case.state).label,
        units.get(case.pk, ""),
        case.registered_at,
        case.struck_off_at or case.ended_at,
        _outcome(case),
        said.get(case.pk, ""),
        delivery_state(case),
    ]


def delivery_state(case: Case) -> str:
    """Whether the hotline still waits for an answer: only what came from another system goes back to it."""
    if not case.external_id:
        return "不用回传"
    return "办理中" if case.ended_at is None else "待回传"


def _outcome(case: Case) -> str:
    return Outcome(case.outcome).label if case.outcome else ""


def _reporters(batch: Sequence[Case]) -> dict[int, tuple[str, str]]:
    """Of those who were named openly, and of no complaint about conduct."""
    open_ = [c.pk for c in batch if c.identity == Identity.NAMED and not c.about_conduct]
    rows = Reporter.objects.filter(case__in=open_, role=ReporterRole.REPORTER)
    return {case: (name, number) for case, name, number in rows.values_list("case_id", "name", "phone")}


def _lead_units(batch: Sequence[Case]) -> dict[int, str]:
    rows = Leg.objects.filter(case__in=[c.pk for c in batch], parent=None, role=LegRole.LEAD)
    found: dict[int, str] = {}
    for leg in rows.select_related("office__unit").order_by("id"):
        found[leg.case_id] = (leg.office.unit or leg.office).short_name
    return found


def _satisfaction(batch: Sequence[Case]) -> dict[int, str]:
    rows = FollowUp.objects.filter(case__in=[c.pk for c in batch]).exclude(satisfaction="").order_by("id")
    return {case: Satisfaction(code).label for case, code in rows.values_list("case_id", "satisfaction")}


@staff()
@require_safe
def exports(request: Request) -> HttpResponse:
    """What I asked for in the background, the newest first."""
    asked = requests_of(request.actor).filter(kind=EXPORT)[:30]
    return render(request, "workbench/exports.html", {"requests": _shown(asked)})


@staff()
@require_safe
def export(request: Request, pk: int) -> HttpResponse:
    """How far it is, and the file once it is there."""
    asked = request_for(request.actor, pk)
    return render(request, "workbench/exports.html", {"requests": _shown([asked]), "one": asked})


def _shown(asked: Iterable[Any]) -> list[dict[str, Any]]:
    rows = list(asked)
    files = Attachment.objects.filter(erased_at=None).in_bulk(
        [row.result_id for row in rows if row.result_id]
    )
    return [
        {"row": row, "state": RequestState(row.state).label, "file": files.get(row.result_id or 0)}
        for row in rows
    ]


def keep_export(content: IO[bytes], name: str, actor: Actor, at: datetime) -> Attachment:
    """The file waits for the one who asked, and for nobody else; after a day it is swept away."""
    return receive_file(upload=File(content, name=name), by=actor, at=at)
