"""一事联办: one form, a list of what to bring, then one matter whose progress one can follow by its receipt."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.services.actions import submit_matter, withdraw_matter
from bihuan.domain.services.choices import MatterState, TaskState
from bihuan.domain.services.models import Joint, Matter
from bihuan.domain.services.queries.matters import joint_for, materials_of, matter_facts
from bihuan.domain.services.rules.bundling import may_withdraw
from bihuan.faces.portal.guards import limit_phone, limit_reports, limit_tries
from bihuan.faces.portal.receipts import PUBLIC
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import fingerprint_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.submissions import once, receipt_holds, receipt_secret

OPENED = "matters"
MOST = 5
STANDS = {
    MatterState.SUBMITTED: "窗口正在看您的材料",
    MatterState.INCOMPLETE: "还要补材料",
    MatterState.RUNNING: "各单位正在办",
    MatterState.DONE: "全部办好了",
    MatterState.PARTLY: "有的办好了，有的没有办成",
    MatterState.REJECTED: "这次不能受理",
    MatterState.WITHDRAWN: "您已经撤回",
}
TASK_STANDS = {
    TaskState.WAITING: "等前一步办好",
    TaskState.OPEN: "正在办",
    TaskState.DONE: "办好了",
    TaskState.REFUSED: "没有办成",
    TaskState.DROPPED: "没有办",
}


class ApplyForm(forms.Form):
    """The one form: who you are, and what the parts need to know, each asked once."""

    submission_key = forms.CharField(max_length=128, widget=forms.HiddenInput)
    name = forms.CharField(label="姓名", max_length=64, error_messages={"required": "请填写姓名。"})
    phone = forms.CharField(
        label="手机号",
        max_length=32,
        help_text="办理进度会发短信告诉您。",
        error_messages={"required": "请填写手机号。"},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, joint: Joint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in joint.form.all():
            self.fields[f"f_{field.code}"] = forms.CharField(
                label=field.label,
                help_text=field.help,
                required=field.required,
                max_length=200,
                error_messages={"required": f"请填写{field.label}。"},
            )

    @property
    def answers(self) -> dict[str, str]:
        return {name[2:]: said for name, said in self.cleaned_data.items() if name.startswith("f_")}


@require_http_methods(["GET", "HEAD", "POST"])
def joint(request: Request, code: str) -> HttpResponse:
    """What is done together, what to bring, and the form."""
    found = joint_for(PUBLIC, code)
    if request.method != "POST":
        return _page(request, found, ApplyForm(joint=found, initial={"submission_key": uuid4().hex}))
    limit_reports(request)
    form = ApplyForm(request.POST, joint=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        limit_phone(form.cleaned_data["phone"], at=request.at)
        answer = once(
            key=form.cleaned_data["submission_key"],
            actor=str(PUBLIC.kind),
            fingerprint=fingerprint_of(request),
            at=request.at,
            do=lambda: _submitted(request, found, form),
        )
    except Malformed as refusal:
        for name, sentence in refusal.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
        if not refusal.fields:
            form.add_error(None, str(refusal))
        return _page(request, found, form, status=422)
    _open(request, answer["matter"])
    return redirect("portal:matter", answer["number"])


def _submitted(request: Request, joint: Joint, form: ApplyForm) -> dict[str, Any]:
    matter = submit_matter(
        by=PUBLIC,
        at=request.at,
        joint=joint,
        name=form.cleaned_data["name"],
        phone=form.cleaned_data["phone"],
        answers=form.answers,
    )
    return {"number": matter.number, "matter": matter.pk}


def _page(request: Request, joint: Joint, form: ApplyForm, status: int = 200) -> HttpResponse:
    needed = materials_of(joint, day_of(request.at))
    context = {
        "joint": joint,
        "form": form,
        "parts": joint.parts.select_related("office__unit"),
        "bring": [one for one in needed if not one.held_by],
        "fetched": [one for one in needed if one.held_by],
    }
    return render(request, "portal/joint.html", context, status=status)


def own_matter(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one matter, for whoever opened it here; others are asked for number and secret."""

    @wraps(view)
    @never_cache
    def guarded(request: Request, number: str) -> HttpResponseBase:
        found = Matter.objects.filter(pk__in=request.session.get(OPENED, []), number=number)
        matter = found.select_related("joint__window", "said").first()
        if matter is None:
            return redirect("portal:matter-open")
        request.actor = Actor.receipt(f"matter:{matter.pk}")
        return view(request, matter)

    return guarded


@own_matter
@require_safe
def matter(request: Request, own: Matter) -> HttpResponse:
    """One matter, whatever the number of offices."""
    tasks = own.tasks.select_related("part", "office__unit", "result").order_by("part__place")
    due = open_duties(own.subject).filter(verb="finish").first()
    context = {
        "matter": own,
        "stands": STANDS[MatterState(own.state)],
        "tasks": [(task, TASK_STANDS[TaskState(task.state)]) for task in tasks],
        "bring": own.papers.filter(received_at=None),
        "fetched": own.papers.exclude(held_by=""),
        "due": due,
        "secret": receipt_secret(f"matter-{own.number}"),
        "may_withdraw": may_withdraw(matter_facts(own), request.actor) is None,
    }
    return render(request, "portal/matter.html", context)


@own_matter
@require_http_methods(["POST"])
def withdraw(request: Request, own: Matter) -> HttpResponse:
    """Withdrawing again changes nothing: it is refused and said."""
    withdraw_matter(matter=own, by=request.actor, at=request.at)
    return redirect("portal:matter", own.number)


class OpenForm(forms.Form):
    number = forms.CharField(label="联办编号", max_length=16, error_messages={"required": "请填写联办编号。"})
    secret = forms.CharField(label="查询码", max_length=40, error_messages={"required": "请填写查询码。"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_matter(request: Request) -> HttpResponse:
    """Number and secret, as on the receipt."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, secret = form.cleaned_data["number"].strip(), form.cleaned_data["secret"]
        limit_tries(request, f"matter:{number}")
        found = Matter.objects.filter(number=number).first()
        if found is not None and receipt_holds(f"matter-{number}", secret):
            _open(request, found.pk)
            return redirect("portal:matter", number)
        form.add_error(None, "联办编号或查询码不对。请对照回执再输一次。")
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/matter_open.html", {"form": form}, status=status)


def _open(request: Request, pk: int) -> None:
    opened = [one for one in request.session.get(OPENED, []) if one != pk]
    request.session[OPENED] = [*opened, pk][-MOST:]
