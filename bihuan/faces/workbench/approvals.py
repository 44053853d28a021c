"""One queue for everything that is asked for, whatever its kind: what is asked, by whom, why; yes or no with an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.names import holder_names
from bihuan.faces.workbench.subjects import Named, named
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import approvals_of, asked_by, facts_of
from bihuan.kernel.approvals.rules import may_decide
from bihuan.kernel.refusals import Malformed, NotVisible, Refusal
from bihuan.kernel.submissions import once


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the queue shows it."""

    row: Approval
    label: str
    asks: str
    thing: Named
    holder: str


class DecisionForm(forms.Form):
    """Yes or no, with the words that stay beside it."""

    template_name = "shared/form.html"
    submission_key = forms.CharField(max_length=128, widget=forms.HiddenInput)
    answer = forms.CharField(
        label="审批意见",
        help_text="会给申请人看，并长期保存",
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-grow": ""}),
    )


@staff()
@require_safe
def approvals(request: Request) -> HttpResponse:
    """What waits for my decision, the oldest first; below it, what I asked for."""
    page = page_of(approvals_of(request.actor), request, order=("asked_at", "id"))
    mine = list(asked_by(request.actor).select_related("reason")[:50])
    context = {
        "page": page,
        "rows": _asked(page.rows, request.actor),
        "mine": _asked(mine, request.actor),
    }
    return render(request, "workbench/approvals.html", context)


@staff()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: Request, pk: int) -> HttpResponse:
    """One request, and the two answers to it."""
    row = _approval_for(request.actor, pk)
    if request.method != "POST":
        refusal = may_decide(facts_of(row), request.actor)
        form = None if refusal else DecisionForm(initial={"submission_key": uuid4().hex})
        return _page(request, row, form, refusal=refusal)
    form = DecisionForm(request.POST)
    granted = request.POST.get("granted") == "yes"
    if not form.is_valid():
        return _page(request, row, form, status=422)
    if not granted and not form.cleaned_data["answer"].strip():
        form.add_error("answer", "不同意时，请写明理由。")
        return _page(request, row, form, status=422)
    try:
        message = _decide_once(request, row, form, granted)
    except Refusal as refusal:
        if isinstance(refusal, Malformed):
            for sentence in refusal.fields.values():
                form.add_error(None, sentence)
        return _page(request, row, form, refusal=refusal, status=refusal.status)
    messages.success(request, message)
    return redirect(reverse("workbench:approvals"))


def _approval_for(actor: Actor, pk: int) -> Approval:
    """The gate: whoever may decide it, and whoever asked."""
    row = Approval.objects.select_related("asked_by", "decided_by", "reason", "answer").filter(pk=pk).first()
    if row is None or not (_is_put_to(row, actor) or {row.asked_by_id, row.asked_for_id} & actor.hands):
        raise NotVisible("no_such_approval", "没有这项申请。", "请从审批列表进入。")
    return row


def _is_put_to(row: Approval, actor: Actor) -> bool:
    return row.holder in actor.keys and (not row.role or actor.has(row.role))


def _decide_once(request: Request, row: Approval, form: DecisionForm, granted: bool) -> str:
    kind = kind_of(row.kind)

    def do() -> dict[str, Any]:
        kind.decide(
            approval=row,
            by=request.actor,
            at=request.at,
            granted=granted,
            answer=form.cleaned_data["answer"],
        )
        return {"message": f"{kind.label}：已{'同意' if granted else '不同意'}，申请人会收到通知。"}

    answer = once(
        key=form.cleaned_data["submission_key"],
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=do,
    )
    return str(answer["message"])


def _page(
    request: Request,
    row: Approval,
    form: DecisionForm | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"asked": _asked([row], request.actor)[0], "form": form, "refusal": refusal}
    return render(request, "workbench/approval.html", context, status=status)


def _asked(rows: Iterable[Approval], actor: Actor) -> list[Asked]:
    listed = list(rows)
    things = named((row.subject for row in listed), actor)
    holders = holder_names(row.holder for row in listed)
    return [
        Asked(
            row,
            kind_of(row.kind).label,
            _asks(row),
            things.get(row.subject, Named("")),
            holders.get(row.holder, ""),
        )
        for row in listed
    ]


def _asks(row: Approval) -> str:
    """What is asked; a payload of an older edition may lack a name of today's sentence."""
    kind = kind_of(row.kind)
    try:
        return kind.asks(row.payload)
    except (KeyError, IndexError):
        return kind.label
