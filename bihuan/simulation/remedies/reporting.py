"""向上反映: what cannot be solved here goes up for the whole class."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localtime

from bihuan.domain.cases.choices import Outcome
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import UpwardAnswer
from bihuan.domain.remedies.jobs import tell_answers
from bihuan.domain.remedies.models import Upward, UpwardCase
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import Told


class Reporting(Told):
    """What cannot be solved here goes up for the whole class of like cases; one answer has come, the other is waited for."""

    upward: Upward
    responsible: Office

    def __init__(self, world: World, now: datetime, *, begins: int, answered: bool) -> None:
        super().__init__(world, now)
        self.begins, self.answered = begins, answered

    def plan(self, life: Life) -> None:
        self.begin(life, self.begins, self.draft)
        self.on(life, self.begins - 1, self.ask)
        self.on(life, self.begins - 3, self.decide)
        self.on(life, self.begins - 5, self.send)
        if self.answered:
            self.on(life, 12, self.answer)

    def draft(self, at: datetime) -> bool:
        """For struck-off cases of one kind that were reported upward, or explained for want of a policy, and that no report carries yet."""
        handled = Q(pk__in=Leg.objects.values("case"))  # an answer at once had no unit
        free = Q(struck_off_at__isnull=False) & handled & ~Q(pk__in=UpwardCase.objects.values("case"))
        found = self._newest(
            free & Q(outcome=Outcome.REPORTED_UPWARD), few=20, or_else=free & Q(outcome=Outcome.EXPLAINED)
        )
        if not found:
            return False
        topic = found[0].category
        self.responsible = self._unit_of(found[0])
        word = topic.rpartition("/")[2]
        self.upward = actions.draft_upward(
            by=self.desk(self.responsible),
            at=at,
            title=f"扩大{word}方面政策的覆盖范围",
            superior="省优化营商环境工作领导小组办公室",
            problem=f"{word}方面，现有政策没有覆盖反映人的情形：事实清楚、诉求合理，本级无权决定。",
            request="请明确口径，或者把这一类情形纳入支持范围；答复后我们逐件告诉反映人。",
            cases=[case for case in found if case.category == topic],
        )
        return True

    def _unit_of(self, case: Case) -> Office:
        leg = case.legs.select_related("office__unit").filter(parent=None).order_by("-id")[0]
        return leg.office.unit or leg.office

    def ask(self, at: datetime) -> None:
        self.upward = actions.ask_upward(upward=self.upward, by=self.desk(self.responsible), at=at)

    def decide(self, at: datetime) -> None:
        head = self.world.actor(self.responsible.pk, Role.UNIT_HEAD)
        self.upward = actions.decide_upward(
            upward=self.upward, by=head, at=at, granted=True, answer="同意上报，跟踪到底。"
        )

    def send(self, at: datetime) -> None:
        self.upward = actions.send_upward(
            upward=self.upward,
            by=self.desk(self.responsible),
            at=at,
            document=f"上报〔{at.year}〕{30 + self.upward.pk}号",
            sent_on=localtime(at).date(),
        )

    def answer(self, at: datetime) -> None:
        self.upward = actions.record_answer(
            upward=self.upward,
            by=self.desk(self.responsible),
            at=at,
            answer=UpwardAnswer.PARTLY,
            text="上级明确：符合条件的可以参照办理，其余的列入明年修订。请带原材料到窗口，我们已经把清单放在网上。",
            document=f"复函〔{at.year}〕118号",
        )
        tell_answers(Actor.calendar("simulation"), at + timedelta(minutes=5))
