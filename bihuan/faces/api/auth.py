"""Who calls: a token, and what the post behind it may see and do."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from bihuan.domain.enterprises.queries import actor_of_contact, signed_in_contact, speaks_still
from bihuan.domain.organisations.models import Post
from bihuan.domain.organisations.queries import acting_in, actor_for, actor_in, posts_held
from bihuan.faces.api.rates import count_call
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person, Token
from bihuan.kernel.access.queries import actor_of_token, token_of
from bihuan.kernel.access.tokens import EVERYTHING
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import NotAllowed, Refusal

# All that a firm's key can carry: whatever else was written into it, it opens nothing of the offices.
FIRM_SCOPES = frozenset({"firm:read", "firm:write", "firm:act"})


class Unauthenticated(Refusal):
    """No token, or one that does not hold."""

    status = 401
    title = "需要令牌"

    def __init__(self) -> None:
        super().__init__(
            "no_token", "没有有效的令牌。", "请在 Authorization 头里带上 Bearer 令牌；过期的请重新签发。"
        )


class TokenAuth(HttpBearer):
    """`Authorization: Bearer bihuan_…`. A token of a person acts as that person in that post, or in the first post that they hold now
    where it names none; one of a post alone only reads and registers."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        asked = cast("Request", request)  # the middleware has passed it
        actor = actor_of_header(f"Bearer {token}", asked.at)
        if actor is not None:
            count_call(actor.token_id or 0, at=asked.at)
            asked.actor = actor  # as the middleware does for sessions
        return actor


def actor_of_header(header: str, at: datetime) -> Actor | None:
    """The actor behind an Authorization header, or None."""
    token = token_of(header, at)
    return None if token is None else _actor(token, at)


def _actor(token: Token, at: datetime) -> Actor | None:
    bare = actor_of_token(token)
    if token.subject:
        return _contact(token, bare)
    person = token.person
    post = _post(token, person, at)
    if post is None:
        return bare
    if person is None:
        return acting_in(bare, post)
    actor = actor_in(person, post, "api") if token.post_id is None else actor_for(person, post, "api", at=at)
    return replace(actor, scopes=bare.scopes, token_id=bare.token_id)


def _contact(token: Token, bare: Actor) -> Actor | None:
    """A firm's program speaks as the contact to whom its key was given, and no longer than that contact may."""
    kind, _, pk = token.subject.partition(":")
    contact = signed_in_contact(int(pk)) if kind == "contact" and pk.isdecimal() else None
    if contact is None or not speaks_still(token, contact):
        return None
    actor = actor_of_contact(contact, "api")
    return replace(actor, scopes=bare.scopes & FIRM_SCOPES, token_id=bare.token_id)


def _post(token: Token, person: Person | None, at: datetime) -> Post | None:
    if token.post_id is not None:
        return Post.objects.select_related("office").filter(pk=token.post_id).first()
    return next(iter(posts_held(person, on=day_of(at))), None) if person and person.is_active else None


def needs(request: Request, scope: str) -> Actor:
    """The actor, where the token carries the scope."""
    if {scope, EVERYTHING} & request.actor.scopes:
        return request.actor
    raise NotAllowed("scope_missing", f"令牌没有“{scope}”的范围。", "请签发带有此范围的令牌。", scope=scope)
