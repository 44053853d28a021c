"""Who may administer offices, posts and people. 三员分立: structure, rights and their audit are three persons' work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bihuan.domain.organisations.choices import ADMIN_ROLES, Role
from bihuan.domain.organisations.rules.keys import admin_key, office_key
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

UNIT_KEEPERS = (Role.DESK, Role.UNIT_DEPUTY, Role.UNIT_HEAD, Role.OFFICE)


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the rules ask of an office: itself and everything above it, and whether it is closed."""

    line: tuple[int, ...]
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the rules ask of a person: the lines of the offices in which they hold posts, nearest first."""

    id: int
    lines: tuple[tuple[int, ...], ...] = ()
    is_active: bool = True


def _administers(line: Iterable[int], actor: Actor, role: Role) -> bool:
    if actor.kind is ActorKind.CALENDAR:
        return True
    return actor.has(role) and any(admin_key(pk) in actor.keys for pk in line)


def _keeps(line: Iterable[int], actor: Actor) -> bool:
    return actor.has(*UNIT_KEEPERS) and any(office_key(pk) in actor.keys for pk in line)


def is_open(facts: OfficeFacts) -> Refusal | None:
    """Nothing is changed in an office that is closed."""
    if facts.closed_on is not None:
        return WrongState("office_closed", "这个机构已经撤销。", "请选择现行机构。")
    return None


def may_shape_offices(facts: OfficeFacts, actor: Actor) -> Refusal | None:
    """机构的设立、更名、划转、撤销由本辖区的系统管理员办理。"""
    if not _administers(facts.line, actor, Role.SYSTEM_ADMIN):
        return NotAllowed("needs_system_admin", "机构由系统管理员设置。", "请联系本辖区的系统管理员。")
    return is_open(facts)


def may_set_rights(facts: OfficeFacts, actor: Actor) -> Refusal | None:
    """岗位的角色就是权限,由本辖区的安全管理员设置。"""
    if not _administers(facts.line, actor, Role.SECURITY_ADMIN):
        return NotAllowed("needs_security_admin", "岗位权限由安全管理员设置。", "请联系本辖区的安全管理员。")
    return is_open(facts)


def may_keep_office(facts: OfficeFacts, actor: Actor) -> Refusal | None:
    """电话、地址、职责、值班表由单位自己(或系统管理员)维护。"""
    if not (_administers(facts.line, actor, Role.SYSTEM_ADMIN) or _keeps(facts.line, actor)):
        return NotAllowed(
            "not_your_office", "只有本单位的派单员、负责人或系统管理员可以维护。", "请联系该单位。"
        )
    return is_open(facts)


def may_register(facts: PersonFacts, actor: Actor) -> Refusal | None:
    """账号由系统管理员建立、更新、停用;没有岗位的人,任何系统管理员都可以办。"""
    if actor.kind is ActorKind.CALENDAR or (
        actor.has(Role.SYSTEM_ADMIN)
        and (not facts.lines or any(_administers(line, actor, Role.SYSTEM_ADMIN) for line in facts.lines))
    ):
        return None
    return NotAllowed("needs_system_admin", "人员账号由系统管理员维护。", "请联系本辖区的系统管理员。")


def may_give_post(facts: PersonFacts, actor: Actor) -> Refusal | None:
    """任职与离任由安全管理员登记,任何人不能给自己授权。"""
    if actor.kind is not ActorKind.CALENDAR and not actor.has(Role.SECURITY_ADMIN):
        return NotAllowed("needs_security_admin", "任职由安全管理员登记。", "请联系本辖区的安全管理员。")
    if facts.id in actor.hands:
        return NotAllowed("not_yourself", "不能给自己任职或免职。", "请由另一位安全管理员办理。")
    return None if facts.is_active else WrongState("person_retired", "这个账号已停用。", "请先重新启用。")


def may_delegate(facts: PersonFacts, actor: Actor) -> Refusal | None:
    """本人可以把自己的岗位授权他人代办;本人不便时,由单位派单员或负责人代为登记。"""
    if actor.kind is ActorKind.CALENDAR or facts.id == actor.person_id:
        return None
    if any(_keeps(line, actor) for line in facts.lines):
        return None
    return NotAllowed("not_your_absence", "只能授权自己的岗位。", "请由本人，或其单位的派单员、负责人办理。")


def roles_clash(roles: Iterable[str]) -> Refusal | None:
    """系统、安全、审计三员不得由一人兼任,不论用几个岗位。"""
    held = sorted(ADMIN_ROLES & set(roles))
    if len(held) < 2:
        return None
    labels = "、".join(Role(code).label for code in held)
    return WrongState(
        "admins_in_one_hand", f"{labels}不能由同一人担任（三员分立）。", "请另选一人。", roles=held
    )


def may_carry(roles: Iterable[str], *, sits_in_area: bool) -> Refusal | None:
    """管理员岗位只带管理员角色,且不设在政府本级机构,否则会看到那里的工单。"""
    held = set(roles)
    if not held & ADMIN_ROLES:
        return None
    if held - ADMIN_ROLES:
        return WrongState("admin_post_mixed", "管理员岗位不能兼业务角色。", "请为业务另设岗位。")
    if sits_in_area:
        return WrongState(
            "admin_post_in_area", "管理员岗位不能设在政府本级机构。", "请设在信息中心一类的单位或科室。"
        )
    return roles_clash(held)


def may_hand_over(facts: PersonFacts, actor: Actor) -> Refusal | None:
    """名下事项由单位派单员、负责人或安全管理员登记移交;本人也可以移交。"""
    if may_delegate(facts, actor) is None or may_give_post(facts, actor) is None:
        return None
    return NotAllowed("not_your_people", "只能移交本单位人员名下的事项。", "请由其单位的派单员或负责人办理。")
