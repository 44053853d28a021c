"""Whom to call."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.enterprises.actions.locks import lock_enterprise
from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.enterprises.models import Contact, Enterprise
from bihuan.domain.enterprises.queries.gates import enterprise_facts
from bihuan.domain.enterprises.rules.keeping import may_keep
from bihuan.domain.organisations.queries import day_of
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.identifiers import phone as valid_phone
from bihuan.kernel.identifiers import phone_digest
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Malformed, NotVisible, refuse_unless
from bihuan.kernel.verbs import choice, line, pick


def set_contact(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    name: Annotated[str, line("姓名")],
    role: Annotated[ContactRole, choice("身份")],
    phone: Annotated[str, line("电话")] = "",
    seen: int | None = None,
) -> Contact:
    """Add a contact, or renew the telephone of the one of this name and role; a new telephone has to be verified before it signs in."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_keep(enterprise_facts(enterprise), by))
        if not name.strip():
            raise Malformed(fields={"name": "请写联系人姓名。"})
        refuse_unless_fits(Contact, {"name": name})
        number = valid_phone(phone) if phone.strip() else None
        digest = phone_digest(number) if number else ""
        contact, _ = Contact.objects.get_or_create(
            enterprise=enterprise, name=name.strip(), role=role, ended_on=None
        )
        if contact.phone_hash != digest:
            # The telephone is what was verified: whoever changes it does not hand on the right to sign in.
            contact.verified_at, contact.verified_by, contact.invited_by = None, None, None
        contact.phone, contact.phone_hash = str(number) if number else "", digest
        contact.save()
        record(
            subject=enterprise.subject,
            event="enterprise.set_contact",
            by=by,
            at=at,
            data={"contact": contact.pk, "role": role.label},
        )
    return contact


def end_contact(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    contact: Annotated[Contact, pick("联系人", "contact")],
    seen: int | None = None,
) -> None:
    """A contact has left: no longer shown, and no longer recognised when calling."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_keep(enterprise_facts(enterprise), by))
        found = enterprise.contacts.filter(pk=contact.pk, ended_on=None).first()
        if found is None:
            raise NotVisible("no_such_contact", "没有这个联系人。", "请从企业的联系人中选择。")
        found.ended_on = day_of(at)
        found.save(update_fields=["ended_on"])
        record(
            subject=enterprise.subject,
            event="enterprise.end_contact",
            by=by,
            at=at,
            data={"contact": found.pk, "role": ContactRole(found.role).label},
        )
