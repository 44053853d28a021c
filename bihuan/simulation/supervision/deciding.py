"""Cards: people decide about what the rules propose, serve, answer, appeal, judge."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, CardState, Decision, Service
from bihuan.domain.supervision.models import Card
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import LEFT_OPEN, Told


class Deciding(Told):
    """Every working morning somebody looks at what the rules propose, and at what was appealed."""

    def __init__(self, world: World, now: datetime, *, mornings: int) -> None:
        super().__init__(world, now)
        self.mornings = mornings

    def plan(self, life: Life) -> None:
        for days in range(self.mornings, 0, -1):
            life.after(self.now - timedelta(days=days), 90, self.morning)
        life.after(self.now - LEFT_OPEN, 120, self.last_morning)

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

    def last_morning(self, at: datetime) -> None:
        """Two are decided and wait to be served."""
        for card in self._some(CardState.PROPOSED, 2):
            self._try(self.issue, card, at)

    def decide(self, card: Card, at: datetime) -> None:
        if self.world.rng.random() < 0.25:
            reasons = "属于先行先试中的无意过失，容错免责，已当面提醒。"
            actions.dismiss_card(card=card, by=self._decider(card), at=at, reasons=reasons)
        else:
            self.issue(card, at)

    def issue(self, card: Card, at: datetime) -> None:
        reasons = "逐件核对日志，情况属实，没有可以免责的情形。"
        actions.issue_card(card=card, by=self._decider(card), at=at, reasons=reasons)

    def _decider(self, card: Card) -> Actor:
        """Of the office's own lateness a leader decides."""
        role = Role.LEADER if card.section_id == card.office.desk_id else Role.CHECKER
        return self.world.actor(card.office_id, role)

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
        by = self.world.actor(card.judge_id or card.office_id, Role.LEADER)
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
