"""办件日志: bring one in, read the picture and its tables, take it away as XES."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.organisations.models import Office
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import LogState
from bihuan.domain.walkthroughs.evidence.xes import xes
from bihuan.domain.walkthroughs.queries import log_facts, log_for
from bihuan.domain.walkthroughs.queries.limits import too_large
from bihuan.domain.walkthroughs.queries.logs import Answers, answers_of, evidence_of
from bihuan.domain.walkthroughs.rules.logs import may_keep
from bihuan.domain.walkthroughs.verbs import HANDLING_LOG_VERBS
from bihuan.faces.shared.forms.picks import PickField
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.shared.wording.dates import span_words
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.names import ids_in, office_words
from bihuan.faces.workbench.remedies.shown import Cell, Table
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Malformed, NotVisible
from bihuan.kernel.submissions import once

KEPT_SECONDS = 24 * 3600
MANY_STEPS = 9


class LogForm(forms.Form):
    """A name, perhaps the item, the file."""

    template_name = "shared/form.html"
    required_css_class = "is-required"
    error_css_class = "has-error"

    submission_key = forms.CharField(max_length=128, widget=forms.HiddenInput)
    title = forms.CharField(label="名称", max_length=80, help_text="如：施工许可 2026 年上半年")
    file = forms.FileField(
        label="CSV 文件",
        help_text="第一行是列名：办件编号、环节、开始时间、结束时间，可以另有材料、岗位。编号读入时就换成摘要，不保存。",
    )

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, at: datetime) -> None:
        super().__init__(data, files, initial={"submission_key": uuid4().hex})
        self.at = at
        self.fields["item"] = PickField("walk_item", actor, label="哪个事项", required=False)
        if self.is_bound:
            field = self.fields["item"]
            assert isinstance(field, PickField)
            field.offer(
                field.widget.words,
                field.keys_of(field.widget.value_from_datadict(self.data, self.files, "item")),
            )

    def clean_file(self) -> Any:
        """A page waits for its answer: what is larger comes in from the command line."""
        file = self.cleaned_data["file"]
        if sentence := too_large(file.size, self.at):
            raise forms.ValidationError(sentence)
        return file


def unit_of(actor: Actor) -> Office | None:
    """The office for which this actor may keep logs."""
    ids = [pk for pk in ids_in(actor.keys, "office") if may_keep(actor, pk) is None]
    return Office.objects.filter(pk__in=ids).order_by("path").first()


@staff()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """The form; POST reads the file once and says what was left out and why."""
    unit = unit_of(request.actor)
    if unit is None:
        raise NotVisible("no_such_page", "没有这个页面。", "")
    if request.method != "POST":
        return _form(request, LogForm(actor=request.actor, at=request.at))
    form = LogForm(request.POST, request.FILES, actor=request.actor, at=request.at)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        answer = once(
            key=form.cleaned_data["submission_key"],
            actor=actor_key(request.actor),
            fingerprint=fingerprint_of(request),
            at=request.at,
            do=lambda: _kept(request, form, unit),
        )
    except Malformed as refusal:
        for name, sentence in (refusal.fields or {"": str(refusal)}).items():
            form.add_error(name if name in form.fields else None, sentence)
        return _form(request, form, 422)
    messages.success(request, answer["message"])
    return redirect("workbench:handling-logs-one", answer["number"])


def _form(request: Request, form: LogForm, status: int = 200) -> HttpResponse:
    return render(request, "workbench/handling_log_new.html", {"form": form}, status=status)


def _kept(request: Request, form: LogForm, unit: Office) -> dict[str, Any]:
    said = form.cleaned_data
    log, read = actions.keep_log(
        by=request.actor, at=request.at, unit=unit, title=said["title"], file=said["file"], item=said["item"]
    )
    why = "；".join(f"第 {one.line} 行{one.why}" for one in read.examples[:5])
    left = f"有 {read.refused:,} 行没有采用：{why}。" if read.refused else "每一行都采用了。"
    return {"number": log.number, "message": f"已导入 {log.handlings:,} 件、{log.events:,} 个环节。{left}"}


@staff()
@require_safe
def one_log(request: Request, number: str) -> HttpResponse:
    """The picture first, then the tables that say the same in numbers."""
    log = log_for(request.actor, number)
    answers = _answers(log) if log.state == LogState.READY else None
    context = {
        "log": log,
        "state": LogState(log.state),
        "unit": office_words(log.unit),
        "answers": answers,
        "tables": _tables(answers) if answers else [],
        "base_url": request.path,
        "verbs": HANDLING_LOG_VERBS.answers(log_facts(log), request.actor),
    }
    return render(request, "workbench/handling_log.html", context)


def _answers(log: Any) -> Answers:
    """A file never changes: what was asked of it once holds."""
    key = f"handling-log:{log.pk}:{log.file[-40:]}"
    known: Answers | None = cache.get(key)
    if known is None:
        known = answers_of(log)
        cache.set(key, known, KEPT_SECONDS)
    return known


@staff()
@require_safe
def log_xes(request: Request, number: str) -> StreamingHttpResponse:
    """For a process-mining tool: digests instead of numbers, nobody's name."""
    log = log_for(request.actor, number)
    evidence = evidence_of(log)

    def pieces() -> Iterator[bytes]:
        with evidence as known:
            for piece in xes(known.events(), name=log.title):
                yield piece.encode()

    response = StreamingHttpResponse(pieces(), content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="handling-log-{log.number}.xes"'
    response["Cache-Control"] = "no-store"
    return response


def _tables(answers: Answers) -> list[Table]:
    return [
        Table(
            "每个环节等多久、办多久",
            ("环节", "次数", "等（一半的人）", "等（十个里最慢的一个）", "办"),
            [
                (
                    Cell(one.step),
                    Cell(f"{one.times:,}", number=True),
                    Cell(span_words(one.waited), number=True),
                    Cell(span_words(one.waited_slow), number=True),
                    Cell(span_words(one.handled), number=True),
                )
                for one in answers.steps
            ],
            "",
            "等：上一个环节办完到这一个开始。都按自然时间算，夜里和休息日也在内。",
        ),
        Table(
            "实际怎么走",
            ("走法", "件数", "全程（一半的件）"),
            [
                (
                    Cell(_way(one.steps)),
                    Cell(f"{one.handlings:,}", number=True),
                    Cell(span_words(one.median), number=True),
                )
                for one in answers.variants
            ],
            "",
            f"一共 {answers.overview.variants:,} 种走法，这里列出最多的。",
        ),
        Table(
            "办了又办",
            ("环节", "多少件", "多办了几次"),
            [
                (Cell(one.step), Cell(f"{one.handlings:,}", number=True), Cell(f"{one.again:,}", number=True))
                for one in answers.loops
            ],
            "没有环节在同一件里重复。",
        ),
        Table(
            "同一份材料要了又要",
            ("材料", "多少件", "最多要几次"),
            [
                (Cell(one.material), Cell(f"{one.handlings:,}", number=True), Cell(one.most, number=True))
                for one in answers.twice
            ],
            "没有重复要的材料，或日志里没有“材料”一列。",
        ),
        *_deviation(answers),
    ]


def _way(steps: tuple[str, ...]) -> str:
    shown = " → ".join(steps[:MANY_STEPS])
    return shown if len(steps) <= MANY_STEPS else f"{shown} → 等 {len(steps)} 步"


def _deviation(answers: Answers) -> list[Table]:
    found = answers.deviation
    if found is None:
        return []
    rows = [(Cell(f"多了指南里没有的“{step}”"), Cell(f"{n:,}", number=True)) for step, n in found.undeclared]
    rows += [(Cell(f"少了指南里写的“{step}”"), Cell(f"{n:,}", number=True)) for step, n in found.skipped]
    rows += (
        [(Cell("次序和指南不同"), Cell(f"{found.other_order:,}", number=True))] if found.other_order else []
    )
    return [
        Table(
            "和办事指南的环节比",
            ("哪里不同", "多少件"),
            rows,
            "每一件都照指南走。",
            f"共 {found.handlings:,} 件。",
        )
    ]
