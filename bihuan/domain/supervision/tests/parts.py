"""Cards and 督办单 made ready for a verb."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bihuan.domain.cases.models import Case
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, Rung, Service
from bihuan.domain.supervision.jobs import end_appeals, propose_cards, read_journal
from bihuan.domain.supervision.models import Card, Supervision
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.alerts import alert_due_duties
from bihuan.testing.cases import Loop

CALENDAR = Actor.calendar("supervision")


class Supervising:
    """Lets a section lapse and follows what comes of it: `card("appeal")` is a card for which that is next."""

    STEPS = ("propose", "issue", "serve", "answer", "appeal", "decide")

    def __init__(self, loop: Loop) -> None:
        self.loop = loop

    def lapse(self, *, days: int = 30, complete: bool = True) -> Case:
        """A case whose section let its date pass by so many days; then it hands in its result, and its head signs."""
        case = self.loop.until("complete")
        self.loop.later(days=days)
        self.tick()
        if complete:
            for step in ("complete", "endorse"):
                case = self.loop.step(step, case)
        return case

    def tick(self) -> None:
        """The calendar's round: lights, then what was read."""
        at = self.loop.later(minutes=1)
        alert_due_duties(by=CALENDAR, at=at)
        while read_journal(CALENDAR, at).more:
            pass
        propose_cards(CALENDAR, at)

    def do(self, action: Callable[..., Any], thing: Any, who: str, **inputs: Any) -> Any:
        noun = "case" if isinstance(thing, Case) else str(thing.noun)
        return action(**{noun: thing}, by=self.loop.actor(who), at=self.loop.later(), **inputs)

    def card(self, verb: str = "issue") -> Card:
        """A yellow card against 建筑许可科 (grave lateness), for which this verb is the next one."""
        self.lapse()
        self.tick()
        card = Card.objects.get(section=self.loop.city.housing_permits)
        beside = {"dismiss": "issue", "lift": "serve", "publish": "appeal", "effective": "appeal"}
        upto = self.STEPS.index(beside.get(verb, verb))
        for step in self.STEPS[1:upto]:
            card = self.step(step, card)
        if verb in ("publish", "effective"):
            card = self.in_force(card)
        return card

    def step(self, step: str, card: Card) -> Card:
        ways: dict[str, tuple[Callable[..., Card], str, dict[str, Any]]] = {
            "issue": (actions.issue_card, "zheng_kai", {"reasons": "逐件核对属实，不适用容错免责。"}),
            "serve": (actions.serve_card, "zhao_min", {"service": Service.HAND}),
            "answer": (actions.answer_card, "gao_feng", {"answer": "人手不足，已调整分工。"}),
            "appeal": (
                actions.appeal_card,
                "gao_feng",
                {"ground": AppealGround.OUTAGE, "statement": "当天平台打不开。"},
            ),
        }
        action, who, inputs = ways[step]
        return self.do(action, card, who, **inputs)

    def in_force(self, card: Card) -> Card:
        """The appeal period passed."""
        assert card.appeal_until is not None
        self.loop.at = card.appeal_until + timedelta(minutes=1)
        end_appeals(CALENDAR, self.loop.at)
        card.refresh_from_db()
        return card

    def supervision(self, rung: Rung = Rung.SECTION, case: Case | None = None, **given: Any) -> Supervision:
        city = self.loop.city
        upper = rung in (Rung.HEAD, Rung.LISTED)
        given.setdefault("addressee", city.housing if upper else city.housing_permits)
        return actions.issue_supervision(
            by=self.loop.actor("zhao_min"),
            at=self.loop.later(),
            rung=rung,
            cases=[case or self.loop.until("complete")],
            title="施工围挡迟迟不改",
            demand="三日内办完，并说明原因。",
            **given,
        )

    def outage(self, from_at: datetime, to_at: datetime, *, approve: bool = True) -> Any:
        """The platform was down."""
        outage = actions.record_outage(
            by=self.loop.actor("zhao_min"),
            at=self.loop.later(),
            system="PLATFORM",
            from_at=from_at,
            to_at=to_at,
            account="机房断电，全市不能登录，有运维记录。",
        )
        return self.do(actions.approve_outage, outage, "han_xue", granted=True) if approve else outage
