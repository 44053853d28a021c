"""Interviews with the heads of supervised units, and circulars about cards in force."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import CardState, Rung
from bihuan.domain.supervision.models import Card, Circular, Interview, Supervision
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import Told

Step = Callable[[Interview, datetime], None]
PROMISES = "本月底前清零，建立临期提醒，超期件由分管负责人签字说明。"
TEXT = "近期少数科室超期较多。请各单位对照检查，临期件提前调度，办不了的及时说明并向上反映。"


class Telling(Told):
    """One interview to its end, one whose minutes wait to be confirmed, one cancelled, one to come; circulars at each step."""

    def plan(self, life: Life) -> None:
        for place, (days, then) in enumerate(
            ((10, self.hold), (8, self.cancel), (7, self.minute), (4, None))
        ):
            life.after(self.now - timedelta(days=days), 100, partial(self.arrange, life, place, then))
        for days, steps in ((9, 4), (7, 0), (6, 3), (5, 2), (4, 1)):
            life.after(self.now - timedelta(days=days), 60, partial(self.tell, steps))

    def arrange(self, life: Life, place: int, then: Step | None, at: datetime) -> None:
        """With the head of another supervised unit each time, where there are so many."""
        orders = Supervision.objects.filter(rung__in=[Rung.HEAD, Rung.SECTION]).select_related("unit")
        units = {
            one.unit_id: one for one in orders.order_by("id") if self.world.hands(one.unit_id, Role.UNIT_HEAD)
        }
        if not units:
            return
        one = list(units.values())[place % len(units)]
        person, _ = self.world.hands(one.unit_id, Role.UNIT_HEAD)[0]
        interview = actions.arrange_interview(
            by=self.office(Role.OFFICE),
            at=at,
            unit=one.unit,
            person=person,
            title="连续两个月超期未改善",
            planned_at=at + timedelta(days=3 if then else 9),
            place="市民之家三楼会议室",
            supervision=one,
        )
        if then is not None:
            life.at(at + timedelta(days=3, hours=2), partial(then, interview))

    def cancel(self, interview: Interview, at: datetime) -> None:
        reason = "清单里的工单已经全部办结，改为书面说明。"
        actions.cancel_interview(interview=interview, by=self.office(Role.OFFICE), at=at, reason=reason)

    def minute(self, interview: Interview, at: datetime) -> None:
        actions.record_minutes(
            interview=interview,
            by=self.office(Role.LEADER),
            at=at,
            present="市领导、双优化办和单位负责人",
            minutes="指出近两个月超期件集中在两个科室，要求主要负责人每周调度一次。",
            promises=PROMISES,
        )

    def hold(self, interview: Interview, at: datetime) -> None:
        self.minute(interview, at)
        interview.refresh_from_db()
        head = self.world.actor(interview.unit_id, Role.UNIT_HEAD)
        actions.confirm_interview(interview=interview, by=head, at=at + timedelta(hours=2))

    def tell(self, steps: int, at: datetime) -> None:
        """Drafted, asked, signed, published: so many steps; none: withdrawn."""
        inforce = Card.objects.filter(state=CardState.EFFECTIVE).exclude(ground="retaliation")
        cards = list(inforce.order_by("id")[:5])
        if not cards:
            return
        clerk, leader = self.office(Role.OFFICE), self.office(Role.LEADER)
        circular = actions.draft_circular(
            by=clerk, at=at, title="关于近期超期办理情况的通报", text=TEXT, cards=cards
        )
        if not steps:
            actions.withdraw_circular(circular=circular, by=clerk, at=at)
        if steps > 1:
            circular = actions.ask_circular(circular=circular, by=clerk, at=at)
        if steps > 2:
            actions.decide_circular(circular=circular, by=leader, at=at, granted=True, answer="同意。")
        if steps > 3:
            actions.publish_circular(circular=Circular.objects.get(pk=circular.pk), by=leader, at=at)
