"""A firm's keys to the API."""

from datetime import datetime

from django.db.models import QuerySet

from bihuan.domain.enterprises.models import SIGNS_IN, Contact, Enterprise
from bihuan.domain.enterprises.queries.contacts import firm_of
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Token
from bihuan.kernel.access.queries import tokens
from bihuan.kernel.refusals import NotVisible


def firm_keys(enterprise: Enterprise) -> QuerySet[Token]:
    """All that contacts of this firm ever made, newest first."""
    subjects = [contact.key for contact in enterprise.contacts.all()]
    return tokens().filter(subject__in=subjects)


def live_keys(enterprise: Enterprise, at: datetime) -> QuerySet[Token]:
    """Those that open something now: neither expired nor taken back, of a contact that still signs in."""
    subjects = [contact.key for contact in enterprise.contacts.filter(SIGNS_IN)]
    return tokens().filter(subject__in=subjects, revoked_at=None, expires_at__gt=at)


def firm_key_for(actor: Actor, key: str) -> Token:
    """The gate: a key of the actor's own firm."""
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
    found = firm_keys(firm_of(actor)).filter(pk=number).first()
    if found is None:
        raise NotVisible("no_such_key", "没有这个令牌。", "请从本企业的令牌中选择。")
    return found


def speaks_still(token: Token, contact: Contact) -> bool:
    """A key holds under the verification under which it was made: one who was stopped and verified anew makes a new one."""
    return contact.verified_at is not None and contact.verified_at <= token.created_at
