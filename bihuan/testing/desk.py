"""Directors at the window and on the path, ready for a verb: the cast at a desk, a roster drafted and in force, an open sitting, an item and an
open walk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import Grade, Role
from bihuan.domain.services import actions as services
from bihuan.domain.services.models import Item
from bihuan.domain.services.rules.content import MaterialContent
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind
from bihuan.domain.walkthroughs.models import Roster, Sitting, Walk
from bihuan.kernel.access import Actor
from bihuan.testing.city import MONDAY_MORNING, City, seat
from bihuan.testing.permits import PERMIT

T = TypeVar("T")

CONTENT = replace(
    PERMIT,
    high_frequency=True,
    materials=(*PERMIT.materials, MaterialContent("户籍证明")),
    windows=(),
)


class Desk:
    """The cast at work; time passes with every step."""

    def __init__(self, city: City, *, at: datetime = MONDAY_MORNING) -> None:
        self.city, self.at = city, at

    def actor(self, name: str) -> Actor:
        return self.city.actor(name, at=self.at)

    def later(self, **delta: float) -> datetime:
        self.at += timedelta(**(delta or {"minutes": 10}))
        return self.at

    def make(self, action: Callable[..., T], who: str, **inputs: Any) -> T:
        return action(by=self.actor(who), at=self.later(), **inputs)

    def do(self, action: Callable[..., T], thing: Any, who: str, **inputs: Any) -> T:
        """The thing as it is afterwards."""
        return action(**{str(thing.noun): thing}, by=self.actor(who), at=self.later(), **inputs)


def find(desk: Desk, walk: Walk, who: str = "director_chen", **more: Any) -> Walk:
    """A needless material, found on a walk."""
    given = {"kind": FindingKind.MATERIALS, "content": "户籍证明没有用处。", "saves_materials": 1}
    return desk.do(actions.find_on_walk, walk, who, **given | more)


@pytest.fixture
def desk(city: City) -> Desk:
    """The cast with two more deputies, so that three lead the housing bureau."""
    for place, name in enumerate(("谭副局长", "魏副局长"), start=2):
        person, post = seat(
            username=f"deputy{place}",
            name=name,
            office=city.housing,
            title=f"副局长{place}",
            roles=[Role.UNIT_DEPUTY],
            grade=Grade.UNIT_DEPUTY,
        )
        city.people[f"deputy{place}"], city.posts[f"deputy{place}"] = person, post
    return Desk(city)


@pytest.fixture
def next_monday(desk: Desk) -> date:
    today = localtime(desk.at).date()
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def roster(desk: Desk, next_monday: date) -> Roster:
    """The housing bureau's leadership at its own window and the streets bureau's, eight weeks, a week between two turns."""
    roster = desk.make(
        actions.draft_roster,
        "ma_li",
        unit=desk.city.housing,
        title="住建局班子坐窗口",
        from_on=next_monday,
        weeks=8,
        gap=0,
        is_public=True,
    )
    roster = desk.do(actions.add_leaders, roster, "ma_li", units=[desk.city.housing])
    roster = desk.do(actions.add_window, roster, "ma_li", window=desk.city.housing_window)
    return desk.do(actions.add_window, roster, "ma_li", window=desk.city.streets_window, weekday=4)


@pytest.fixture
def active(desk: Desk, roster: Roster) -> Roster:
    """In force: planned, sent up, signed."""
    for action, who, inputs in (
        (actions.plan_roster, "ma_li", {}),
        (actions.ask_roster, "ma_li", {}),
        (actions.decide_roster, "director_chen", {"granted": True}),
    ):
        roster = desk.do(action, roster, who, **inputs)
    return roster


@pytest.fixture
def sitting(desk: Desk) -> Sitting:
    """The director of housing sits at the window, wang_fang writes with him."""
    return desk.make(
        actions.start_sitting,
        "director_chen",
        window=desk.city.housing_window,
        companion=desk.city.person("wang_fang"),
    )


@pytest.fixture
def item(desk: Desk) -> Item:
    return desk.make(
        services.register_item,
        "ma_li",
        unit=desk.city.housing,
        task_code="11421000011345678A4000115001000",
        catalog_code="000115001000",
        content=CONTENT,
        from_on=date(2026, 1, 1),
        document="荆建发〔2026〕1号",
    )


@pytest.fixture
def walk(desk: Desk, item: Item) -> Walk:
    return desk.make(actions.start_walk, "director_chen", item=item)
