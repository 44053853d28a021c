"""Who may do what, when: every verb of every noun × every member of the cast × every situation, compared with recorded data.

Run with `BIHUAN_RECORD=1` to record anew; the difference is what a reviewer reads.
"""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

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

RECORDED = Path(__file__).with_name("matrix.yaml")
JOB = Actor.calendar("services")
PHONE = "13812345678"
NOUNS = {
    "item": (gates.items_visible_to, facts.item_facts),
    "joint": (lambda actor: Joint.objects.all(), matters.joint_facts),  # public
    "matter": (matters.matters_visible_to, matters.matter_facts),
    "task": (matters.tasks_visible_to, matters.task_facts),
    "handling": (rating.handlings_visible_to, rating.handling_facts),
    "rating": (rating.ratings_visible_to, rating.rating_facts),
}


class Situations:
    """One world; each situation is reached from the one before it."""

    def __init__(self, city: City) -> None:
        self.city, self.at = city, MONDAY_MORNING
        self.found: dict[str, dict[str, str]] = {}

    def later(self, **delta: float) -> datetime:
        self.at += timedelta(**(delta or {"minutes": 10}))
        return self.at

    def do(self, action: Any, who: str | Actor, **inputs: Any) -> Any:
        by = who if isinstance(who, Actor) else self.city.actor(who, at=self.at)
        return action(by=by, at=self.later(), **inputs)

    def look(self, noun: str, name: str, thing: Any) -> None:
        """What everybody sees and may do with the thing as it stands now; `holder` holds its receipt or link."""
        thing = type(thing).objects.get(pk=thing.pk)
        visible, facts_of = NOUNS[noun]
        actors = {who: self.city.actor(who) for who in CAST}
        actors |= {"public": Actor.public(), "holder": Actor.receipt(f"{noun}:{thing.pk}")}
        seen = [who for who, actor in actors.items() if visible(actor).filter(pk=thing.pk).exists()]
        rows = {"see": " ".join(seen)}
        known = facts_of(thing)
        for verb in next(table for table in TABLES if table.noun == noun):
            may = [who for who, actor in actors.items() if verb.may(known, actor) is None]
            if may:
                rows[verb.code] = " ".join(may)
        self.found[f"{noun}, {name}: {getattr(thing, 'state', '')}".removesuffix(": ")] = rows


def test_who_may_do_what_in_every_situation_is_as_recorded(city, content):
    world = Situations(city)
    item = _catalogue(world, content)
    _ratings(world, item)
    _together(world, item)
    if os.environ.get("BIHUAN_RECORD"):
        RECORDED.write_text(
            yaml.safe_dump(world.found, allow_unicode=True, sort_keys=False, width=200), encoding="utf-8"
        )
    assert world.found == yaml.safe_load(RECORDED.read_text(encoding="utf-8"))
    _every_verb_is_open_to_somebody(world)


def _every_verb_is_open_to_somebody(world: Situations) -> None:
    """Otherwise the world above lacks a situation, or the verb can never be used."""
    for table in TABLES:
        rows = [row for name, row in world.found.items() if name.startswith(f"{table.noun},")]
        never = {verb.code for verb in table} - {code for row in rows for code in row}
        assert not never, f"{table.noun}: {never}"


def _catalogue(world: Situations, content: Any) -> Any:
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
    world.look("item", "first draft", opened)
    item = world.do(
        actions.register_item,
        "ma_li",
        unit=world.city.housing,
        task_code="T1",
        catalog_code="2",
        content=content,
        from_on=date(2026, 1, 1),
    )
    world.look("item", "in force", item)
    world.do(actions.set_step, "ma_li", item=item, name="审查", days=1)
    world.look("item", "being revised", item)
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
    world.look("item", "stopped", stopping)
    return item


def _ratings(world: Situations, item: Any) -> None:
    def handled() -> Any:
        window = world.city.housing_window
        return world.do(actions.record_handling, "wang_fang", item=item, office=window, phone=PHONE)

    def rated(level: RatingLevel) -> Any:
        handling = handled()
        holder = Actor.receipt(f"handling:{handling.pk}")
        return world.do(actions.rate_handling, holder, handling=handling, level=level)

    handling = handled()
    world.look("handling", "not rated", handling)
    good = rated(RatingLevel.GOOD)
    world.look("handling", "rated", good.handling)
    world.look("rating", "content", good)
    bad = rated(RatingLevel.BAD)
    world.look("rating", "bad", bad)
    world.do(actions.verify_rating, "zhao_min", rating=bad, found=Found.TRUE, finding="属实。")
    world.look("rating", "found true", bad)
    world.do(actions.doubt_rating, "zhao_min", rating=bad, doubt="疑似。")
    world.look("rating", "doubted", bad)
    world.do(actions.decide_malice, "zheng_kai", rating=bad, malicious=False, finding="正常评价。")
    world.look("rating", "honest", bad)
    Case.objects.filter(pk=bad.case_id).update(state=State.CLOSED, ended_at=world.later())
    close_ratings(JOB, world.later())
    world.look("rating", "asked", bad)
    malicious = rated(RatingLevel.VERY_BAD)
    world.do(actions.doubt_rating, "zheng_kai", rating=malicious, doubt="一天评了二十个窗口。")
    world.do(actions.decide_malice, "han_xue", rating=malicious, malicious=True, finding="是恶意。")
    world.look("rating", "malicious", malicious)


def _together(world: Situations, item: Any) -> None:
    """Housing first, the streets bureau after it."""
    city = world.city
    joint = world.do(
        actions.define_joint, "zhao_min", code="CARD", name="一起办", window=city.housing_window, days="3 wd"
    )
    first = {"name": "发证", "office": city.housing, "item": item}
    second = {"name": "改户", "office": city.streets, "after": "1"}
    for part in (first, second):
        world.do(actions.add_part, "zhao_min", joint=joint, **part)
    world.look("joint", "offered", joint)
    _rejected(world, joint)
    matter = _submitted(world, joint)
    world.look("matter", "submitted", matter)
    world.look("task", "waiting", matter.tasks.get(part__place=2))
    world.do(actions.ask_more, "wang_fang", matter=matter, said="缺申请表。")
    world.look("matter", "incomplete", matter)
    world.do(actions.receive_papers, "wang_fang", matter=matter, papers="全部")
    world.look("matter", "complete", matter)
    world.do(actions.accept_matter, "wang_fang", matter=matter)
    world.look("matter", "running", matter)
    for place in (1, 2):
        task = matter.tasks.get(part__place=place)
        assert task.state == TaskState.OPEN
        world.look("task", f"open {place}", task)
        world.do(
            actions.finish_task, "director_chen" if place == 1 else "deng_bo", task=task, result="办好了。"
        )
        world.look("task", f"done {place}", task)
    world.look("matter", "done", matter)
    world.do(actions.close_joint, "zhao_min", joint=joint)
    world.look("joint", "closed", joint)


def _submitted(world: Situations, joint: Joint) -> Matter:
    given = {"joint": joint, "name": "张三", "phone": PHONE, "answers": {}}
    return world.do(actions.submit_matter, Actor.public(), **given)


def _rejected(world: Situations, joint: Joint) -> None:
    matter = _submitted(world, joint)
    world.do(actions.reject_matter, "wang_fang", matter=matter, said="不在本市参保，请到参保地办。")
    world.look("matter", "rejected", matter)
    world.look("task", "dropped", matter.tasks.get(part__place=1))
