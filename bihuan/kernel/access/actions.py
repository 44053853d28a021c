"""The only writers of tokens, and of what the journal knows about signing in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction

from bihuan.kernel.access.actors import Actor, ActorKind
from bihuan.kernel.access.models import Person, Token
from bihuan.kernel.access.passwords import new_password
from bihuan.kernel.access.tokens import digest_of, new_secret
from bihuan.kernel.journal import record
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import Malformed

LONGEST_DAYS = 366


def issue_token(
    *,
    label: str,
    scopes: Iterable[str],
    post_id: int | None,
    days: int,
    by: Actor,
    at: datetime,
    person_id: int | None = None,
    subject: str = "",
) -> tuple[Token, str]:
    """Give a neighbouring system a key. The secret is returned here and never again: only its digest is kept."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Malformed(
            "token_days", f"接口令牌的有效期须为 1 至 {LONGEST_DAYS} 天。", "到期前可以再签发一个。"
        )
    secret = new_secret()
    with transaction.atomic():
        token = Token.objects.create(
            label=label,
            digest=digest_of(secret),
            scopes=sorted(set(scopes)),
            post_id=post_id,
            person_id=person_id,
            subject=subject,
            created_by_id=by.person_id,
            created_at=at,
            expires_at=at + timedelta(days=days),
        )
        data = {"scopes": token.scopes, "post": post_id, "person": person_id, "days": days}
        record(subject=Subject("token", token.pk), event="token.issue", by=by, at=at, data=data)
    return token, secret


def revoke_token(*, token: Token, by: Actor, at: datetime) -> Token:
    """From this moment on the key opens nothing. Revoking twice changes nothing."""
    with transaction.atomic():
        token = Token.objects.select_for_update().get(pk=token.pk)
        if token.revoked_at is None:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            record(subject=Subject("token", token.pk), event="token.revoke", by=by, at=at)
    return token


def record_sign_in(*, person: Person, event: str, at: datetime) -> None:
    """Write into a person's own chain what happened to their account: `sign_in`, `lock_out`, `change_password`."""
    _record_of_person(person, event, by=actor_of(person), at=at)


def reset_second_factor(*, person: Person, by: Actor, at: datetime) -> int:
    """The phone is lost: forget the second factor, so that the next sign-in binds a new one. How many were forgotten."""
    with transaction.atomic():
        _, counts = Authenticator.objects.filter(user_id=person.pk).delete()
        _record_of_person(person, "reset_second_factor", by=by, at=at)
    return sum(counts.values())


def give_password(*, person: Person, by: Actor, at: datetime) -> str:
    """After looking at the person: a random password that they change at the next sign-in. It is returned here and never again."""
    password = new_password()
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        person.set_password(password)
        person.save(update_fields=["password", "password_is_temporary"])
        _record_of_person(person, "give_password", by=by, at=at)
    return password


def actor_of(person: Person) -> Actor:
    """A person as such, in no post: enough to say who signed in."""
    return Actor(kind=ActorKind.PERSON, face="accounts", person_id=person.pk, name=person.name)


def _record_of_person(person: Person, event: str, *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        record(subject=Subject("person", person.pk), event=f"person.{event}", by=by, at=at)
