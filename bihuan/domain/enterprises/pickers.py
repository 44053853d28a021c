"""The vocabularies "enterprise", "contact" and "firm_key"."""

from bihuan.domain.enterprises.models import Contact
from bihuan.domain.enterprises.queries import (
    enterprise_for,
    enterprises_visible_to,
    find_enterprises,
    firm_key_for,
    firm_of,
    live_keys,
)
from bihuan.domain.enterprises.rules.keeping import may_call
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.clock import now
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.identifiers import mask_name
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import Picker

FEW = 31


def _find_contacts(actor: Actor, words: str) -> list[Contact]:
    if actor.kind is not ActorKind.CONTACT and not may_call(actor):
        return []
    found = Contact.objects.filter(ended_on=None, enterprise__in=enterprises_visible_to(actor))
    if words := without_nul(words):
        found = found.filter(enterprise__name__contains=words)
    return list(found.select_related("enterprise").order_by("enterprise__name", "id")[:FEW])


def _contact(actor: Actor, key: str) -> Contact:
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
    contact = Contact.objects.select_related("enterprise").filter(pk=number, ended_on=None).first()
    if contact is None or not enterprises_visible_to(actor).filter(pk=contact.enterprise_id).exists():
        raise NotVisible("no_such_contact", "没有这个联系人。", "请从企业的联系人中选择。")
    return contact


PICKERS = (
    Picker(
        "enterprise",
        lambda actor, words: find_enterprises(actor, words, limit=FEW),
        enterprise_for,
        lambda enterprise: enterprise.code,
        str,
    ),
    Picker(
        "contact",
        _find_contacts,
        _contact,
        lambda contact: str(contact.pk),
        lambda contact: f"{contact.enterprise.name} · {mask_name(contact.name)}",
    ),
    Picker(
        "firm_key",
        lambda actor, words: list(live_keys(firm_of(actor), now())[:FEW]),
        firm_key_for,
        lambda token: str(token.pk),
        lambda token: str(token.label),
    ),
)
