"""The catalogue out and in: XLSX in the national field names; a file is looked through before anything is written."""

import io
from typing import IO

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.organisations.sheets.running import import_rows, preview_rows
from bihuan.domain.services.rules.items import may_keep_somewhere
from bihuan.domain.services.sheets import HEAD, ITEMS, item_rows
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.workbooks import workbook_response
from bihuan.faces.workbench.guards import staff
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import NotVisible, Refusal
from bihuan.kernel.sheets import open_sheet, write_rejects, write_xlsx

LARGEST = 10 * 1024 * 1024


class ImportForm(forms.Form):
    file = forms.FileField(
        label="事项表",
        help_text="XLSX、XLS 或 CSV。表头用国家实施清单的字段名；先导出一份，照着改最方便。",
        error_messages={"required": "请选择文件。"},
    )
    write = forms.BooleanField(
        label="写入", required=False, help_text="不勾只检查，什么也不写。有问题的行不会写入，会退回给您。"
    )


@staff()
@require_safe
def export_items(request: Request) -> HttpResponse:
    """Everything in force today, as it can be imported again."""
    out = io.BytesIO()
    write_xlsx(out, HEAD, item_rows(on=day_of(request.at)), title="政务服务事项")
    return workbook_response(out.getvalue(), f"items-{day_of(request.at):%Y%m%d}.xlsx")


@staff()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_items(request: Request) -> HttpResponse:
    """Look through first, then write; bad rows come back as a file with their reasons."""
    if may_keep_somewhere(request.actor) is not None:
        raise NotVisible("no_such_page", "没有这个页面。", "")
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if request.method == "POST" else 200)
    file: IO[bytes] = form.cleaned_data["file"]
    if form.cleaned_data["file"].size > LARGEST:
        form.add_error("file", "文件超过 10 MB，请分开导入。")
        return _page(request, form, status=422)
    try:
        return _write(request, file) if form.cleaned_data["write"] else _look(request, form, file)
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return _page(request, form, status=refusal.status)


def _look(request: Request, form: ImportForm, file: IO[bytes]) -> HttpResponse:
    with open_sheet(file) as sheet:
        preview = preview_rows(ITEMS, sheet)
    return _page(request, form, preview=preview)


def _write(request: Request, file: IO[bytes]) -> HttpResponse:
    with open_sheet(file) as sheet:
        done = import_rows(ITEMS, sheet, by=request.actor, at=request.at)
    said = "，".join(f"{LABELS[outcome]} {n} 项" for outcome, n in sorted(done.outcomes.items()))
    if not done.bad:
        messages.success(request, f"导入完毕：{said or '没有内容'}。")
        return redirect("workbench:items")
    out = io.BytesIO()
    write_rejects(out, done.head, done.bad)
    messages.warning(
        request, f"导入完毕：{said or '没有写入'}；退回 {len(done.bad)} 行，原因写在退回的表里。"
    )
    return workbook_response(out.getvalue(), "items-rejected.xlsx")


LABELS = {"added": "新登记", "changed": "发布新版本", "unchanged": "没有变化"}


def _page(request: Request, form: ImportForm, *, preview: object = None, status: int = 200) -> HttpResponse:
    context = {"form": form, "preview": preview, "head": HEAD}
    return render(request, "workbench/item_import.html", context, status=status)
