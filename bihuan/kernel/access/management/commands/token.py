"""`bihuan token create|list|revoke`: keys of neighbouring systems."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bihuan.kernel.access.actions import issue_token, revoke_token
from bihuan.kernel.access.actors import Actor
from bihuan.kernel.access.models import Person, Token
from bihuan.kernel.access.queries import tokens
from bihuan.kernel.access.tokens import EVERYTHING, holds
from bihuan.kernel.clock import now
from bihuan.kernel.refusals import Refusal

CONSOLE = Actor.calendar("console")


class Command(BaseCommand):
    help = "接口令牌：签发（只显示一次）、列出、吊销。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        create = parts.add_parser("create", help="签发")
        create.add_argument("--label", default="", help="给谁用、做什么用（省略则取登录名）")
        create.add_argument(
            "--scopes",
            default=EVERYTHING,
            help="范围，用逗号分开，例如 cases:read,cases:write；省略则不另加限制",
        )
        create.add_argument(
            "--post",
            type=int,
            help="代表哪个岗位（岗位的编号）：令牌只能看到该岗位能看到的；给了登录名时可省略，取本人现任的第一个岗位",
        )
        create.add_argument("--username", help="代表谁（登录名）：令牌以本人的名义办理，省略则只能登记和查看")
        create.add_argument(
            "--subject", default="", help="代表外部的谁，例如 contact:5（企业联系人，编号见企业页）"
        )
        create.add_argument("--days", type=int, default=90, help="有效天数")
        parts.add_parser("list", help="列出")
        revoke = parts.add_parser("revoke", help="吊销")
        revoke.add_argument("id", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["part"])(options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def create(self, options: dict[str, Any]) -> None:
        scopes = [scope.strip() for scope in options["scopes"].split(",") if scope.strip()]
        token, secret = issue_token(
            label=options["label"] or options["username"] or "console",
            scopes=scopes,
            post_id=options["post"],
            person_id=_person_id(options["username"]),
            days=options["days"],
            subject=options["subject"],
            by=CONSOLE,
            at=now(),
        )
        self.stderr.write(f"令牌 {token.pk} 有效至 {token.expires_at:%Y-%m-%d}。下面这一行只显示这一次：")
        self.stdout.write(secret)

    def list(self, options: dict[str, Any]) -> None:
        at = now()
        for token in tokens():
            state = (
                "有效" if holds(expires_at=token.expires_at, revoked_at=token.revoked_at, at=at) else "失效"
            )
            self.stdout.write(
                f"{token.pk}\t{state}\t{token.expires_at:%Y-%m-%d}\t{','.join(token.scopes)}\t{token.label}"
            )

    def revoke(self, options: dict[str, Any]) -> None:
        token = Token.objects.filter(pk=options["id"]).first()
        if token is None:
            raise CommandError(f"没有编号为 {options['id']} 的令牌。")
        revoke_token(token=token, by=CONSOLE, at=now())
        self.stdout.write(f"令牌 {token.pk} 已吊销。")


def _person_id(username: str | None) -> int | None:
    if username is None:
        return None
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"没有登录名为 {username} 的在用人员。")
    return person.pk
