"""提出需求: one of ten aspects, a few words or a recording, one button. Also without a network: the key makes it one."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.cases.actions import Outsider, receive_case
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import case_for
from bihuan.domain.cases.queries.receipt import standing_of
from bihuan.domain.enterprises.models import Contact
from bihuan.domain.liaison.actions import add_need
from bihuan.domain.liaison.queries import aspects_on
from bihuan.faces.portal.firm.sessions import firm_page
from bihuan.faces.portal.report_form import (
    KEY_LENGTH,
    ONLY_RECORDINGS,
    TALL,
    AskedField,
    CaptureWidget,
    moment_of,
)
from bihuan.faces.portal.wording import before_words
from bihuan.faces.shared.forms.uploads import FilesField
from bihuan.faces.shared.offline.views import offline_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.submissions import once, receipt_secret

UNSURE = "UNSURE"
SHARED = {"FIRM": True, "ME": False}
KINDS = [
    (RequestType.REQUEST, "请帮忙解决一个问题"),
    (RequestType.COMPLAINT, "投诉一个单位或它的服务"),
    (RequestType.INQUIRY, "问政策、问办法"),
    (RequestType.SUGGESTION, "提建议"),
]
IDENTITIES = [
    (Identity.NAMED, "实名：承办单位和店小二可以直接联系我"),
    (Identity.SEALED, "保密：承办单位和店小二看不到是哪家企业，也看不到原话和照片"),
]
READERS = [
    ("", "实名的全企业能看到，保密的只有我能看到"),
    ("FIRM", "本企业的联系人都能看到"),
    ("ME", "只有我能看到"),
]


class NeedForm(forms.Form):
    """Everything that was typed comes back after a mistake; files that were received stay received."""

    template_name = "shared/form.html"
    required_css_class = "is-required"
    use_required_attribute = False
    error_css_class = "has-error"

    submission_key = forms.CharField(max_length=KEY_LENGTH, widget=forms.HiddenInput)
    occurred_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    aspect = forms.ChoiceField(
        label="哪个方面",
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个方面；说不清就选最后一项。"},
    )
    content = AskedField(
        max_length=5000,
        label="什么事",
        help_text="一两句话就行：遇到什么，希望怎么解决。也可以只录音。",
        widget=forms.Textarea(attrs=TALL),
        error_messages={"max_length": "最多写 5000 字，现在有 %(show_value)d 字。"},
    )
    request_type = forms.ChoiceField(choices=KINDS, initial=RequestType.REQUEST, label="我要")
    identity = forms.ChoiceField(
        choices=IDENTITIES, initial=Identity.NAMED, label="怎样留名", widget=forms.RadioSelect
    )
    readers = forms.ChoiceField(required=False, choices=READERS, label="本企业谁能看到")
    contact_time = forms.CharField(
        required=False, max_length=60, label="什么时候方便接电话", help_text="如：上午，或工作日下班后。"
    )

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, at: datetime) -> None:
        super().__init__(data, files, initial={"submission_key": uuid4().hex})
        self.at = at
        label = "照片、录音或材料"
        self.fields["files"] = FilesField(actor, label=label, required=False, widget=CaptureWidget())
        aspect = self.fields["aspect"]
        assert isinstance(aspect, forms.ChoiceField)
        named = [(one.code, one.name) for one in aspects_on(day_of(at)) if one.is_named]
        aspect.choices = [*named, (UNSURE, "说不清")]

    def receive_files(self) -> None:
        """Take in the uploads first: they stay whatever comes of the rest."""
        field = self.fields["files"]
        assert isinstance(field, FilesField)
        field.receive(field.widget.value_from_datadict(self.data, self.files, "files"), self.at)

    def clean_occurred_at(self) -> datetime | None:
        return moment_of(self.cleaned_data["occurred_at"])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "content" in said and not said["content"].strip() and not said.get("files"):
            self.add_error("content", "请写一两句话说明是什么事，或者录音、拍照。")
        return said


@firm_page
@offline_page
@require_http_methods(["GET", "HEAD", "POST"])
def raise_need(request: Request) -> HttpResponse:
    """The blank form, also without a network; POST takes the need once, now or later."""
    if request.method != "POST":
        return _page(request, NeedForm(actor=request.actor, at=request.at))
    form = NeedForm(request.POST, request.FILES, actor=request.actor, at=request.at)
    form.receive_files()
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        answer = once(
            key=form.cleaned_data["submission_key"],
            actor=actor_key(request.actor),
            fingerprint=fingerprint_of(request),
            at=request.at,
            do=lambda: _taken(request, form.cleaned_data),
        )
    except Malformed as refusal:
        for field, sentence in (refusal.fields or {"": str(refusal)}).items():
            form.add_error(field if field in form.fields else None, sentence)
        return _page(request, form, status=422)
    return redirect("portal:firm-raised", answer["number"])


def _page(request: Request, form: NeedForm, status: int = 200) -> HttpResponse:
    return render(request, "portal/firm/need.html", {"form": form}, status=status)


def _taken(request: Request, said: dict[str, Any]) -> dict[str, Any]:
    return {"number": take_need(request.contact, by=request.actor, at=request.at, **_as_said(said)).number}


def _as_said(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "aspect": "" if said["aspect"] == UNSURE else said["aspect"],
        "content": said["content"].strip() or ONLY_RECORDINGS,
        "request_type": RequestType(said["request_type"]),
        "identity": Identity(said["identity"]),
        "contact_time": said["contact_time"],
        "occurred_at": said["occurred_at"],
        "attachments": said["files"],
        "shared": SHARED.get(said["readers"]),
    }


def take_need(
    contact: Contact, *, by: Actor, at: datetime, aspect: str, contact_time: str = "", **said: Any
) -> Case:
    """A case like any other, with the firm as its reporter; under an aspect the steward goes along with it."""
    case = receive_case(
        by=by,
        at=at,
        programme="ENTERPRISE",
        reporter=Outsider(name=contact.name, phone=contact.phone, contact_time=contact_time),
        enterprise=contact.enterprise,
        region=contact.enterprise.region,
        **{"channel": "PORTAL", **said},
    )
    if aspect:
        add_need(case=case, by=by, at=at, aspect=aspect)
    return case


@firm_page
@require_safe
def raised(request: Request, number: str) -> HttpResponse:
    """We have it: the number, what comes next and by when."""
    case = case_for(request.actor, number)
    owed = standing_of(case).owed.items()
    dues = {verb: before_words(duty.due_at, request.at) for verb, duty in owed if duty.due_at}
    context = {"case": case, "dues": dues, "secret": _secret(case, request.actor)}
    return render(request, "portal/firm/raised.html", context)


def _secret(case: Case, actor: Actor) -> str:
    """For whoever raised it: number and secret open it also when one no longer signs in for the firm."""
    own = case.parties.filter(holder=actor.subject).exists()
    return receipt_secret(str(case.number)) if own else ""
