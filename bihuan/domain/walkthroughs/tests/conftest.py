from datetime import date, timedelta

import pytest
from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import Grade, Role
from bihuan.domain.services import actions as services
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.models import Roster, Sitting
from bihuan.domain.walkthroughs.tests.parts import CONTENT, Desk
from bihuan.testing.city import City, seat


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
def next_monday(desk) -> date:
    today = localtime(desk.at).date()
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def roster(desk, next_monday) -> Roster:
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
def active(desk, roster) -> Roster:
    """In force: planned, sent up, signed."""
    for action, who, inputs in (
        (actions.plan_roster, "ma_li", {}),
        (actions.ask_roster, "ma_li", {}),
        (actions.decide_roster, "director_chen", {"granted": True}),
    ):
        roster = desk.do(action, roster, who, **inputs)
    return roster


@pytest.fixture
def sitting(desk) -> Sitting:
    """The director of housing sits at the window, wang_fang writes with him."""
    return desk.make(
        actions.start_sitting,
        "director_chen",
        window=desk.city.housing_window,
        companion=desk.city.person("wang_fang"),
    )


@pytest.fixture
def item(desk):
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
def walk(desk, item):
    return desk.make(actions.start_walk, "director_chen", item=item)
