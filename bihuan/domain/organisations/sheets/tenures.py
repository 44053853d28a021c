"""The table of posts and who holds them."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from bihuan.domain.organisations.actions import appoint, create_post
from bihuan.domain.organisations.choices import Grade, Role, TenureKind
from bihuan.domain.organisations.models import Office, Post, Tenure
from bihuan.domain.organisations.sheets.labels import codes_by_label, label_of
from bihuan.domain.organisations.sheets.running import Book, Outcome, Values
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.sheets import Column, Fault, one_of, parse_day, text

_role = one_of(codes_by_label(Role))


def _roles(cell: Any) -> list[str]:
    return sorted({_role(word) for word in re.split(r"[、，,；;\s]+", text(cell)) if word})


COLUMNS = (
    Column("office", "机构代码", required=True),
    Column("title", "岗位", required=True),
    Column("roles", "角色", _roles),
    Column("grade", "职级", one_of(codes_by_label(Grade))),
    Column("username", "登录名", required=True),
    Column("kind", "任职方式", one_of(codes_by_label(TenureKind))),
    Column("from_on", "起", parse_day, required=True),
    Column("to_on", "止", parse_day, aliases=("止（含）",)),
)


def _rule() -> Callable[[Values], Iterable[Fault]]:
    offices = set(Office.objects.filter(closed_on=None).values_list("code", flat=True))
    people = set(Person.objects.filter(is_active=True).values_list("username", flat=True))
    posts = {
        (code, title): sorted(roles)
        for code, title, roles in Post.objects.filter(closed_on=None).values_list(
            "office__code", "title", "roles"
        )
    }

    def check(values: Values) -> Iterator[Fault]:
        key = (values["office"], values["title"])
        if values["office"] not in offices:
            yield Fault("机构代码", f"没有机构 {values['office']}。")
        if values["username"] not in people:
            yield Fault("登录名", f"没有人员 {values['username']}；请先导入人员。")
        if values["to_on"] and values["to_on"] < values["from_on"]:
            yield Fault("止", "早于起始日。")
        if (values["kind"] or TenureKind.REGULAR) != TenureKind.REGULAR and not values["to_on"]:
            yield Fault("止", "代理、借调要写明最后一日。")
        if values["roles"] is not None and posts.setdefault(key, values["roles"]) != values["roles"]:
            yield Fault("角色", "与这个岗位现有（或表中前面）的角色不同；请用“调整岗位”办理。")

    return check


def _write(values: Values, *, by: Actor, at: datetime) -> Outcome:
    with transaction.atomic():
        office = Office.objects.get(code=values["office"])
        post = office.posts.filter(title=values["title"]).first() or create_post(
            office=office,
            by=by,
            at=at,
            title=values["title"],
            roles=[Role(code) for code in values["roles"] or ()],
            grade=Grade(values["grade"] or Grade.HANDLER),
        )
        person = Person.objects.get(username=values["username"])
        if Tenure.objects.filter(post=post, person=person, from_on=values["from_on"]).exists():
            return Outcome.UNCHANGED
        appoint(
            person=person,
            by=by,
            at=at,
            post=post,
            from_on=values["from_on"],
            to_on=values["to_on"],
            kind=TenureKind(values["kind"] or TenureKind.REGULAR),
        )
        return Outcome.ADDED


POSTS = Book("岗位任职", COLUMNS, _rule, _write)


def post_rows(*, on: date) -> Iterator[list[str | date]]:
    """Who holds which post on a day, in the columns of the table."""
    held = Tenure.objects.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on).select_related(
        "post__office", "person"
    )
    for tenure in held.order_by("post__office__path", "post_id", "id").iterator(1000):
        yield [
            tenure.post.office.code,
            tenure.post.title,
            "、".join(Role(code).label for code in tenure.post.roles),
            label_of(Grade, tenure.post.grade),
            tenure.person.username,
            label_of(TenureKind, tenure.kind),
            tenure.from_on,
            tenure.to_on or "",
        ]
