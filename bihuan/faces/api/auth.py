"""Who calls: a token, and what the post behind it may see and do."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from bihuan.domain.organisations.models import Post
from bihuan.domain.organisations.queries import acting_in, actor_for
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person, Token
from bihuan.kernel.access.queries import actor_of_token, token_of
from bihuan.kernel.refusals import NotAllowed, Refusal


class Unauthenticated(Refusal):
    """No token, or one that does not hold."""

    status = 401
    title = "需要令牌"

    def __init__(self) -> None:
        super().__init__(
            "no_token", "没有有效的令牌。", "请在 Authorization 头里带上 Bearer 令牌;过期的请重新签发。"
        )


class TokenAuth(HttpBearer):
    """`Authorization: Bearer bihuan_…`. A token of a person acts as that person in that post; one of a post only reads and registers."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = actor_of_header(f"Bearer {token}", request.at)  # type: ignore[attr-defined]  # set by our middleware
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]  # as our middleware does for sessions
        return actor


def actor_of_header(header: str, at: datetime) -> Actor | None:
    """The actor behind an Authorization header, or None."""
    token = token_of(header, at)
    return None if token is None else _actor(token, at)


def _actor(token: Token, at: datetime) -> Actor:
    post = Post.objects.select_related("office").filter(pk=token.post_id or 0).first()
    bare = actor_of_token(token)
    if post is None:
        return bare
    if token.person_id is None:
        return acting_in(bare, post)
    person = actor_for(Person.objects.get(pk=token.person_id), post, "api", at=at)
    return replace(person, scopes=bare.scopes, token_id=bare.token_id)


def needs(request: Request, scope: str) -> Actor:
    """The actor, where the token carries the scope."""
    if scope in request.actor.scopes:
        return request.actor
    raise NotAllowed("scope_missing", f"令牌没有“{scope}”的范围。", "请签发带有此范围的令牌。", scope=scope)
