"""联系人: who of the firm signs in; whoever speaks for it invites and stops others."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.enterprises.actions import invite_contact, revoke_contact
from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.enterprises.queries import colleagues_of, enterprise_facts, firm_of
from bihuan.domain.enterprises.rules.contacts import may_invite_contact, may_revoke_contact
from bihuan.faces.portal.firm.sessions import firm_page
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.verb_pages import Noun, verb_page
from bihuan.kernel.identifiers import mask_phone
from bihuan.kernel.verbs import Verb, VerbTable

WORDS = {
    "invite_contact": (
        "对方用本企业的统一社会信用代码、这个手机和短信验证码登录。",
        "已经登记，可以登录了，请告诉对方。",
    ),
    "revoke_contact": (
        "马上不能再登录。全企业能看到的诉求都还在；只有对方自己能看到的，对方仍可凭编号和查询码查看。",
        "已经停用。",
    ),
}
FIRM = Noun(
    table=VerbTable(
        "enterprise",
        (
            Verb("invite_contact", "增加联系人", invite_contact, may_invite_contact),
            Verb("revoke_contact", "停用登录", revoke_contact, may_revoke_contact),
        ),
    ),
    find=lambda actor, number: firm_of(actor),
    facts=lambda firm, actor: enterprise_facts(firm),
    subject=lambda firm: firm.subject,
    home=lambda firm: reverse("portal:firm-contacts"),
    name=lambda firm: str(firm.name),
    promise=lambda verb, firm: WORDS[verb.code][0],
    done=lambda verb, firm: WORDS[verb.code][1],
    base="portal/firm/base.html",
)
_page = verb_page(FIRM)


@firm_page
@require_safe
def contacts(request: Request) -> HttpResponseBase:
    """Everybody in use, the owners first. Numbers are masked: each knows their own."""
    facts = enterprise_facts(request.contact.enterprise)
    rows = [
        {
            "contact": one,
            "role": ContactRole(one.role).label,
            "phone": mask_phone(one.phone),
            "standing": one.standing,
            "self": one.pk == request.contact.pk,
        }
        for one in colleagues_of(request.actor)
    ]
    context = {"rows": rows, "manages": may_invite_contact(facts, request.actor) is None}
    return render(request, "portal/firm/contacts.html", context)


@firm_page
def act_on_contacts(request: Request, verb: str) -> HttpResponseBase:
    return _page(request, number="", verb=verb)
