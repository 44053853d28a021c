"""The call pad: one page typed while talking; who calls, what is like it, what may be answered at once; then number and code to read out."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity, RequestType, Step
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.search import reported_from
from bihuan.domain.cases.rules.intake import urgency_of, urgent_words_in
from bihuan.domain.enterprises.queries import firms_called_from
from bihuan.domain.insight.queries import similar_entries, similar_to_text
from bihuan.domain.knowledge.queries import entry_for
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries.regions import region_on
from bihuan.faces.shared.offline.views import offline_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.intake_form import IntakeForm
from bihuan.faces.workbench.rows import WITH_A_ROW, rows_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.identifiers import phone
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, NotVisible, Refusal
from bihuan.kernel.submissions import once, receipt_secret

TAKERS = (Role.INTAKE, Role.OFFICE)
READ_OUT_WITHIN = timedelta(hours=1)
TELEPHONE = "telephone"  # the source system to which a recording's number belongs
HISTORY = 8


@staff(*TAKERS)
@offline_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: Request) -> HttpResponse:
    """The blank pad, also without a network; POST registers once, now or when the network is back."""
    if request.method != "POST":
        return _page(request, IntakeForm(actor=request.actor, at=request.at))
    form = IntakeForm(request.POST, request.FILES, actor=request.actor, at=request.at)
    form.receive_files()
    if any(name.endswith("__search") for name in request.POST):
        return _page(request, form, quiet=True)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        answer = _registered_once(request, form)
    except Refusal as refusal:
        form.refuse(refusal if isinstance(refusal, Malformed) else Malformed(sentence=str(refusal), help=""))
        return _page(request, form, status=422)
    return redirect("workbench:registered", answer["number"])


def _page(request: Request, form: IntakeForm, *, quiet: bool = False, status: int = 200) -> HttpResponse:
    return render(request, "workbench/intake.html", {"form": form, "quiet": quiet}, status=status)


def _registered_once(request: Request, form: IntakeForm) -> dict[str, Any]:
    return once(
        key=form.cleaned_data["submission_key"],
        actor=actor_key(request.actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: _register(request, form),
    )


def _register(request: Request, form: IntakeForm) -> dict[str, Any]:
    said = form.cleaned_data
    anonymous = said["identity"] == Identity.ANONYMOUS
    case = actions.receive_case(
        by=request.actor,
        at=request.at,
        title=said["title"],
        content=said["content"],
        programme=said["programme"],
        channel=said["channel"],
        request_type=RequestType(said["request_type"]),
        identity=Identity(said["identity"]),
        reporter=None if anonymous else _outsider(said, "", said["contact_time"], said["wants_sms"]),
        affected=_outsider(said, "affected_"),
        contact=_outsider(said, "contact_"),
        enterprise=said["enterprise"],
        respondent=said["respondent"],
        about_conduct=said["about_conduct"],
        region=region_on(said["region"], day_of(request.at)) if said["region"] else None,
        address=said["address"],
        source=TELEPHONE if said["external_id"] else "",
        external_id=said["external_id"],
        attachments=said["files"],
    )
    if form.answers_now:
        entry = entry_for(int(said["entry"]), on=day_of(request.at)) if said["entry"].isdecimal() else None
        case = actions.reply_case(
            case=case, by=request.actor, at=request.at, reply=said["reply"], entry=entry
        )
    return {"number": case.number}


def _outsider(
    said: dict[str, Any], prefix: str, contact_time: str = "", wants_sms: bool = False
) -> actions.Outsider | None:
    """A son for his mother, a clerk for a firm: each role may be another person, or nobody."""
    name, number = said[f"{prefix}name"], said[f"{prefix}phone"]
    if not (name or number):
        return None
    return actions.Outsider(name=name, phone=number, contact_time=contact_time, wants_sms=wants_sms)


@staff(*TAKERS)
@require_POST
def caller(request: Request) -> HttpResponse:
    """Who calls: earlier reports from this number and the firms that have it. POST, so that no number stands in an address."""
    number = request.POST.get("phone", "")
    try:
        known = phone(number)
    except Malformed:
        return render(request, "workbench/parts/caller.html", {"unknown": True})
    cases = reported_from(cases_visible_to(request.actor), str(known)).select_related(*WITH_A_ROW)
    context = {
        "rows": rows_of(cases.order_by("-id")[:HISTORY], request.actor),
        "firms": firms_called_from(request.actor, str(known)),
    }
    return render(request, "workbench/parts/caller.html", context)


@staff(*TAKERS)
@require_POST
def like(request: Request) -> HttpResponse:
    """What is like the words typed so far: copies, entries to answer from; urgent words flagged. POST, as the words are the caller's."""
    text = f"{request.POST.get('title', '')}\n{request.POST.get('content', '')}".strip()
    on = day_of(request.at)
    found = urgent_words_in(text, value("cases.urgent_words", on=on))
    region = region_on(request.POST.get("region", ""), on) if request.POST.get("region") else None
    context = {
        "urgent": [word for word, _ in found],
        "urgency": urgency_of(found),
        "similar": similar_to_text(
            text, request.actor, region=region.pk if region else None, address=request.POST.get("address", "")
        ),
        "entries": similar_entries(text, on=on),
        "typed": len(text) >= 4,
    }
    return render(request, "workbench/parts/like.html", context)


@staff(*TAKERS)
@never_cache
@require_safe
def registered(request: Request, number: str) -> HttpResponse:
    """Number and code in big type, to be read out; the code is shown to whoever registered it, for an hour."""
    case = case_for(request.actor, number)
    if not _registered_just_now(case, request):
        raise NotVisible(
            "not_just_registered", "查询码只在登记后一小时内、给登记人看。", "请打开工单看办理情况。"
        )
    context = {
        "case": case,
        "secret": receipt_secret(number),
        "dues": {duty.verb: duty for duty in open_duties(case.subject)},
        "url": reverse("workbench:case", args=[number]),
        "answered": case.simple,
    }
    return render(request, "workbench/registered.html", context)


def _registered_just_now(case: Case, request: Request) -> bool:
    actor: Actor = request.actor
    by_me = case.hands.filter(step=Step.REGISTERED, person_id__in=actor.hands).exists()
    return by_me and request.at - case.registered_at <= READ_OUT_WITHIN
