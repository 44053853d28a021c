"""反映: one form, one button; then the receipt."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.receipt import Standing, standing_of
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.organisations.queries.regions import region_on
from bihuan.faces.portal.guards import limit_phone, limit_reports, limit_tries
from bihuan.faces.portal.receipts import PUBLIC, open_receipt, own_case, receipt_page
from bihuan.faces.portal.report_form import ONLY_RECORDINGS, ReportForm
from bihuan.faces.portal.wording import before_words
from bihuan.faces.shared.offline.views import offline_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import fingerprint_of
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, WrongState
from bihuan.kernel.submissions import once, receipt_secret
from bihuan.kernel.submissions.queries import answer_of

ACTOR = str(PUBLIC.kind)
CRITICAL = "CRITICAL"


@offline_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request) -> HttpResponse:
    """The blank form, also without a network; POST takes the report once, now or later."""
    if request.method != "POST":
        return _page(request, ReportForm(at=request.at))
    limit_reports(request)
    form = ReportForm(request.POST, request.FILES, at=request.at)
    form.receive_files()
    if not form.is_valid():
        return _page(request, form, status=422)
    if form.cleaned_data["phone"]:
        limit_phone(form.cleaned_data["phone"], at=request.at)
    try:
        answer = _taken_once(request, form)
    except (Malformed, WrongState) as refusal:
        form.refuse(refusal if isinstance(refusal, Malformed) else Malformed(sentence=str(refusal), help=""))
        return _page(request, form, status=422)
    open_receipt(request, answer["case"])
    return redirect("portal:receipt", answer["number"])


def _page(request: Request, form: ReportForm, status: int = 200) -> HttpResponse:
    words = value("cases.urgent_words", on=day_of(request.at))
    critical = [word for word, urgency in words.items() if urgency == CRITICAL]
    said = request.POST.get("content", "")
    context = {
        "form": form,
        "urgent_words": "|".join(critical),
        "urgent": any(word in said for word in critical),
    }
    return render(request, "portal/report.html", context, status=status)


def _taken_once(request: Request, form: ReportForm) -> dict[str, Any]:
    return once(
        key=form.cleaned_data["submission_key"],
        actor=ACTOR,
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: _take(request, form.cleaned_data),
    )


def _take(request: Request, said: dict[str, Any]) -> dict[str, Any]:
    """A firm's report belongs to its programme; a code that we do not know is kept in its words."""
    firm = Enterprise.objects.filter(uscc=said["uscc"]).first() if said["uscc"] else None
    content = said["content"].strip() or ONLY_RECORDINGS
    if said["uscc"] and firm is None:
        content += f"\n（企业自报统一社会信用代码：{said['uscc']}）"
    anonymous = said["identity"] == Identity.ANONYMOUS
    case = actions.receive_case(
        by=PUBLIC,
        at=request.at,
        content=content,
        programme="ENTERPRISE" if said["uscc"] else "RESIDENT",
        channel="PORTAL",
        request_type=RequestType(said["request_type"]),
        identity=Identity(said["identity"]),
        reporter=None if anonymous else _reporter(said),
        affected=_affected(said),
        enterprise=firm,
        region=region_on(said["region"], day_of(request.at)) if said["region"] else None,
        address=said["address"],
        latitude=said["latitude"] if said["longitude"] is not None else None,
        longitude=said["longitude"] if said["latitude"] is not None else None,
        occurred_at=said["occurred_at"],
        attachments=said["files"],
    )
    return {"number": case.number, "case": case.pk}


def _reporter(said: dict[str, Any]) -> actions.Outsider:
    return actions.Outsider(
        name=said["name"],
        phone=said["phone"],
        contact_time=said["contact_time"],
        wants_sms=said["wants_sms"],
    )


def _affected(said: dict[str, Any]) -> actions.Outsider | None:
    """For another: a son for his mother."""
    if not (said["affected_name"] or said["affected_phone"]):
        return None
    return actions.Outsider(name=said["affected_name"], phone=said["affected_phone"], wants_sms=False)


@receipt_page
@require_safe
def receipt(request: Request, number: str) -> HttpResponse:
    """Number and secret in big type, and what happens next, in dates that people use."""
    return render(request, "portal/receipt.html", _receipt(request, own_case(request.actor, number)))


@receipt_page
@require_safe
def receipt_text(request: Request, number: str) -> HttpResponse:
    """The same to keep as a file."""
    case = own_case(request.actor, number)
    lines = [
        f"编号：{case.number}",
        f"查询码：{receipt_secret(number)}",
        f"登记时间：{_receipt(request, case)['registered']}",
        f"查进度：{request.build_absolute_uri('/track/')}",
        "请不要把查询码告诉别人。",
    ]
    response = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{number}.txt"'
    return response


def _receipt(request: Request, case: Case) -> dict[str, Any]:
    standing = standing_of(case)
    return {
        "case": case,
        "secret": receipt_secret(str(case.number)),
        "registered": before_words(case.registered_at, request.at).removesuffix("前"),
        "critical": case.urgency == CRITICAL,
        "anonymous": case.identity == Identity.ANONYMOUS,
        "dues": _dues(standing, request),
        "sms": case.reporters.filter(role="REPORTER", wants_sms=True).exclude(phone="").exists(),
    }


def _dues(standing: Standing, request: Request) -> dict[str, str]:
    return {
        verb: before_words(duty.due_at, request.at) for verb, duty in standing.owed.items() if duty.due_at
    }


@require_POST
def receipt_by_key(request: Request) -> HttpResponse:
    """A report that was sent while nobody looked: its key, known to this phone alone, opens the receipt."""
    limit_tries(request, "key")
    answer = answer_of(actor=ACTOR, key=request.POST.get("submission_key", ""))
    if answer is None:
        return render(request, "portal/not_yet.html", status=404)
    open_receipt(request, answer["case"])
    return redirect("portal:receipt", answer["number"])
