"""The world of 十问十帮 made ready: a firm with its contact and its steward, visits and needs at each step."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.enterprises.models import Contact
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.models import Help, Need, Pairing, Visit
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.identifiers import phone_digest
from bihuan.testing.cases import Loop
from bihuan.testing.city import seat
from bihuan.testing.firms import make_firms


class Keeping:
    """周洁 keeps 恒达 company, 范磊 could; `do(action, who, …)` an hour later each."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.firms = make_firms(loop.city)
        self.firm = self.firms["hengda"]
        city = loop.city
        city.people["fan_lei"], city.posts["fan_lei"] = seat(
            username="fan_lei",
            name="范磊",
            office=city.housing_market,
            title="包联干部",
            roles=[Role.STEWARD],
        )
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


@pytest.fixture
def keeping(loop: Loop) -> Keeping:
    """The liaison's small world, in a test whose `loop` says when and where."""
    return Keeping(loop)
