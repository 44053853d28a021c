"""Who stands behind a token."""

from datetime import datetime

from django.db.models import QuerySet

from bihuan.kernel.access.actors import Actor, ActorKind
from bihuan.kernel.access.models import Token
from bihuan.kernel.access.tokens import digest_of, holds, secret_in


def token_of(header: str, at: datetime) -> Token | None:
    """The token that an `Authorization` header names, where it holds at this moment. One query."""
    secret = secret_in(header)
    token = (
        Token.objects.select_related("person").filter(digest=digest_of(secret)).first() if secret else None
    )
    if token and holds(expires_at=token.expires_at, revoked_at=token.revoked_at, at=at):
        return token
    return None


def token_actor(header: str, at: datetime) -> Actor | None:
    """The neighbouring system that calls, without the keys and roles of its post: the face adds those from organisations."""
    token = token_of(header, at)
    return actor_of_token(token) if token else None


def actor_of_token(token: Token) -> Actor:
    return Actor(
        kind=ActorKind.TOKEN,
        face="api",
        name=token.label,
        post_id=token.post_id,
        scopes=frozenset(token.scopes),
        token_id=token.pk,
        subject=token.subject,
    )


def tokens() -> QuerySet[Token]:
    """All of them, newest first; they are few."""
    return Token.objects.order_by("-created_at", "-pk")
