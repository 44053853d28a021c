"""Who speaks for a firm, and as whom they act."""

from collections.abc import Sequence

from django.db.models import Q

from bihuan.domain.enterprises.choices import FIRM_OWNER, OWNERS
from bihuan.domain.enterprises.models import SIGNS_IN, Contact, Enterprise
from bihuan.domain.enterprises.queries.gates import enterprises_visible_to, same_enterprise_ids
from bihuan.domain.enterprises.rules.contacts import firm_ids_of, firm_key
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.identifiers import phone_digest
from bihuan.kernel.refusals import NotVisible


def contact_signing_in(uscc: str, phone: str) -> Contact | None:
    """The contact whom this credit code and this telephone name, where it may sign in. A merged record leads to its survivor."""
    firm = Enterprise.objects.filter(uscc=uscc).first()
    if firm is None:
        return None
    found = Contact.objects.filter(
        SIGNS_IN, enterprise=firm.merged_into_id or firm.pk, phone_hash=phone_digest(phone)
    )
    return min(found, key=_owners_first, default=None)


def _owners_first(contact: Contact) -> tuple[bool, int]:
    return contact.role not in OWNERS, contact.pk


def signed_in_contact(contact_id: int) -> Contact | None:
    """A contact that still may act, with its firm; asked on every request, so that revoking works at once."""
    return Contact.objects.filter(SIGNS_IN, pk=contact_id).select_related("enterprise__region").first()


def actor_of_contact(contact: Contact, face: str = "portal") -> Actor:
    """As whom a contact acts: for itself, and for its firm with every record that was merged into it. One query."""
    ids = same_enterprise_ids(contact.enterprise)
    merged = ids - {contact.enterprise_id}
    selves = {contact.pk} | (_twins(contact, merged) if merged else set())
    return Actor(
        kind=ActorKind.CONTACT,
        face=face,
        name=contact.name,
        subject=contact.key,
        keys=frozenset({firm_key(pk) for pk in ids} | {f"contact:{pk}" for pk in selves}),
        roles=frozenset({FIRM_OWNER} if contact.role in OWNERS else ()),
    )


def _twins(contact: Contact, merged: frozenset[int]) -> set[int]:
    """The same telephone, verified under a record that was merged away."""
    same = Contact.objects.filter(SIGNS_IN, enterprise__in=merged, phone_hash=contact.phone_hash)
    return set(same.values_list("pk", flat=True))


def firm_of(actor: Actor) -> Enterprise:
    """The firm for which a contact acts, or NotVisible."""
    contact = colleague_of(actor, _own_id(actor))
    return contact.enterprise


def colleagues_of(actor: Actor) -> Sequence[Contact]:
    """Everybody of the firm who is in use; for its own contacts."""
    found = Contact.objects.filter(_same_firm(actor), ended_on=None)
    return sorted(found, key=_owners_first)


def colleague_of(actor: Actor, contact_id: int) -> Contact:
    """The gate: one contact of the actor's own firm."""
    found = (
        Contact.objects.filter(_same_firm(actor), pk=contact_id).select_related("enterprise__region").first()
    )
    if found is None:
        raise NotVisible("no_such_contact", "没有这个联系人。", "请从本企业的联系人中选择。")
    return found


def _same_firm(actor: Actor) -> Q:
    return Q(enterprise__in=firm_ids_of(actor))


def _own_id(actor: Actor) -> int:
    kind, _, pk = actor.subject.partition(":")
    return int(pk) if kind == "contact" and pk.isdecimal() else 0


def knows_as_contact(enterprise: Enterprise, phone: str) -> bool:
    """Whether this is the telephone of one of the firm's contacts: whoever calls from it speaks for the firm."""
    known = enterprise.contacts.filter(ended_on=None).exclude(phone_hash="")
    return known.filter(phone_hash=phone_digest(phone)).exists()


def open_enterprise_file(actor: Actor, enterprise_id: int, attachment: Attachment) -> bool:
    """The papers by which contacts were verified: for the office alone, where it sees the firm."""
    if not actor.has(Role.OFFICE):
        return False
    return enterprises_visible_to(actor).filter(pk=enterprise_id).exists()
