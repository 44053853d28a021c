"""Parameters, the calendar, the demo's clock: values that a city sets, proposed by one and activated by another."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import yaml
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.cases.choices import Difficulty, Level, RequestType, Urgency
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.subjects import Named
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import CITY_TIME, Limit, day_of
from bihuan.kernel.calendar.actions import propose_notice
from bihuan.kernel.calendar.models import CalendarNotice
from bihuan.kernel.calendar.queries import city_calendar
from bihuan.kernel.choices import Codes
from bihuan.kernel.clock.actions import move_clock
from bihuan.kernel.parameters.actions import propose_value
from bihuan.kernel.parameters.actions.steps import said
from bihuan.kernel.parameters.catalogue import ANY, Parameter, Row
from bihuan.kernel.parameters.models import Override
from bihuan.kernel.parameters.reading import shipped
from bihuan.kernel.parameters.values import UnknownParameter, parameter_of
from bihuan.kernel.refusals import Malformed, NotVisible, Refusal
from bihuan.kernel.submissions import once

ADMINS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
# What one of the administrators proposes, the security administrator of the same area activates.
SECOND = Role.SECURITY_ADMIN
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OnceForm(forms.Form):
    """A form that is sent once, however often the button is pressed."""

    template_name = "shared/form.html"
    submission_key = forms.CharField(max_length=128, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        initial = {"submission_key": uuid4().hex, **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)

    def refuse(self, refusal: Refusal) -> None:
        """A refusal beside its fields; what has none stands on top."""
        fields = refusal.fields if isinstance(refusal, Malformed) and refusal.fields else {"": str(refusal)}
        for name, sentence in fields.items():
            self.add_error(name if name in self.fields else None, sentence)


class ValueForm(OnceForm):
    """The city's own value of one parameter, with the document on which it rests."""

    new_value = forms.CharField(label="新的值", max_length=200, help_text="写法与现在的值相同，例如 3 wd、10")
    from_on = forms.DateField(label="从哪一天起", widget=DAY)
    until_on = forms.DateField(label="到哪一天止", required=False, widget=DAY)
    document_title = forms.CharField(label="依据的文件", max_length=200)
    document_number = forms.CharField(label="文号", max_length=80)
    reason = forms.CharField(label="为什么改", max_length=2_000, widget=forms.Textarea({"rows": 3}))

    def clean_new_value(self) -> Any:
        """As the shipped files write it: 10 is a number, 3 wd a limit."""
        try:
            return yaml.safe_load(self.cleaned_data["new_value"])
        except yaml.YAMLError:
            raise forms.ValidationError("看不懂这个值，请照现在的写法填写。") from None

    def __init__(self, data: Any = None, *, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for key in parameter.keys:
            self.fields[f"key_{key}"] = forms.CharField(
                label=f"只对哪种{key_words(key)}", required=False, max_length=60, help_text="不填就是全部"
            )


class NoticeForm(OnceForm):
    """A year's notice, as YAML."""

    text = forms.CharField(
        label="放假安排", max_length=20_000, widget=forms.Textarea({"rows": 18, "spellcheck": "false"})
    )
    reason = forms.CharField(label="说明", max_length=2_000, widget=forms.Textarea({"rows": 2}))


class ClockForm(OnceForm):
    """To which moment the demo moves."""

    to = forms.DateTimeField(
        label="调到",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )


@staff(*ADMINS)
@require_safe
def parameters(request: Request) -> HttpResponse:
    """Every policy number with its name; found by words."""
    words = request.GET.get("q", "").strip()
    found = [p for p in shipped().values() if words in p.description or words in p.code]
    overrides = Override.objects.select_related("proposed_by").order_by("-id")[:50]
    context = {"parameters": sorted(found, key=lambda p: p.code), "words": words, "overrides": overrides}
    return render(request, "workbench/parameters.html", context)


@staff(*ADMINS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def parameter(request: Request, code: str) -> HttpResponse:
    """What holds today and on which document; proposing the city's own value, which another person activates."""
    known = _known(code)
    form = ValueForm(request.POST or None, parameter=known)
    if request.method == "POST" and form.is_valid():
        done = _once(request, form, lambda: _propose(request, known, form.cleaned_data))
        if done:
            messages.success(request, "已提出。由安全管理员启用后才生效，请他到“审批”里决定。")
            return redirect("workbench:parameter", code)
    held = known.held(on=day_of(request.at))
    context = {
        "parameter": known,
        "held": held,
        "heads": [key_words(key) for key in known.keys],
        "rows": [
            {
                "cells": [code_words(*pair) for pair in zip(known.keys, row.keys, strict=True)],
                "value": _said(row),
            }
            for row in (held.rows if held else ())
        ],
        "overrides": Override.objects.filter(code=code).select_related("proposed_by").order_by("-id")[:20],
        "form": form if request.actor.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN) else None,
    }
    return render(request, "workbench/parameter.html", context, status=422 if form.errors else 200)


KEYS: Mapping[str, tuple[str, type[Codes] | None]] = {
    "urgency": ("紧急程度", Urgency),
    "request_type": ("诉求类型", RequestType),
    "difficulty": ("难易", Difficulty),
    "level": ("层级", Level),
    "programme": ("来源项目", None),
    "verb": ("事项", None),
    "unit": ("单位", None),
}


def key_words(key: str) -> str:
    """What a column by which a value differs is called."""
    return KEYS[key][0] if key in KEYS else key


def code_words(key: str, code: str) -> str:
    """A code in words, where we know its list."""
    codes = KEYS[key][1] if key in KEYS else None
    if code == ANY:
        return "全部"
    return str(codes(code).label) if codes is not None and code in codes.values else code


def _said(row: Row) -> str:
    """A value as people say it, and as it is written."""
    return f"{row.value.label}（{row.raw}）" if isinstance(row.value, Limit) else said(row.raw)


def _known(code: str) -> Parameter:
    try:
        return parameter_of(code)
    except UnknownParameter:
        raise NotVisible("no_such_parameter", "没有这项参数。", "请从列表进入。") from None


def _propose(request: Request, known: Parameter, sent: dict[str, Any]) -> dict[str, Any]:
    override = propose_value(
        code=known.code,
        new_value=sent["new_value"],
        from_on=sent["from_on"],
        until_on=sent["until_on"],
        document_title=sent["document_title"],
        document_number=sent["document_number"],
        keys={key: sent[f"key_{key}"] for key in known.keys if sent[f"key_{key}"]},
        holder=_second(request.actor),
        role=SECOND,
        by=request.actor,
        at=request.at,
        reason=sent["reason"],
    )
    return {"override": override.pk}


@staff(*ADMINS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: Request) -> HttpResponse:
    """Up to which year the calendar is certain, and loading the next notice: proposed by one, activated by another."""
    form = NoticeForm(request.POST or None, initial={"text": _blank()})
    if request.method == "POST" and form.is_valid():
        done = _once(request, form, lambda: _load(request, form.cleaned_data))
        if done:
            messages.success(request, "已提出。由安全管理员启用后，所有暂定的期限会重新计算，并记入日志。")
            return redirect("workbench:calendar")
    context = {
        "form": form if request.actor.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN) else None,
        "last": date(_next_year() - 1, 12, 31),
        "notices": CalendarNotice.objects.select_related("proposed_by", "activated_by").order_by("-id")[:20],
    }
    return render(request, "workbench/calendar.html", context, status=422 if form.errors else 200)


