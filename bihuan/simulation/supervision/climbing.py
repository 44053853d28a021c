"""The ladder: late parts are reminded of; what is not answered goes up; one unit is listed by a leader, and published."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from django.db.models import Q

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import Rung, SupervisionState
from bihuan.domain.supervision.models import Incident, Supervision
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import LEFT_OPEN, Told


class Climbing(Told):
    """Late parts are reminded of; what is not answered goes up; one unit is listed by a leader, and published."""

    def plan(self, life: Life) -> None:
        for days, rung in (
            (24, Rung.REMINDER),
            (17, Rung.SECTION),
            (12, Rung.HEAD),
            (6, Rung.LISTED),
            (5, Rung.REMINDER),
            (4, Rung.REMINDER),
        ):
            life.after(self.now - timedelta(days=days), 120, partial(self.issue, rung))
        for days in (22, 15, 9, 5):
            life.after(self.now - timedelta(days=days), 60, self.reply)
        for days in (21, 13, 8, 4):
            life.after(self.now - timedelta(days=days), 200, self.check)
        for days in (18, 11, 3):
            life.after(self.now - timedelta(days=days), 150, self.escalate)
        life.after(self.now - timedelta(days=5), 200, self.withdraw)
        life.after(self.now - LEFT_OPEN, 300, self.reply)
        life.after(self.now - LEFT_OPEN, 330, partial(self.issue, Rung.LISTED, listed=False))

    def issue(self, rung: Rung, at: datetime, *, listed: bool = True) -> None:
        """`listed`: whether a leader has decided about a listed order already."""
        for office, cases in self._late(rung)[:2]:
            clerk = self.office(Role.OFFICE)
            one = actions.issue_supervision(
                by=clerk,
                at=at,
                rung=rung,
                addressee=office,
                cases=cases,
                title=f"{office.short_name} {len(cases)} 件工单超期未办",
                demand="请逐件说明超期原因，写明办结时间和今后怎样防止。",
            )
            if rung == Rung.LISTED and listed:
                leader = self.office(Role.LEADER)
                actions.decide_listing(
                    supervision=one, by=leader, at=at, granted=True, answer="同意挂牌，盯到办结。"
                )
                one.refresh_from_db()
                actions.publish_supervision(supervision=one, by=leader, at=at)

    def reply(self, at: datetime) -> None:
        open_ = Supervision.objects.filter(state=SupervisionState.ISSUED).exclude(rung=Rung.LISTED)
        for one in open_.select_related("addressee", "unit", "office").order_by("id")[::2]:
            who = self._addressee(one)
            if who is not None:
                text = "已逐件核对：两件今天办结，其余在协调用地手续，月底前办完；今后每周一清点临期件。"
                actions.reply_supervision(supervision=one, by=who, at=at, reply=text)

    def check(self, at: datetime) -> None:
        replied = Supervision.objects.filter(state=SupervisionState.REPLIED).select_related("office")
        for one in replied.order_by("id")[:3]:
            clerk = self.office(Role.CHECKER)
            actions.lift_supervision(
                supervision=one, by=clerk, at=at, opinion="抽查两件，已办结，反映人确认。"
            )

    def withdraw(self, at: datetime) -> None:
        """One reminder went to a section whose parts had been done in time elsewhere."""
        sent = Supervision.objects.filter(state=SupervisionState.ISSUED, rung=Rung.REMINDER)
        for one in sent.select_related("office").order_by("-id")[:1]:
            reason = "核对后，清单里的工单已经退单改派，不在这个科室。"
            actions.withdraw_supervision(supervision=one, by=self.office(Role.OFFICE), at=at, reason=reason)

    def escalate(self, at: datetime) -> None:
        """Whoever has been heard, or still has time, stays where they are: the rules decide."""
        sent = Supervision.objects.filter(state=SupervisionState.ISSUED).exclude(rung=Rung.LISTED)
        for one in sent.select_related("office").order_by("id")[:3]:
            with suppress(Refusal):
                actions.escalate_supervision(
                    supervision=one, by=self.office(Role.OFFICE), at=at, demand="到期没有报告，升级督办。"
                )

    def _late(self, rung: Rung) -> list[tuple[Office, list[Case]]]:
        """Whoever has parts late and is not warned already, the most first: sections on the lower rungs, their units on the upper ones."""
        late = Incident.objects.filter(
            kind="LATE", subject_kind="case", until=None, counts=True, verb__contains="handle"
        )
        rows = list(late.values_list("office_id", "unit_id", "subject_id"))
        by_office: dict[int, list[int]] = {}
        for section, unit, case in rows:
            by_office.setdefault(unit if rung in (Rung.HEAD, Rung.LISTED) else section, []).append(case)
        found = []
        warned = Supervision.objects.filter(ended_at=None).values("addressee")
        for office in Office.objects.filter(pk__in=by_office).exclude(
            Q(body_kind__in=sorted(ASKED_NOT_ORDERED)) | Q(pk__in=warned)
        ):
            fits = (office.kind == "UNIT") == (rung in (Rung.HEAD, Rung.LISTED))
            legs = Leg.objects.filter(case__in=by_office[office.pk], office__path__startswith=office.path)
            cases = list(Case.objects.filter(pk__in=legs.values("case")).order_by("id")[:8])
            if fits and cases:
                found.append((office, cases))
        return sorted(found, key=lambda pair: (-len(pair[1]), pair[0].pk))

    def _addressee(self, one: Supervision) -> Actor | None:
        upper = one.rung in (Rung.HEAD, Rung.LISTED)
        for role in (
            (Role.UNIT_HEAD, Role.UNIT_DEPUTY) if upper else (Role.SECTION_HEAD, Role.DESK, Role.UNIT_HEAD)
        ):
            if self.world.hands(one.addressee_id, role):
                return self.world.actor(one.addressee_id, role)
        return None
