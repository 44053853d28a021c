"""评价服务: by the link or the QR code of one handling, or by its number and the last digits of the telephone. The window learns nothing of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.services.actions import rate_handling
from bihuan.domain.services.choices import RatingLevel, RatingVia
from bihuan.domain.services.models import Handling
from bihuan.domain.services.queries.limits import limit_of
from bihuan.domain.services.queries.rating import finished_month, handling_facts, tallies
from bihuan.domain.services.queries.versions import version_on
from bihuan.domain.services.rating_links import handling_number_of, rating_token
from bihuan.domain.services.rules.ratings import is_in_time, may_rate
from bihuan.faces.portal.guards import limit_tries
from bihuan.faces.portal.receipts import open_receipt
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import fingerprint_of
from bihuan.faces.shared.wording.numbers import limit_words
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Figure, Period, Value, figure_of
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, Refusal
from bihuan.kernel.submissions import once, receipt_secret

NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


class WhichForm(forms.Form):
    """Which handling: its number, and four digits that only the applicant knows to belong to it."""

    number = forms.CharField(
        label="办件编号",
        max_length=16,
        help_text="在办结短信或回执上，如 20260012。",
        error_messages={"required": "请填写办件编号。"},
        widget=forms.TextInput(attrs=NUMERIC),
    )
    last = forms.RegexField(
        r"^\d{4}$",
        label="手机号后四位",
        help_text="办事时留的手机号。",
        error_messages={"required": "请填写手机号后四位。", "invalid": "请填四位数字。"},
        widget=forms.TextInput(attrs=NUMERIC),
    )


class RateForm(forms.Form):
    submission_key = forms.CharField(max_length=128, widget=forms.HiddenInput)
    level = forms.ChoiceField(
        label="这次办事您满意吗",
        choices=RatingLevel.pairs,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是否满意。"},
    )
    said = forms.CharField(
        label="想说的话",
        required=False,
        max_length=1_000,
        help_text="不满意的，请写一句哪里不好，我们会核实、整改，再问您。不用写姓名和电话。",
        widget=forms.Textarea(attrs={"rows": 4, "data-grow": ""}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def which(request: Request) -> HttpResponse:
    """The same answer for a wrong number and wrong digits; tries are counted."""
    if request.method != "POST":
        return render(request, "portal/rate_which.html", {"form": WhichForm()})
    form = WhichForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"].strip()
        limit_tries(request, f"rate:{number}")
        handling = Handling.objects.filter(number=number).exclude(phone="").first()
        if handling is not None and handling.phone.endswith(form.cleaned_data["last"]):
            return redirect("portal:rate", rating_token(str(handling.number)))
        form.add_error(None, "办件编号或手机号后四位不对。请对照短信或回执再输一次。")
    return render(request, "portal/rate_which.html", {"form": form}, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: Request, token: str) -> HttpResponse:
    """Five levels and a few words, once."""
    handling = _handling(token)
    actor = Actor.receipt(f"handling:{handling.pk}", face="portal")
    _refuse_colleagues(request, handling)
    facts = handling_facts(handling)
    refusal = may_rate(facts, actor) or is_in_time(facts, request.at)
    if refusal is not None:
        return _page(request, handling, None, refusal=refusal, status=refusal.status)
    if request.method != "POST":
        return _page(request, handling, RateForm(initial={"submission_key": uuid4().hex}))
    form = RateForm(request.POST)
    if not form.is_valid():
        return _page(request, handling, form, status=422)
    try:
        answer = _rate_once(request, handling, actor, form.cleaned_data)
    except Malformed as refused:
        form.add_error(None, str(refused))
        return _page(request, handling, form, status=422)
    request.session["rated"] = answer["number"]
    if answer["number"]:
        open_receipt(request, answer["case"])
    return redirect("portal:rated")


@never_cache
@require_safe
def rated(request: Request) -> HttpResponseBase:
    """Thanks; of a bad one, the receipt of its case and what happens next."""
    number = request.session.get("rated")
    if number is None:
        return redirect("portal:rate-which")
    verified_within = limit_words(str(limit_of("rating.verify", at=request.at)))
    secret = receipt_secret(number) if number else ""
    context = {"number": number, "secret": secret, "verified_within": verified_within}
    return render(request, "portal/rated.html", context)


@require_safe
def ratings(request: Request) -> HttpResponse:
    """What may be told of the last finished month: by unit, small numbers left out."""
    period = finished_month(day_of(request.at))
    year = Period(date(period.until_on.year, 1, 1), period.until_on)
    counted = tallies(period, request.at)
    context = {
        "period": period,
        "shown": [one for one in counted if not one.hidden],
        "hidden": [one for one in counted if one.hidden],
        "told": [
            _told("services.satisfaction", period, request.at),
            _told("services.bad_rectified", year, request.at),
        ],
    }
    return render(request, "portal/ratings.html", context)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the whole city; too few to tell where there is nothing to divide by."""

    figure: Figure
    value: Value
    period: Period


def _told(code: str, period: Period, at: datetime) -> Told:
    figure = figure_of(code)
    return Told(figure, figure.value(period, at, ""), period)


def _handling(token: str) -> Handling:
    number = handling_number_of(token)
    found = Handling.objects.select_related("item", "office__unit").filter(number=number or "-").first()
    if found is None:
        raise NotVisible("no_such_link", "这个评价链接不对或已经失效。", "请重新扫码，或用办件编号评价。")
    return found


def _refuse_colleagues(request: Request, handling: Handling) -> None:
    """Whoever is signed in at this browser and works in the rated unit does not rate for others."""
    unit = handling.office.unit_id or handling.office_id
    if request.actor.person_id is not None and (
        unit in request.actor.line or request.actor.person_id == handling.handled_by_id
    ):
        raise NotAllowed("the_rated", "工作人员不能替办事人评价本单位。", "请让办事人用自己的手机扫码。")


def _rate_once(request: Request, handling: Handling, actor: Actor, said: dict[str, Any]) -> dict[str, Any]:
    return once(
        key=said["submission_key"],
        actor=actor.subject,
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: _rate(request, handling, actor, said),
    )


def _rate(request: Request, handling: Handling, actor: Actor, said: dict[str, Any]) -> dict[str, Any]:
    """A bad one is a case; its number is the receipt of whoever rated."""
    rating = rate_handling(
        handling=handling,
        by=actor,
        at=request.at,
        level=RatingLevel(said["level"]),
        said=said["said"],
        via=RatingVia.QR if request.GET.get("via") == "qr" else RatingVia.LINK,
    )
    case = rating.case
    return {"number": str(case.number), "case": case.pk} if case else {"number": "", "case": None}


def _page(
    request: Request,
    handling: Handling,
    form: RateForm | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    version = version_on(handling.item, day_of(handling.finished_at))
    context = {
        "handling": handling,
        "name": version.name if version else str(handling.item),
        "form": form,
        "refusal": refusal,
        "report_url": reverse("portal:report"),
    }
    return render(request, "portal/rate.html", context, status=status)