def _load(request: Request, said: dict[str, Any]) -> dict[str, Any]:
    notice = propose_notice(
        text=said["text"],
        holder=_second(request.actor),
        role=SECOND,
        by=request.actor,
        at=request.at,
        reason=said["reason"],
    )
    return {"notice": notice.pk}


def _next_year() -> int:
    """The first year without a notice: until then the calendar is certain."""
    days = city_calendar().days
    return min(days.unpublished, default=days.last.year + 1)


def _blank() -> str:
    """The form of a notice, for the year after the last one that is known."""
    year = _next_year()
    return (
        f"year: {year}\ndocument: 国务院办公厅关于{year}年部分节假日安排的通知（文号）\nholidays:\n"
        f"  - {{name: 元旦, from_on: {date(year, 1, 1)}, to_on: {date(year, 1, 1)}}}\n"
        "working_days: []\n"
    )


@staff(Role.SYSTEM_ADMIN, Role.OFFICE, Role.LEADER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def clock(request: Request) -> HttpResponse:
    """Stand on another day: forward only, and only in the demo."""
    if not settings.DEMO:
        raise NotVisible("no_such_page", "没有这个页面。", "")
    form = ClockForm(request.POST or None, initial={"to": request.at.astimezone(CITY_TIME)})
    if request.method == "POST" and form.is_valid():
        try:
            move_clock(to=form.cleaned_data["to"], by=request.actor)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "演示时钟已经往前调。到期提醒等后台任务会在一分钟内跟上。")
            return redirect("workbench:work")
    return render(request, "workbench/clock.html", {"form": form}, status=422 if form.errors else 200)


def _once(request: Request, form: OnceForm, do: Callable[[], dict[str, Any]]) -> bool:
    try:
        once(
            key=form.cleaned_data["submission_key"],
            actor=actor_key(request.actor),
            fingerprint=fingerprint_of(request),
            at=request.at,
            do=do,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _second(actor: Actor) -> str:
    """Who activates: the administrators of the proposer's area."""
    office = Office.objects.filter(pk=actor.office_id or 0).first()
    return f"admin:{office.area_id}" if office and office.area_id else ""


def name_parameters(actor: Actor, ids: Collection[int]) -> Mapping[int, Named]:
    """Proposed values as lines of lists; there is no secret in them."""
    rows = Override.objects.filter(pk__in=ids)
    known = shipped()
    return {
        row.pk: Named(
            f"{known[row.code].description if row.code in known else row.code} → {_as_people_say(row.value)}",
            reverse("workbench:parameter", args=[row.code]),
        )
        for row in rows
    }


def _as_people_say(raw: Any) -> str:
    """`3 wd` as 3 个工作日; what is no limit as it is written."""
    try:
        return Limit.parse(raw).label
    except (ValueError, TypeError, AttributeError):
        return said(raw)


def name_notices(actor: Actor, ids: Collection[int]) -> Mapping[int, Named]:
    """Proposed years as lines of lists."""
    rows = CalendarNotice.objects.filter(pk__in=ids)
    return {row.pk: Named(row.document, reverse("workbench:calendar")) for row in rows}
