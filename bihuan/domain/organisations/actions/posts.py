"""Posts and what they may do. A role is a right: the security administrator sets it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated

from django.db import transaction
from django.db.models import Q

from bihuan.domain.organisations.actions.locks import lock_office, lock_people, lock_post
from bihuan.domain.organisations.choices import Grade, Role
from bihuan.domain.organisations.models import Office, Post, Tenure
from bihuan.domain.organisations.queries.facts import office_facts
from bihuan.domain.organisations.queries.roles import roles_in_hands
from bihuan.domain.organisations.queries.tenures import day_of
from bihuan.domain.organisations.rules.administration import may_carry, may_set_rights, roles_clash
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, day, line, pick, picks


def create_post(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    title: Annotated[str, line("岗位名称")],
    roles: Annotated[Sequence[Role], picks("角色", "role")],
    grade: Annotated[Grade, choice("职级")] = Grade.HANDLER,
    seen: int | None = None,
) -> Post:
    """Create a post in an office with the roles that it carries."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_set_rights(office_facts(office), by))
        refuse_unless(may_carry(roles, sits_in_area=office.area_id == office.pk))
        refuse_unless_fits(Post, {"title": title})
        if office.posts.filter(title=title.strip()).exists():
            raise Malformed(fields={"title": f"{office.short_name}已有岗位“{title.strip()}”。"})
        post = Post.objects.create(office=office, title=title.strip(), roles=codes_of(roles), grade=grade)
        record(
            subject=office.subject,
            event="office.create_post",
            by=by,
            at=at,
            data={"post": post.pk, "title": post.title, "roles": post.roles},
        )
    return post


def codes_of(roles: Iterable[Role]) -> list[str]:
    """Roles as they are stored: sorted, each once."""
    return sorted({str(role) for role in roles})


def change_post(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    post: Annotated[Post, pick("岗位", "post")],
    roles: Annotated[Sequence[Role], picks("角色", "role")],
    grade: Annotated[Grade | None, choice("职级", "不选则不变")] = None,
    seen: int | None = None,
) -> Post:
    """Set anew what a post may do; everyone who holds it is checked again (三员分立)."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_set_rights(office_facts(office), by))
        post = _open_post(post, office)
        refuse_unless(may_carry(roles, sits_in_area=office.area_id == office.pk))
        _refuse_clashes(post, codes_of(roles), day_of(at))
        was, post.roles = post.roles, codes_of(roles)
        post.grade = grade or post.grade
        post.save(update_fields=["roles", "grade"])
        record(
            subject=office.subject,
            event="office.change_post",
            by=by,
            at=at,
            data={"post": post.pk, "title": post.title, "was": was, "roles": post.roles},
        )
    return post


def _open_post(post: Post, office: Office) -> Post:
    """The post as it is now, of this office and not closed."""
    found = lock_post(post)
    if found.office_id != office.pk or found.closed_on is not None:
        raise WrongState("post_not_here", "这个岗位不在该机构，或已撤销。", "请从现有岗位中选择。")
    return found


def _refuse_clashes(post: Post, roles: list[str], on: date) -> None:
    running = Tenure.objects.filter(Q(to_on=None) | Q(to_on__gte=on), post=post)
    holders = lock_people(*running.values_list("person_id", flat=True))
    for held in roles_in_hands(holders, from_on=on, to_on=None, without=post).values():
        refuse_unless(roles_clash([*held, *roles]))


def close_post(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    post: Annotated[Post, pick("岗位", "post")],
    closed_on: Annotated[date, day("撤销日", "从这一天起不再存在")],
    seen: int | None = None,
) -> Post:
    """Close a post from a day on; refused while somebody holds it then."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_set_rights(office_facts(office), by))
        post = _open_post(post, office)
        if post.tenures.filter(Q(to_on=None) | Q(to_on__gte=closed_on)).exists():
            raise WrongState("post_held", "岗位上还有人。", "请先办理离任。")
        post.closed_on = closed_on
        post.save(update_fields=["closed_on"])
        record(
            subject=office.subject,
            event="office.close_post",
            by=by,
            at=at,
            data={"post": post.pk, "title": post.title, "closed_on": closed_on},
        )
    return post
