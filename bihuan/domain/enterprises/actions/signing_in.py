"""A contact signs in: a code to the telephone that was verified, used once."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from bihuan.domain.enterprises.models import Contact, SignInCode
from bihuan.domain.enterprises.queries.contacts import contact_signing_in
from bihuan.domain.enterprises.rules.contacts import DIGITS, code_digest, code_holds
from bihuan.domain.organisations.queries import day_of
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.journal import record
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed


def send_code(*, uscc: str, phone: str, by: Actor, at: datetime) -> str:
    """Send a one-time code where this code and this telephone name a contact that may sign in; where they do not, nothing happens and
    nobody can tell. Returns the code, for the demo's screen alone; empty where none was sent."""
    with transaction.atomic():
        contact = contact_signing_in(uscc, phone)
        if contact is None:
            return ""
        contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        minutes = value("enterprises.code_minutes", on=day_of(at))
        SignInCode.objects.update_or_create(
            contact=contact,
            defaults={
                "digest": _digest(contact, at, code),
                "sent_at": at,
                "expires_at": at + timedelta(minutes=minutes),
                "tries": 0,
                "used_at": None,
            },
        )
        entry = record(subject=contact.subject, event="contact.send_code", by=by, at=at)
        queue_notices(
            entry=entry,
            recipients=[Recipient(contact.key, (Channel.SMS,))],
            title="企业登录验证码。",
            body=f"{minutes} 分钟内有效，不要告诉任何人，工作人员也不会向您要。验证码：",
            at=at,
            critical=True,
            secret=code,
            stale_at=at + timedelta(minutes=minutes),
        )
        return code


def sign_in_contact(*, uscc: str, phone: str, code: str, at: datetime) -> Contact:
    """The right code opens the firm's pages, once. A wrong one, an old one and an unknown telephone get the same answer."""
    with transaction.atomic():
        contact = contact_signing_in(uscc, phone)
        opened = contact is not None and _use(contact, code, at)
        if contact is not None and opened:
            Contact.objects.filter(pk=contact.pk).update(signed_in_at=at)
            record(subject=contact.subject, event="contact.sign_in", by=_itself(contact), at=at)
    # Outside the transaction: a wrong try stays counted.
    if contact is None or not opened:
        sentence = "验证码不对，或者已经过期。"
        raise Malformed("wrong_code", sentence, "请核对后再输，或重新获取。", fields={"code": sentence})
    return contact


def sign_out_contact(*, contact: Contact, at: datetime) -> None:
    """Said in its own chain, like the sign-in."""
    with transaction.atomic():
        Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
        record(subject=contact.subject, event="contact.sign_out", by=_itself(contact), at=at)


def _use(contact: Contact, code: str, at: datetime) -> bool:
    """Whether the code is the one that was sent; then it is used up, else the try is counted."""
    Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    sent = SignInCode.objects.filter(contact=contact).first()
    if sent is None:
        return False
    most = value("enterprises.code_tries", on=day_of(at))
    alive = code_holds(expires_at=sent.expires_at, used_at=sent.used_at, tries=sent.tries, most=most, at=at)
    right = hmac.compare_digest(sent.digest, _digest(contact, sent.sent_at, code))
    if alive and right:
        return bool(SignInCode.objects.filter(pk=sent.pk, used_at=None).update(used_at=at))
    SignInCode.objects.filter(pk=sent.pk).update(tries=F("tries") + 1)
    if alive and sent.tries + 1 >= most:
        record(subject=contact.subject, event="contact.lock_out", by=_itself(contact), at=at)
    return False


def _digest(contact: Contact, sent_at: datetime, code: str) -> str:
    return code_digest(contact=contact.pk, sent_at=sent_at, code=code, key=settings.SECRET_KEY)


def _itself(contact: Contact) -> Actor:
    return Actor(kind=ActorKind.CONTACT, face="portal", subject=contact.key)
