"""When the platform was down: recorded by one, looked at by another; what was no outage takes nothing from anybody's account."""

from datetime import datetime, timedelta
from functools import partial

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import System
from bihuan.domain.supervision.models import Outage
from bihuan.kernel.access import Actor
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import LEFT_OPEN, Told

POWER = "市大数据中心机房断电，全市不能登录；运维记录和公告附后。"
SLOW = "下午打开页面慢，有人反映提交要等一分钟。"
TEXTS = "短信通道到期没有续费，短信没有发出。"
NETWORK = "政务外网光缆被挖断，两小时后修复。"


class Down(Told):
    """One is recognised, one is not, one is taken back when it turned out otherwise, and one still waits."""

    def plan(self, life: Life) -> None:
        for days, system, account, granted in (
            (33, System.PLATFORM, POWER, True),
            (26, System.PLATFORM, SLOW, False),
            (19, System.SMS, TEXTS, True),
        ):
            life.after(
                self.now - timedelta(days=days), 40, partial(self.decided, life, system, account, granted)
            )
        life.after(self.now - LEFT_OPEN, 40, self.wait)

    def decided(self, life: Life, system: System, account: str, granted: bool, at: datetime) -> None:
        clerk = self.office(Role.OFFICE)
        outage = self.record(clerk, system, account, at)
        judge = self.office(Role.ARBITER, but=tuple(clerk.hands))
        life.after(at, 300, partial(self.approve, life, outage, judge, granted))

    def wait(self, at: datetime) -> None:
        self.record(self.office(Role.OFFICE), System.NETWORK, NETWORK, at)

    def record(self, clerk: Actor, system: System, account: str, at: datetime) -> Outage:
        began = (at - timedelta(days=1)).replace(hour=6, minute=30)
        return actions.record_outage(
            by=clerk,
            at=at,
            system=system,
            from_at=began,
            to_at=began + timedelta(hours=3),
            account=account,
        )

    def approve(self, life: Life, outage: Outage, judge: Actor, granted: bool, at: datetime) -> None:
        answer = "属实。" if granted else "慢而没有断，期限照算。"
        actions.approve_outage(outage=outage, by=judge, at=at, granted=granted, answer=answer)
        if outage.system == System.SMS:
            life.after(at, 900, partial(self.revoke, outage))

    def revoke(self, outage: Outage, at: datetime) -> None:
        reason = "短信没有发出，但平台内的提醒当时已经送达，不影响办理。"
        actions.revoke_outage(outage=outage, by=self.office(Role.ARBITER), at=at, reason=reason)
