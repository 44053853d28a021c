"""Who may do what with items, joint matters, tasks, handlings and ratings in each of their states, as recorded in matrix.yaml."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.services import actions
from bihuan.domain.services.choices import Found, RatingLevel, TaskState
from bihuan.domain.services.jobs import close_ratings
from bihuan.domain.services.models import Joint, Matter
from bihuan.domain.services.queries import facts, gates, matters, rating
from bihuan.domain.services.verbs import TABLES
from bihuan.kernel.access import Actor
from bihuan.testing.city import CAST, MONDAY_MORNING, City
from bihuan.testing.matrix import Situations

JOB = Actor.calendar("services")
PHONE = "13812345678"


def _same(facts_of: Any) -> Any:
    """Facts that are the same for everybody."""
    return lambda thing, actor: facts_of(thing)


NOUNS = {
    "item": (gates.items_visible_to, _same(facts.item_facts)),
    "joint": (lambda actor: Joint.objects.all(), _same(matters.joint_facts)),  # public
    "matter": (matters.matters_visible_to, _same(matters.matter_facts)),
    "task": (matters.tasks_visible_to, _same(matters.task_facts)),
    "handling": (rating.handlings_visible_to, _same(rating.handling_facts)),
    "rating": (rating.ratings_visible_to, _same(rating.rating_facts)),
}


class Services(Situations):
    """Each situation is reached from the one before it."""

    def __init__(self, city: City) -> None:
        super().__init__(TABLES, NOUNS, self.lookers)
        self.city, self.at = city, MONDAY_MORNING

    def lookers(self, thing: Any) -> dict[str, Actor]:
        """`holder` holds its receipt or link."""
        return {who: self.city.actor(who) for who in CAST} | {"holder": Actor.receipt(str(thing.subject))}

    def later(self, **delta: float) -> datetime:
        self.at += timedelta(**(delta or {"minutes": 10}))
        return self.at

    def do(self, action: Any, who: str | Actor, **inputs: Any) -> Any:
        by = who if isinstance(who, Actor) else self.city.actor(who, at=self.at)
        return action(by=by, at=self.later(), **inputs)


@pytest.fixture
def world(city) -> Services:
    return Services(city)


def test_who_may_do_what_in_every_situation_is_as_recorded(world, content):
    item = _catalogue(world, content)
    _ratings(world, item)
    _together(world, item)
    world.assert_as_recorded(Path(__file__).with_name("matrix.yaml"))
    world.assert_every_verb_is_open_to_somebody()


def _catalogue(world: Services, content: Any) -> Any:
    """An item of which the draft is never published, and one in force that stops at the end."""
    opened = world.do(
        actions.open_item,
        "ma_li",
        unit=world.city.housing,
        task_code="NEW1",
        catalog_code="1",
        name="新事项",
        kind="PERMIT",
    )
    world.look("first draft", opened)
    item = world.do(
        actions.register_item,
        "ma_li",
        unit=world.city.housing,
        task_code="T1",
        catalog_code="2",
        content=content,
        from_on=date(2026, 1, 1),
    )
    world.look("in force", item)
    world.do(actions.set_step, "ma_li", item=item, name="审查", days=1)
    world.look("being revised", item)
    world.do(actions.discard_draft, "ma_li", item=item)
    stopping = world.do(
        actions.register_item,
        "ma_li",
        unit=world.city.housing,
        task_code="T2",
        catalog_code="3",
        content=content,
        from_on=date(2026, 1, 1),
    )
    world.do(actions.stop_item, "ma_li", item=stopping, from_on=world.at.date(), document="停1号")
    world.look("stopped", stopping)
    return item


def _ratings(world: Services, item: Any) -> None:
    def handled() -> Any:
        window = world.city.housing_window
        return world.do(actions.record_handling, "wang_fang", item=item, office=window, phone=PHONE)

    def rated(level: RatingLevel) -> Any:
        handling = handled()
        holder = Actor.receipt(f"handling:{handling.pk}")
        return world.do(actions.rate_handling, holder, handling=handling, level=level)

    handling = handled()
    world.look("not rated", handling)
    good = rated(RatingLevel.GOOD)
    world.look("rated", good.handling)
    world.look("content", good)
    bad = rated(RatingLevel.BAD)
    world.look("bad", bad)
    world.do(actions.verify_rating, "zhao_min", rating=bad, found=Found.TRUE, finding="属实。")
    world.look("found true", bad)
    world.do(actions.doubt_rating, "zhao_min", rating=bad, doubt="疑似。")
    world.look("doubted", bad)
    world.do(actions.decide_malice, "zheng_kai", rating=bad, malicious=False, finding="正常评价。")
    world.look("honest", bad)
    Case.objects.filter(pk=bad.case_id).update(state=State.CLOSED, ended_at=world.later())
    close_ratings(JOB, world.later())
    world.look("asked", bad)
    malicious = rated(RatingLevel.VERY_BAD)
    world.do(actions.doubt_rating, "zheng_kai", rating=malicious, doubt="一天评了二十个窗口。")
    world.do(actions.decide_malice, "han_xue", rating=malicious, malicious=True, finding="是恶意。")
    world.look("malicious", malicious)


def _together(world: Services, item: Any) -> None:
    """Housing first, the streets bureau after it."""
    city = world.city
    joint = world.do(
        actions.define_joint, "zhao_min", code="CARD", name="一起办", window=city.housing_window, days="3 wd"
    )
    first = {"name": "发证", "office": city.housing, "item": item}
    second = {"name": "改户", "office": city.streets, "after": "1"}
    for part in (first, second):
        world.do(actions.add_part, "zhao_min", joint=joint, **part)
    world.look("offered", joint)
    _rejected(world, joint)
    matter = _submitted(world, joint)
    world.look("submitted", matter)
    world.look("waiting", matter.tasks.get(part__place=2))
    world.do(actions.ask_more, "wang_fang", matter=matter, said="缺申请表。")
    world.look("incomplete", matter)
    world.do(actions.receive_papers, "wang_fang", matter=matter, papers="全部")
    world.look("complete", matter)
    world.do(actions.accept_matter, "wang_fang", matter=matter)
    world.look("running", matter)
    for place in (1, 2):
        task = matter.tasks.get(part__place=place)
        assert task.state == TaskState.OPEN
        world.look(f"open {place}", task)
        world.do(
            actions.finish_task, "director_chen" if place == 1 else "deng_bo", task=task, result="办好了。"
        )
        world.look(f"done {place}", task)
    world.look("done", matter)
    world.do(actions.close_joint, "zhao_min", joint=joint)
    world.look("closed", joint)


def _submitted(world: Services, joint: Joint) -> Matter:
    given = {"joint": joint, "name": "张三", "phone": PHONE, "answers": {}}
    return world.do(actions.submit_matter, Actor.public(), **given)


def _rejected(world: Services, joint: Joint) -> None:
    matter = _submitted(world, joint)
    world.do(actions.reject_matter, "wang_fang", matter=matter, said="不在本市参保，请到参保地办。")
    world.look("rejected", matter)
    world.look("dropped", matter.tasks.get(part__place=1))
