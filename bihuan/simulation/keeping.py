"""The administrators' own work: a value of the city's that was proposed and activated, and one that waits for the second person."""

from datetime import datetime, timedelta
from functools import partial

from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.parameters.actions import activate_value, propose_value
from bihuan.kernel.parameters.models import Override
from bihuan.simulation.city import World
from bihuan.simulation.life import Life

SIGNED_SOONER = ("indicators.sign_limit", "1 wd", "数字公布前一个工作日内签发，避免过时。")
CONCLUDED_LATER = ("cases.limit.conclude_transfer", "3 wd", "反馈后要与反映人当面说明，延长一个工作日。")


def plan_keeping(world: World, life: Life, now: datetime) -> None:
    """Some weeks ago, and this week."""
    life.after(now - timedelta(days=30), 60, partial(_settle, world, life))
    life.after(now - timedelta(days=5), 60, partial(_wait, world))


def _settle(world: World, life: Life, at: datetime) -> None:
    proposed = _propose(world, SIGNED_SOONER, "双优化办〔2026〕11号", at)
    life.after(at, 200, partial(_activate, world, proposed))


def _wait(world: World, at: datetime) -> None:
    _propose(world, CONCLUDED_LATER, "双优化办〔2026〕15号", at)


def _propose(world: World, row: tuple[str, str, str], document: str, at: datetime) -> Override:
    code, value, reason = row
    return propose_value(
        code=code,
        new_value=value,
        from_on=(localtime(at) + timedelta(days=14)).date(),
        document_title="关于调整优化营商环境工作时限的通知",
        document_number=document,
        holder=f"admin:{world.city.pk}",
        role=Role.SECURITY_ADMIN,
        by=_administrator(world, Role.SYSTEM_ADMIN),
        at=at,
        reason=reason,
    )


def _activate(world: World, proposed: Override, at: datetime) -> None:
    activate_value(
        override=proposed, by=_administrator(world, Role.SECURITY_ADMIN), at=at, answer="与文件一致，启用。"
    )


def _administrator(world: World, role: Role) -> Actor:
    (office, _), *_ = [key for key in world.seats if key[1] == role]
    return world.actor(office, role)
