"""A firm's keys to the API: made and taken back by whoever speaks for the firm. A key speaks as the contact who made it and ends with it."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.enterprises.actions.locks import lock_enterprise
from bihuan.domain.enterprises.choices import KeyReach
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.enterprises.queries.gates import enterprise_facts
from bihuan.domain.enterprises.queries.keys import firm_keys, live_keys
from bihuan.domain.enterprises.rules.contacts import has_room_for_key, may_keep_keys
from bihuan.domain.organisations.queries import day_of
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token, revoke_token
from bihuan.kernel.access.models import Token
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.journal import record
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, NotVisible, refuse_unless
from bihuan.kernel.verbs import choice, line, pick


def make_key(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    label: Annotated[str, line("给哪个系统用", "如：本企业的办公系统")],
    reach: Annotated[KeyReach, choice("能做什么")],
) -> tuple[Token, str]:
    """签发令牌: for the firm's own program, for so many days. The secret is returned here and never again: only its digest is kept."""
    if not label.strip():
        raise Malformed(fields={"label": "请写给哪个系统用，停用时才认得出。"})
    refuse_unless_fits(Token, {"label": label})
    on = day_of(at)
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise)
        refuse_unless(may_keep_keys(enterprise_facts(enterprise), by))
        most = value("enterprises.keys_most", on=on)
        refuse_unless(has_room_for_key(live_keys(enterprise, at).count(), most=most))
        token, secret = issue_token(
            label=label.strip(),
            scopes=reach.scopes,
            post_id=None,
            days=value("enterprises.key_days", on=on),
            subject=by.subject,
            by=by,
            at=at,
        )
        _tell(enterprise, "make_key", token, by=by, at=at)
        return token, secret


def revoke_key(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    token: Annotated[Token, pick("令牌", "firm_key")],
    seen: int | None = None,
) -> Token:
    """停用令牌: from the next call on it opens nothing; also a colleague's."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_keep_keys(enterprise_facts(enterprise), by))
        found = firm_keys(enterprise).filter(pk=token.pk, revoked_at=None).first()
        if found is None:
            raise NotVisible("no_such_key", "没有这个令牌，或者已经停用。", "请从本企业的令牌中选择。")
        revoked = revoke_token(token=found, by=by, at=at)
        _tell(enterprise, "revoke_key", revoked, by=by, at=at)
        return revoked


def _tell(enterprise: Enterprise, event: str, token: Token, *, by: Actor, at: datetime) -> None:
    """In the firm's own chain too, where the office reads it."""
    reach = KeyReach.of(token.scopes)
    data: dict[str, Json] = {"token": token.pk, "reach": reach.label if reach else "其他范围"}
    record(subject=enterprise.subject, event=f"enterprise.{event}", by=by, at=at, data=data)
