"""Remedies made ready for a verb."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localtime

from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import Cause
from bihuan.domain.remedies.models import Order
from bihuan.testing.cases import Loop


class Rectifying:
    """Walks an order to rectify the city management bureau along its path: `until("verify")` is an order for which that is next."""

    STEPS = (
        "issue",
        "add_measure",
        "submit_plan",
        "establish_measure",
        "record_redress",
        "finish_redress",
        "start_trial",
        "record_reading",
        "request_verification",
        "verify",
        "relapse",
    )

    def __init__(self, loop: Loop, proof: Callable[..., list[Any]]) -> None:
        self.loop, self.proof = loop, proof

    def do(self, action: Callable[..., Order], order: Order, who: str, **inputs: Any) -> Order:
        return action(order=order, by=self.loop.actor(who), at=self.loop.later(), **inputs)

    def until(self, verb: str) -> Order:
        order = self.issue()
        for step in self.STEPS[1 : self.STEPS.index(verb)]:
            order = self.step(step, order)
        return order

    def issue(self, **given: Any) -> Order:
        loop = self.loop
        given.setdefault("cases", [loop.until("dispatch")])
        given.setdefault("unit", loop.city.streets)
        given.setdefault("redress_required", True)
        return actions.issue_order(
            by=loop.actor("zhao_min"),
            at=loop.later(),
            title="拖车收费",
            cause=Cause.MECHANISM,
            found="拖车公司向司机收费。",
            root="费用由司机承担，没有预算保障。",
            **given,
        )

    def step(self, step: str, order: Order) -> Order:
        today = localtime(self.loop.at).date()
        soon = today + timedelta(days=10)
        ways: dict[str, tuple[Callable[..., Order], str, dict[str, Any]]] = {
            "add_measure": (
                actions.add_measure,
                "xu_hui",
                {"rule": "非必要一律不拖车", "office": self.loop.city.streets_enforcement, "due_on": soon},
            ),
            "submit_plan": (actions.submit_plan, "xu_hui", {"plan": "先停收费，再定规则，后退费。"}),
            "establish_measure": (
                actions.establish_measure,
                "luo_jun",
                {"place": 1, "document": "荆城管〔2026〕8号"},
            ),
            "record_redress": (
                actions.record_redress,
                "xu_hui",
                {"persons": 3, "amount_fen": 90000, "account": "逐人退费。"},
            ),
            "finish_redress": (actions.finish_redress, "xu_hui", {"statement": "按收费台账逐笔核对。"}),
            "start_trial": (
                actions.start_trial,
                "xu_hui",
                {"counted": "免费拖车次数", "target": 50, "to_on": soon},
            ),
            "record_reading": (actions.record_reading, "xu_hui", {"on": today, "number": 50}),
            "request_verification": (actions.request_verification, "xu_hui", {}),
            "verify": (actions.verify_order, "zheng_kai", {"opinion": "抽查十次，均未收费。"}),
        }
        action, who, inputs = ways[step]
        if step == "record_redress":
            inputs = inputs | {"evidence": self.proof(who)}
        return self.do(action, order, who, **inputs)
