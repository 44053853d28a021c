"""接口令牌: keys for the firm's own programs. A secret is shown on the answer to the very request that made it, and kept nowhere."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.domain.enterprises.actions import make_key, revoke_key
from bihuan.domain.enterprises.choices import KeyReach
from bihuan.domain.enterprises.models import Contact
from bihuan.domain.enterprises.queries import colleagues_of, enterprise_facts, firm_keys, speaks_still
from bihuan.domain.enterprises.rules.contacts import may_keep_keys
from bihuan.faces.portal.firm.contacts import FIRM
from bihuan.faces.portal.firm.sessions import firm_page
from bihuan.faces.shared.forms import VerbForm
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import actor_key, fingerprint_of, verb_page
from bihuan.kernel.access.models import Token
from bihuan.kernel.access.tokens import holds
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, Refusal, refuse_unless
from bihuan.kernel.submissions import once
from bihuan.kernel.verbs import Verb, VerbTable

MAKE = Verb("make_key", "签发令牌", make_key, may_keep_keys)
KEYS = replace(
    FIRM,
    table=VerbTable("enterprise", (Verb("revoke_key", "停用令牌", revoke_key, may_keep_keys),)),
    home=lambda firm: reverse("portal:firm-keys"),
    promise=lambda verb, firm: "用这个令牌的系统马上不能再调用，不能恢复；需要时再签发一个。",
    done=lambda verb, firm: "已经停用。",
)
_page = verb_page(KEYS)
MOST = 50


@dataclass(frozen=True, slots=True)
class KeyLine:
    token: Token
    reach: str
    owner: str
    works: bool


@firm_page
@require_safe
def keys(request: Request) -> HttpResponseBase:
    """Those that work first; whoever does not speak for the firm is told who does."""
    firm = request.contact.enterprise
    manages = may_keep_keys(enterprise_facts(firm), request.actor) is None
    context = {"manages": manages, "lines": _lines(request) if manages else []}
    return render(request, "portal/firm/keys.html", context)


def _lines(request: Request) -> list[KeyLine]:
    people = {one.key: one for one in colleagues_of(request.actor)}
    rows = firm_keys(request.contact.enterprise)[:MOST]
    lines = [_line(token, people.get(token.subject), request) for token in rows]
    return sorted(lines, key=lambda line: not line.works)


def _line(token: Token, contact: Contact | None, request: Request) -> KeyLine:
    reach = KeyReach.of(token.scopes)
    valid = holds(expires_at=token.expires_at, revoked_at=token.revoked_at, at=request.at)
    return KeyLine(
        token=token,
        reach=reach.label if reach else "由双优化办签发",
        owner=contact.name if contact else "已离开的联系人",
        works=valid and contact is not None and contact.signs_in and speaks_still(token, contact),
    )


@firm_page
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    """Ask what for, make it once, show it once. Sent again, it makes no second one and has no secret to show."""
    refuse_unless(may_keep_keys(enterprise_facts(request.contact.enterprise), request.actor))
    if request.method != "POST":
        return _ask(request, VerbForm(verb=MAKE, actor=request.actor))
    form = VerbForm(request.POST, verb=MAKE, actor=request.actor)
    if not form.is_valid():
        return _ask(request, form, status=422)
    secrets: list[str] = []
    try:
        answer = once(
            key=form.cleaned_data["submission_key"],
            actor=actor_key(request.actor),
            fingerprint=fingerprint_of(request),
            at=request.at,
            do=lambda: _make(request, form.inputs(), secrets),
        )
    except Refusal as refusal:
        if isinstance(refusal, Malformed):
            form.refuse_fields(refusal.fields)
        return _ask(request, form, refusal=refusal, status=refusal.status)
    context = {"token": Token.objects.get(pk=answer["token"]), "secret": "".join(secrets)}
    return render(request, "portal/firm/key_made.html", context)


def _make(request: Request, inputs: dict[str, Any], secrets: list[str]) -> dict[str, Any]:
    """What is remembered of the request is the key's number; its secret leaves by another way and is remembered nowhere."""
    token, secret = make_key(enterprise=request.contact.enterprise, by=request.actor, at=request.at, **inputs)
    secrets.append(secret)
    return {"token": token.pk}


def _ask(
    request: Request, form: VerbForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    days = value("enterprises.key_days", on=day_of(request.at))
    context = {
        "base": FIRM.base,
        "verb": MAKE,
        "name": "接口令牌",
        "home": reverse("portal:firm-keys"),
        "promise": f"{days} 天内有效，只显示一次。用它的系统以您的名义办事，您停止登录时它也停止。",
        "form": form,
        "refusal": refusal,
    }
    return render(request, "shared/verb_page.html", context, status=status)


@firm_page
def act_on_keys(request: Request, verb: str) -> HttpResponseBase:
    return _page(request, number="", verb=verb)
