"""查进度: number and secret open a case; then where it stands, in plain words."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.queries.receipt import standing_of
from bihuan.domain.cases.queries.sight import seen_of
from bihuan.faces.portal.acting import doable
from bihuan.faces.portal.guards import limit_tries
from bihuan.faces.portal.receipts import close_receipts, open_receipt, opened_in, own_case, receipt_page
from bihuan.faces.portal.wording import headline, next_words, steps_said
from bihuan.faces.shared.files import file_response
from bihuan.faces.shared.requests import Request
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.calendar import day_of
from bihuan.kernel.identifiers.codes import compact
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.submissions import receipt_holds

NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
OFFICES_OWN = ("leg:", "check:")


class TrackForm(forms.Form):
    """The secret is asked for each time and never shown again."""

    number = forms.CharField(
        label="编号",
        max_length=40,
        help_text="10 位数字，如 2026000123。",
        error_messages={"required": "请填写编号。"},
        widget=forms.TextInput(attrs=NUMERIC),
    )
    secret = forms.CharField(
        label="查询码",
        max_length=40,
        help_text="10 位数字，如 48213-70956，在您的回执上。",
        error_messages={"required": "请填写查询码。"},
        widget=forms.TextInput(attrs=NUMERIC),
    )

    def clean_number(self) -> str:
        return compact(self.cleaned_data["number"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: Request) -> HttpResponse:
    """Ask for number and secret; the same answer for a wrong number and a wrong secret."""
    if request.method != "POST":
        return _ask(request, TrackForm(initial={"number": request.GET.get("number", "")[:20]}))
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    number, secret = form.cleaned_data["number"], form.cleaned_data["secret"]
    limit_tries(request, number)
    case = Case.objects.filter(number=number).first() if receipt_holds(number, secret) else None
    if case is None:
        form.add_error(None, "编号或查询码不对。请对照回执再输一次；回执找不到了，请打 12345。")
        return _ask(request, form, status=422)
    open_receipt(request, case.pk)
    return redirect("portal:case", number)


def _ask(request: Request, form: TrackForm, status: int = 200) -> HttpResponse:
    opened = Case.objects.filter(pk__in=opened_in(request)).order_by("-id")
    return render(request, "portal/track.html", {"form": form, "opened": opened}, status=status)


@require_POST
def leave(request: Request) -> HttpResponse:
    """Done on a browser that others use too."""
    close_receipts(request)
    return redirect("portal:track")


@receipt_page
@require_safe
def case(request: Request, number: str) -> HttpResponse:
    """One case, for its reporter."""
    return render(request, "portal/case.html", shown_case(request, own_case(request.actor, number)))


def shown_case(request: Request, own: Case) -> dict[str, Any]:
    """What the reporter reads of a case, however they came."""
    facts = facts_of(own, request.actor, at=request.at)
    standing = standing_of(own)
    return {
        "case": own,
        "standing": standing,
        "headline": headline(standing),
        "next": next_words(standing, request.at),
        "steps": steps_said(standing, day_of(request.at)),
        "seen": seen_of(own, request.actor, facts),
        "files": _given(own),
        "ways": doable(facts, request.actor),
        "facts": facts,
        "together": standing.together,
        "here": reverse("portal:case", args=[own.number]),
        "all": reverse("portal:track"),
        "asks": own.state == State.STRUCK_OFF,
    }


def _given(own: Case) -> list[Attachment]:
    """What the reporter gave; the offices' own evidence stays with the offices."""
    return [file for file in files_of(own.subject) if not file.item.startswith(OFFICES_OWN)]


@receipt_page
@require_safe
def case_file(request: Request, number: str, key: str) -> HttpResponseBase:
    """Back to them."""
    own = own_case(request.actor, number)
    if not any(file.key == key for file in _given(own)):
        raise NotVisible
    return file_response(request, actor=request.actor, key=key)
