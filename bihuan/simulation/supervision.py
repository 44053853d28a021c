"""Supervision in the last two months of the year: the calendar reads the journal every evening; people decide about cards, send orders up
the ladder, note an outage, hold an interview, issue a circular. Some of it is left open, so that the pages have something to do."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision import actions, jobs
from bihuan.domain.supervision.choices import (
    AppealGround,
    CardState,
    Decision,
    InterviewState,
    Rung,
    Service,
    SupervisionState,
    System,
)
from bihuan.domain.supervision.models import Card, Circular, Incident, Interview, Supervision
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import Told

EVENINGS = 45
CALENDAR = Actor.calendar("simulation")
LEFT_OPEN = timedelta(days=4)  # what comes in the last days stays on the desks


def plan_supervision(world: World, life: Life, now: datetime) -> None:
    """Put the evenings and the stories of the last weeks into the queue."""
    for days in range(EVENINGS, -1, -1):
        life.at((now - timedelta(days=days)).replace(hour=11, minute=0), read)
    Down(world, now).plan(life)
    Deciding(world, now).plan(life)
    Climbing(world, now).plan(life)
    Telling(world, now).plan(life)


def read(at: datetime) -> None:
    """What the worker does: read what is new, propose, end periods."""
    while jobs.read_journal(CALENDAR, at).more:
        pass
    jobs.look_again(CALENDAR, at)
    jobs.propose_cards(CALENDAR, at)
    jobs.end_appeals(CALENDAR, at)
    jobs.call_unanswered(CALENDAR, at)


class Down(Told):
    """The platform was down for an afternoon; recorded by one, approved by another."""

    def plan(self, life: Life) -> None:
        self.begin(life, 33, self.record)
        self.on(life, 32, self.approve)

    def record(self, at: datetime) -> bool:
        began = (at - timedelta(days=1)).replace(hour=6, minute=30)
        clerk = self.office(Role.OFFICE)
        self.outage = actions.record_outage(
            by=clerk,
            at=at,
            system=System.PLATFORM,
            from_at=began,
            to_at=began + timedelta(hours=3),
            account="市大数据中心机房断电，全市不能登录；运维记录和公告附后。",
        )
        self.by = clerk
        return True

    def approve(self, at: datetime) -> None:
        judge = self.office(Role.ARBITER, but=tuple(self.by.hands))
        actions.approve_outage(outage=self.outage, by=judge, at=at, granted=True, answer="属实。")


class Deciding(Told):
    """Every working morning somebody looks at what the rules propose, and at what was appealed."""

    def plan(self, life: Life) -> None:
        for days in range(EVENINGS - 2, 0, -1):
            life.after(self.now - timedelta(days=days), 90, self.morning)

    def morning(self, at: datetime) -> None:
        if self.now - at < LEFT_OPEN:
            return
        for card in self._some(CardState.PROPOSED, 2):
            self._try(self.decide, card, at)
        for card in self._some(CardState.ISSUED, 9):
            self._try(self.serve, card, at)
        for card in self._some(CardState.SERVED, 9):
            self._try(self.answer, card, at)
        for card in self._some(CardState.APPEALED, 9):
            self._try(self.judge, card, at)
        for card in Card.objects.filter(state=CardState.EFFECTIVE, published_at=None).order_by("id")[:3]:
            self._try(self.publish, card, at)

    def decide(self, card: Card, at: datetime) -> None:
        role = Role.LEADER if card.section_id == card.office.desk_id else Role.CHECKER
        by = self.world.actor(card.office_id, role)
        if self.world.rng.random() < 0.25:
            actions.dismiss_card(
                card=card, by=by, at=at, reasons="属于先行先试中的无意过失，容错免责，已当面提醒。"
            )
        else:
            actions.issue_card(
                card=card, by=by, at=at, reasons="逐件核对日志，情况属实，没有可以免责的情形。"
            )

    def serve(self, card: Card, at: datetime) -> None:
        actions.serve_card(
            card=card, by=self.world.actor(card.office_id, Role.OFFICE), at=at, service=Service.SYSTEM
        )

    def answer(self, card: Card, at: datetime) -> None:
        if card.answer_id is not None or card.person_id is None:
            return
        who = self._supervised(card)
        actions.answer_card(
            card=card, by=who, at=at, answer="当月人员借调，分工没有及时调整，现已补齐 B 岗。"
        )
        if self.world.rng.random() < 0.4:
            card.refresh_from_db()
            ground = self.world.rng.choice(
                [AppealGround.TOLERATED, AppealGround.OTHERS_TIME, AppealGround.OUTAGE]
            )
            actions.appeal_card(
                card=card,
                by=who,
                at=at,
                ground=ground,
                statement="等待其他单位提供材料占用了大部分时间，附往来函件。",
            )

    def judge(self, card: Card, at: datetime) -> None:
        by = self.world.actor(card.office_id, Role.LEADER)
        lifted = self.world.rng.random() < 0.4
        actions.decide_appeal(
            card=card,
            by=by,
            at=at,
            decision=Decision.LIFTED if lifted else Decision.UPHELD,
            ground=AppealGround(card.appeal_ground) if lifted else None,
            reasons="经复核，等待的时间有函件为证，可以免责。"
            if lifted
            else "往来函件的日期晚于期限，不能作为理由。",
        )

    def publish(self, card: Card, at: datetime) -> None:
        actions.publish_card(card=card, by=self.world.actor(card.office_id, Role.LEADER), at=at)

    def _supervised(self, card: Card) -> Actor:
        for role in (Role.SECTION_HEAD, Role.DESK, Role.UNIT_HEAD):
            for office in (card.section_id, card.unit_id):
                if self.world.hands(office, role):
                    return self.world.actor(office, role)
        raise LookupError(f"nobody answers for {card}")

    def _some(self, state: CardState, few: int) -> list[Card]:
        rows = Card.objects.filter(state=state).select_related("office", "section", "unit", "person", "post")
        return list(rows.order_by("id")[:few])

    def _try(self, act: Callable[[Card, datetime], None], card: Card, at: datetime) -> None:
        """Somebody who has no business with it leaves it to others: rules decide, not the script."""
        with suppress(Refusal, LookupError):
            act(card, at)


class Climbing(Told):
    """Late parts are reminded of; what is not answered goes up; one unit is listed by a leader, and published."""

    def plan(self, life: Life) -> None:
        for days, rung in (
            (24, Rung.REMINDER),
            (17, Rung.SECTION),
            (12, Rung.HEAD),
            (6, Rung.LISTED),
            (2, Rung.REMINDER),
        ):
            life.after(self.now - timedelta(days=days), 120, partial(self.issue, rung))
        for days in (22, 15, 9, 5):
            life.after(self.now - timedelta(days=days), 60, self.reply)
        for days in (21, 13, 8, 4):
            life.after(self.now - timedelta(days=days), 200, self.check)
        for days in (18, 11, 3):
            life.after(self.now - timedelta(days=days), 150, self.escalate)

    def issue(self, rung: Rung, at: datetime) -> None:
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
            if rung == Rung.LISTED:
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

    def escalate(self, at: datetime) -> None:
        for one in (
            Supervision.objects.filter(state=SupervisionState.ISSUED)
            .select_related("office")
            .order_by("id")[:3]
        ):
            try:
                actions.escalate_supervision(
                    supervision=one, by=self.office(Role.OFFICE), at=at, demand="到期没有报告，升级督办。"
                )
            except Refusal:
                continue

    def _late(self, rung: Rung) -> list[tuple[Office, list[Case]]]:
        """Whoever has parts late, the most first: sections on the lower rungs, their units on the upper ones."""
        late = Incident.objects.filter(
            kind="LATE", subject_kind="case", until=None, counts=True, verb__contains="handle"
        )
        rows = list(late.values_list("office_id", "unit_id", "subject_id"))
        by_office: dict[int, list[int]] = {}
        for section, unit, case in rows:
            by_office.setdefault(unit if rung in (Rung.HEAD, Rung.LISTED) else section, []).append(case)
        found = []
        for office in Office.objects.filter(pk__in=by_office).exclude(
            body_kind__in=sorted(ASKED_NOT_ORDERED)
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


class Telling(Told):
    """An interview with the head of a supervised unit, and a circular about cards in force."""

    def plan(self, life: Life) -> None:
        life.after(self.now - timedelta(days=10), 100, self.arrange)
        life.after(self.now - timedelta(days=7), 100, self.hold)
        life.after(self.now - timedelta(days=3), 60, self.tell)

    def arrange(self, at: datetime) -> None:
        one = (
            Supervision.objects.filter(rung__in=[Rung.HEAD, Rung.SECTION])
            .select_related("unit")
            .order_by("-id")
            .first()
        )
        if one is None or not self.world.hands(one.unit_id, Role.UNIT_HEAD):
            return
        person, _ = self.world.hands(one.unit_id, Role.UNIT_HEAD)[0]
        actions.arrange_interview(
            by=self.office(Role.OFFICE),
            at=at,
            unit=one.unit,
            person=person,
            title="连续两个月超期未改善",
            planned_at=at + timedelta(days=3),
            place="市民之家三楼会议室",
            supervision=one,
        )

    def hold(self, at: datetime) -> None:
        for one in Interview.objects.filter(state=InterviewState.ARRANGED).select_related(
            "office", "unit", "person"
        ):
            leader = self.office(Role.LEADER)
            actions.record_minutes(
                interview=one,
                by=leader,
                at=at,
                present="市领导、双优化办和单位负责人",
                minutes="指出近两个月超期件集中在两个科室，要求主要负责人每周调度一次。",
                promises="本月底前清零，建立临期提醒，超期件由分管负责人签字说明。",
            )
            one.refresh_from_db()
            actions.confirm_interview(
                interview=one, by=self.world.actor(one.unit_id, Role.UNIT_HEAD), at=at + timedelta(hours=2)
            )

    def tell(self, at: datetime) -> None:
        cards = list(
            Card.objects.filter(state=CardState.EFFECTIVE).exclude(ground="retaliation").order_by("id")[:5]
        )
        if not cards:
            return
        circular = actions.draft_circular(
            by=self.office(Role.OFFICE),
            at=at,
            title="关于近期超期办理情况的通报",
            text="近期少数科室超期较多。请各单位对照检查，临期件提前调度，办不了的及时说明并向上反映。",
            cards=cards,
        )
        circular = actions.ask_circular(circular=circular, by=self.office(Role.OFFICE), at=at)
        leader = self.office(Role.LEADER)
        circular = actions.decide_circular(circular=circular, by=leader, at=at, granted=True, answer="同意。")
        actions.publish_circular(circular=Circular.objects.get(pk=circular.pk), by=leader, at=at)
