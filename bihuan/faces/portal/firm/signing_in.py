"""企业登录: credit code and telephone, then the code that came by SMS. The same pages and the same words whoever asks."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.domain.enterprises.actions import send_code, sign_in_contact, sign_out_contact
from bihuan.domain.enterprises.rules.contacts import DIGITS
from bihuan.faces.portal.firm.sessions import firm_page, open_session
from bihuan.faces.portal.guards import limit_codes, limit_sign_ins
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.identifiers import mask_phone, uscc
from bihuan.kernel.identifiers import phone as valid_phone
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed

SALT = "firm.asked"
ASKED_SECONDS = 3600
NUMERIC = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class WhoForm(forms.Form):
    """Which firm, and at which telephone."""

    template_name = "shared/form.html"
    use_required_attribute = False
    error_css_class = "has-error"

    uscc = forms.CharField(
        label="统一社会信用代码",
        max_length=30,
        help_text="营业执照上的 18 位代码。",
        error_messages={"required": "请填写统一社会信用代码。"},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="手机",
        max_length=32,
        help_text="双优化办核验过的手机，或企业负责人为您登记的手机。",
        error_messages={"required": "请填写手机号。"},
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_uscc(self) -> str:
        return _checked(uscc, self.cleaned_data["uscc"])

    def clean_phone(self) -> str:
        return _checked(lambda text: str(valid_phone(text)), self.cleaned_data["phone"])


class CodeForm(forms.Form):
    """`asked` carries firm and telephone, signed: neither stands in an address, and nobody changes them in between."""

    template_name = "shared/form.html"
    use_required_attribute = False
    error_css_class = "has-error"

    asked = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField(
        label="验证码",
        max_length=20,
        help_text=f"短信里的 {DIGITS} 位数字。",
        error_messages={"required": "请填写验证码。"},
        widget=forms.TextInput(attrs=NUMERIC),
    )

    def clean_code(self) -> str:
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isdecimal())


def _checked(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except Malformed as refusal:
        raise ValidationError(str(refusal)) from refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """Who: a code is sent where firm and telephone belong together; the next page is the same where they do not."""
    if request.method != "POST":
        return _page(request, "who", WhoForm())
    form = WhoForm(request.POST)
    if not form.is_valid():
        return _page(request, "who", form, status=422)
    code, phone = form.cleaned_data["uscc"], form.cleaned_data["phone"]
    limit_codes(request, code, phone)
    sent = send_code(uscc=code, phone=phone, by=Actor.public("portal"), at=request.at)
    asked = signing.dumps([code, phone], salt=SALT, compress=True)
    shown = {"phone": mask_phone(phone), "demo_code": sent if settings.DEMO else ""}
    return _page(request, "code", CodeForm(initial={"asked": asked}), shown=shown)


@never_cache
@require_POST
def enter_code(request: Request) -> HttpResponse:
    """The code: right opens the firm's pages, wrong is counted."""
    form = CodeForm(request.POST)
    asked = _asked(request.POST.get("asked", ""))
    if asked is None:
        return redirect("portal:firm-sign-in")
    code, phone = asked
    shown = {"phone": mask_phone(phone)}
    if not form.is_valid():
        return _page(request, "code", form, status=422, shown=shown)
    limit_sign_ins(request, code, phone)
    try:
        contact = sign_in_contact(uscc=code, phone=phone, code=form.cleaned_data["code"], at=request.at)
    except Malformed as refusal:
        form.add_error("code", str(refusal))
        return _page(request, "code", form, status=422, shown=shown)
    back = _next(request)
    open_session(request, contact)
    return redirect(back or "portal:firm-home")


@firm_page
@require_POST
def sign_out(request: Request) -> HttpResponse:
    sign_out_contact(contact=request.contact, at=request.at)
    request.session.flush()
    return redirect("portal:firm-sign-in")


def _asked(text: str) -> tuple[str, str] | None:
    try:
        code, phone = signing.loads(text, salt=SALT, max_age=ASKED_SECONDS)
    except signing.BadSignature:
        return None
    return code, phone


def _page(
    request: Request, step: str, form: forms.Form, *, status: int = 200, shown: dict[str, str] | None = None
) -> HttpResponse:
    minutes = value("enterprises.code_minutes", on=day_of(request.at))
    context = {"step": step, "form": form, "next": _next(request), "minutes": minutes, **(shown or {})}
    return render(request, "portal/firm/sign_in.html", context, status=status)


def _next(request: Request) -> str:
    """Back to where the contact was; only to the firm's own pages."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/firm/")
    return wanted if safe else ""
