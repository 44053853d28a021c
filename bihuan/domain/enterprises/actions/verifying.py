"""Who may sign in for a firm: verified, invited, revoked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.enterprises.actions.locks import lock_enterprise
from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.enterprises.models import SIGNS_IN, Contact, Enterprise
from bihuan.domain.enterprises.queries.gates import enterprise_facts
from bihuan.domain.enterprises.rules.contacts import (
    has_room,
    may_be_invited,
    may_invite_contact,
    may_revoke_contact,
    may_verify_contact,
)
from bihuan.domain.organisations.queries import day_of
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.identifiers import is_mobile, phone_digest
from bihuan.kernel.identifiers import phone as valid_phone
from bihuan.kernel.journal import record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, NotVisible, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, files, line, note, pick


def verify_contact(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    contact: Annotated[Contact, pick("联系人", "contact")],
    evidence: Annotated[
        str, note("核验了什么", "如：当面看过营业执照正本和本人身份证；或电话回拨营业执照上的号码")
    ],
    papers: Annotated[Sequence[Attachment], files("证明材料", "授权书、营业执照等的照片")] = (),
    seen: int | None = None,
) -> Contact:
    """核验联系人: the office has looked at who this is; from now on they sign in with the firm's code and this telephone."""
    if not evidence.strip():
        raise Malformed(fields={"evidence": "请写核验了什么。"})
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_verify_contact(enterprise_facts(enterprise), by))
        found = _in_use(enterprise, contact)
        if found.signs_in:
            raise WrongState("verified_already", "这名联系人已经核验过。", "")
        _refuse_unless_reachable(enterprise, found.phone, besides=found)
        _refuse_if_full(enterprise, at)
        found.verified_at, found.verified_by_id, found.revoked_at = at, by.hand, None
        found.evidence = text = write_note(subject=enterprise.subject, text=evidence, at=at)
        found.save()
        attach(attachments=papers, subject=enterprise.subject, item=found.key, at=at)
        _tell(enterprise, "verify_contact", found, by=by, at=at, evidence=note_ref(text))
        return found


def invite_contact(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    name: Annotated[str, line("姓名")],
    role: Annotated[ContactRole, choice("身份")],
    phone: Annotated[str, line("手机")],
) -> Contact:
    """邀请联系人: whoever speaks for the firm names another; that they hold the telephone is proved by their first code."""
    refuse_unless(may_be_invited(role))
    if not name.strip():
        raise Malformed(fields={"name": "请写联系人姓名。"})
    refuse_unless_fits(Contact, {"name": name})
    number = str(valid_phone(phone))
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise)
        refuse_unless(may_invite_contact(enterprise_facts(enterprise), by))
        _refuse_unless_reachable(enterprise, number)
        _refuse_if_full(enterprise, at)
        contact, _ = Contact.objects.update_or_create(
            enterprise=enterprise,
            name=name.strip(),
            role=role,
            ended_on=None,
            defaults={
                "phone": number,
                "phone_hash": phone_digest(number),
                "verified_at": at,
                "verified_by": None,
                "invited_by_id": int(by.subject.partition(":")[2]),
                "revoked_at": None,
            },
        )
        _tell(enterprise, "invite_contact", contact, by=by, at=at)
        return contact


def revoke_contact(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    contact: Annotated[Contact, pick("联系人", "contact")],
    reason: Annotated[str, note("为什么停用", "如：已离职、手机丢失")],
    left: bool = False,
    seen: int | None = None,
) -> Contact:
    """停用登录: from the next request on this contact is out. left: gone for good, no longer called either."""
    if not reason.strip():
        raise Malformed(fields={"reason": "请写为什么停用。"})
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_revoke_contact(enterprise_facts(enterprise), by))
        found = _in_use(enterprise, contact)
        if found.key == by.subject:
            raise WrongState("oneself", "不能停用自己。", "请让本企业另一名负责人或双优化办办理。")
        if not found.signs_in and not left:
            raise WrongState("not_verified", "这名联系人现在不能登录，不需要停用。", "")
        found.revoked_at = at
        found.ended_on = day_of(at) if left else None
        found.save(update_fields=["revoked_at", "ended_on"])
        text = write_note(subject=enterprise.subject, text=reason, at=at)
        _tell(enterprise, "revoke_contact", found, by=by, at=at, reason=note_ref(text))
        return found


def _in_use(enterprise: Enterprise, contact: Contact) -> Contact:
    found = enterprise.contacts.filter(pk=contact.pk, ended_on=None).first()
    if found is None:
        raise NotVisible("no_such_contact", "没有这个联系人。", "请从企业的联系人中选择。")
    return found


def _refuse_unless_reachable(enterprise: Enterprise, number: str, besides: Contact | None = None) -> None:
    """A mobile number, and one that no other contact of the firm signs in with."""
    if not is_mobile(number):
        sentence = "登录要用手机收验证码，这名联系人没有登记手机号。"
        raise Malformed("no_mobile", sentence, "请先登记手机号。", fields={"phone": "请填写手机号。"})
    others = enterprise.contacts.filter(SIGNS_IN, phone_hash=phone_digest(number))
    if others.exclude(pk=besides.pk if besides else 0).exists():
        sentence = "本企业已有联系人用这个手机号登录。"
        raise Malformed("phone_in_use", sentence, "每人用自己的手机号。", fields={"phone": sentence})


def _refuse_if_full(enterprise: Enterprise, at: datetime) -> None:
    most = value("enterprises.contacts_most", on=day_of(at))
    refuse_unless(has_room(enterprise.contacts.filter(SIGNS_IN).count(), most=most))


def _tell(
    enterprise: Enterprise,
    event: str,
    contact: Contact,
    *,
    by: Actor,
    at: datetime,
    **data: dict[str, int | str],
) -> None:
    said: dict[str, Json] = {"contact": contact.pk, "role": ContactRole(contact.role).label, **data}
    record(subject=enterprise.subject, event=f"enterprise.{event}", by=by, at=at, data=said)
