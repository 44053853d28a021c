"""The world of 十问十帮 made ready: a firm with its contact and its steward, visits and needs at each step."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.enterprises.models import Contact
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.models import Help, Need, Pairing, Visit
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.identifiers import phone_digest
from bihuan.kernel.refusals import Refusal
from bihuan.testing.cases import Loop
from bihuan.testing.firms import make_firms


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is inside is refused for this reason."""
    with pytest.raises(Refusal) as said:
        yield
    assert said.value.code == code, said.value


class Keeping:
    """周洁 keeps 恒达 company; `do(action, who, …)` an hour later each."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.firms = make_firms(loop.city)
        self.firm = self.firms["hengda"]
        Contact.objects.create(
            enterprise=self.firm,
            name="钱经理",
            role=ContactRole.LIAISON,
            phone="13800001111",
            phone_hash=phone_digest("13800001111"),
        )
        actions.load_shipped_edition(by=Actor.calendar("test"), at=loop.at)

    def speaks(self, name: str = "hengda") -> Actor:
        """A verified contact of a firm."""
        key = f"enterprise:{self.firms[name].pk}"
        return Actor(kind=ActorKind.RECEIPT, face="portal", keys=frozenset({key}))

    def by(self, who: str) -> Actor:
        return self.speaks() if who == "firm" else self.loop.actor(who)

    def do(self, action: Any, who: str, **inputs: Any) -> Any:
        return action(by=self.by(who), at=self.loop.later(), **inputs)

    def pair(self, who: str = "zhou_jie") -> Pairing:
        steward = self.loop.city.person(who)
        found: Pairing = self.do(actions.pair_by_hand, "zhao_min", enterprise=self.firm, steward=steward)
        return found

    def planned(self, who: str = "zhou_jie", **inputs: Any) -> Visit:
        inputs.setdefault("planned_for", self.loop.at + timedelta(days=2))
        inputs.setdefault("enterprise", self.firm)
        found: Visit = self.do(actions.plan_visit, who, **inputs)
        return found

    def announced(self, **inputs: Any) -> Visit:
        found: Visit = self.do(actions.announce_visit, "zhou_jie", visit=self.planned(**inputs))
        return found

    def need(self, who: str = "zhou_jie", **inputs: Any) -> Need:
        inputs.setdefault("aspect", "CASH_FLOW")
        inputs.setdefault("content", "贷款下月到期，还缺三百万元周转。")
        found: Need = self.do(actions.raise_need, who, enterprise=self.firm, **inputs)
        return found

    def help(self, **inputs: Any) -> Help:
        inputs.setdefault("name", "过桥资金")
        inputs.setdefault("aspect", "CASH_FLOW")
        found: Help = self.do(
            actions.add_help,
            "zhao_min",
            measure="到期贷款先由应急转贷资金垫付。",
            provider=self.loop.city.housing,
            document="荆政办发〔2022〕3号",
            **inputs,
        )
        return found
