"""Keys of neighbouring systems: shown once, hashed, scoped, expiring, revocable."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.actions import issue_token, revoke_token
from bihuan.kernel.access.models import Token
from bihuan.kernel.access.queries import token_actor
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.refusals import Malformed

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
BY = Actor.calendar("console")


def issue(days: int = 30) -> tuple[Token, str]:
    return issue_token(
        label="12345 热线", scopes=["cases:write", "cases:read"], post_id=7, days=days, by=BY, at=AT
    )


def test_it_opens_the_door_for_its_post_and_scopes(db: None) -> None:
    token, secret = issue()
    actor = token_actor(f"Bearer {secret}", AT)
    assert actor == Actor(
        kind=ActorKind.TOKEN,
        face="api",
        name="12345 热线",
        post_id=7,
        scopes=frozenset({"cases:read", "cases:write"}),
        token_id=token.pk,
    )


def test_the_database_does_not_hold_the_secret(db: None) -> None:
    token, secret = issue()
    assert secret not in str(Token.objects.filter(pk=token.pk).values().get())


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer bihuan_wrong", "Basic bihuan_wrong", "bihuan_wrong"]
)
def test_another_header_opens_nothing(db: None, header: str) -> None:
    issue()
    assert token_actor(header, AT) is None


def test_a_header_that_cannot_be_one_of_ours_asks_the_database_nothing(
    django_assert_num_queries, db: None
) -> None:
    with django_assert_num_queries(0):
        token_actor("Bearer something-else", AT)


def test_it_expires(db: None) -> None:
    _, secret = issue(days=30)
    assert token_actor(f"Bearer {secret}", AT + timedelta(days=30, seconds=-1))
    assert token_actor(f"Bearer {secret}", AT + timedelta(days=30)) is None


def test_it_can_be_revoked_once_and_for_all(db: None) -> None:
    token, secret = issue()
    revoke_token(token=token, by=BY, at=AT)
    revoke_token(token=token, by=BY, at=AT)
    assert token_actor(f"Bearer {secret}", AT) is None
    assert [entry.event for entry in history(Subject("token", token.pk))] == ["token.issue", "token.revoke"]


@pytest.mark.parametrize("days", [0, -1, 367])
def test_it_does_not_hold_for_ever(db: None, days: int) -> None:
    with pytest.raises(Malformed):
        issue(days=days)


def test_the_command_prints_the_secret_alone_so_that_a_pipe_can_take_it(db: None) -> None:
    out = StringIO()
    call_command(
        "token",
        "create",
        "--label",
        "试用",
        "--scopes",
        "cases:read",
        "--days",
        "1",
        stdout=out,
        stderr=StringIO(),
    )
    secret = out.getvalue().strip()
    assert secret.startswith("bihuan_") and "\n" not in secret
    assert token_actor(f"Bearer {secret}", Token.objects.get().created_at)


def test_the_command_refuses_in_words(db: None) -> None:
    with pytest.raises(CommandError, match="366"):
        call_command("token", "create", "--label", "试用", "--days", "1000")
    with pytest.raises(CommandError, match="没有编号为 5 的令牌"):
        call_command("token", "revoke", "5")
