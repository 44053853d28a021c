"""Who speaks for a firm: verified by the office, invited by its owner, signed in by a code that is used once."""

import hashlib
import hmac
from datetime import datetime

from bihuan.domain.enterprises.choices import FIRM_OWNER, OWNERS, ContactRole
from bihuan.domain.enterprises.rules.keeping import EnterpriseFacts
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

DIGITS = 6


def may_verify_contact(facts: EnterpriseFacts, actor: Actor) -> Refusal | None:
    """核验联系人由双优化办办理：看营业执照、身份证件或授权书。店小二和受理员不能核验，免得看自己评价的人由自己定。"""
    if facts.merged:
        return WrongState("enterprise_merged", "这家企业已并入另一条记录。", "请到合并后的企业上操作。")
    if actor.person_id is None or not actor.has(Role.OFFICE):
        return NotAllowed("needs_office", "联系人由双优化办核验。", "请联系双优化办。")
    return None


def may_revoke_contact(facts: EnterpriseFacts, actor: Actor) -> Refusal | None:
    """停用登录: by the office, or by a contact who speaks for the firm."""
    if actor.kind is ActorKind.CONTACT:
        return speaks_for(facts, actor)
    return may_verify_contact(facts, actor)


def may_invite_contact(facts: EnterpriseFacts, actor: Actor) -> Refusal | None:
    """邀请联系人 belongs to those who speak for the firm: legal representative, controller, person in charge."""
    return speaks_for(facts, actor)


def may_keep_keys(facts: EnterpriseFacts, actor: Actor) -> Refusal | None:
    """接口令牌 belong to those who speak for the firm: a key does what its contact may do, without anybody looking."""
    return speaks_for(facts, actor)


def has_room_for_key(in_use: int, *, most: int) -> Refusal | None:
    """Not more keys at a time than the city allows."""
    if in_use >= most:
        return WrongState(
            "too_many_keys", f"一家企业最多 {most} 个令牌同时有效。", "请先停用不再需要的令牌。"
        )
    return None


def speaks_for(facts: EnterpriseFacts, actor: Actor) -> Refusal | None:
    """A contact of this very firm who speaks for all of it."""
    if actor.kind is not ActorKind.CONTACT or firm_key(facts.id) not in actor.keys:
        return NotAllowed("not_your_firm", "只有本企业的联系人可以这样办。")
    if not actor.has(FIRM_OWNER):
        return NotAllowed(
            "needs_owner", "联系人由企业负责人管理。", "请联系贵企业的法定代表人、实际控制人或负责人。"
        )
    return None


def may_be_invited(role: ContactRole) -> Refusal | None:
    """Nobody makes another owner: those the office verifies."""
    if role in OWNERS:
        return NotAllowed(
            "owner_by_office", f"{role.label}由双优化办核验。", "请带营业执照和身份证件联系双优化办。"
        )
    return None


def has_room(in_use: int, *, most: int) -> Refusal | None:
    """Not more contacts that sign in than the city allows."""
    if in_use >= most:
        return WrongState(
            "too_many_contacts", f"一家企业最多 {most} 名联系人可以登录。", "请先停用不再需要的联系人。"
        )
    return None


def firm_key(enterprise_id: int) -> str:
    """How a firm stands among parties and keys."""
    return f"enterprise:{enterprise_id}"


def firm_ids_of(actor: Actor) -> frozenset[int]:
    """The firm for which a contact acts, with the records that were merged into it; nothing for anybody else."""
    if actor.kind is not ActorKind.CONTACT:
        return frozenset()
    return frozenset(int(key.partition(":")[2]) for key in actor.keys if key.startswith("enterprise:"))


def code_digest(*, contact: int, sent_at: datetime, code: str, key: str) -> str:
    """What is kept of a code: an HMAC, so that whoever reads the table cannot try all million of them."""
    said = f"sign-in {contact} {sent_at.timestamp()} {code}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def code_holds(
    *, expires_at: datetime, used_at: datetime | None, tries: int, most: int, at: datetime
) -> bool:
    """Whether a code may still be tried: not used, not expired, not tried too often."""
    return used_at is None and at < expires_at and tries < most
