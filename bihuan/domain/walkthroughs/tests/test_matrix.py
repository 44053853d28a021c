"""Who may do what with rosters, sittings, walks, findings and tasks in each of their states, as recorded in matrix.yaml."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bihuan.domain.cases.models import Case
from bihuan.domain.walkthroughs import actions, queries
from bihuan.domain.walkthroughs.jobs import owe_turns, owe_walks, show_results
from bihuan.domain.walkthroughs.models import HandlingLog, WalkTask
from bihuan.domain.walkthroughs.verbs import TABLES
from bihuan.kernel.access import Actor
from bihuan.testing.city import CAST
from bihuan.testing.desk import Desk, find
from bihuan.testing.matrix import Situations
from bihuan.testing.refusals import refused

JOB = Actor.calendar("walkthroughs")
NOUNS = {
    "roster": (queries.rosters_visible_to, queries.roster_facts),
    "sitting": (queries.sittings_visible_to, queries.sitting_facts),
    "walk": (queries.walks_visible_to, queries.walk_facts),
    "finding": (queries.findings_visible_to, queries.finding_facts),
    "walk_task": (queries.tasks_visible_to, queries.task_facts),
    "handling_log": (queries.logs_visible_to, queries.log_facts),
}


@pytest.fixture
def world(desk) -> Situations:
    return Situations(TABLES, NOUNS, lambda thing: {who: desk.actor(who) for who in CAST})


def test_who_may_do_what_in_every_situation_is_as_recorded(world, desk, roster, item):
    _window(world, desk)
    _path(world, desk, item)
    _roster(world, desk, roster)
    _log(world, desk)
    world.assert_as_recorded(Path(__file__).with_name("matrix.yaml"))
    world.assert_every_verb_is_open_to_somebody()


def _window(world: Situations, desk: Desk) -> None:
    city = desk.city
    sitting = desk.make(
        actions.start_sitting, "director_chen", window=city.housing_window, companion=city.person("wang_fang")
    )
    world.look("begun", sitting)
    world.look("doubtful", desk.do(actions.end_sitting, sitting, "director_chen", summary="一切正常。"))
    judged = desk.do(actions.judge_sitting, sitting, "zhao_min", genuine=True, reason="看过监控。")
    world.look("judged", judged)


def _path(world: Situations, desk: Desk, item: Any) -> None:
    owe_walks(JOB, desk.later())
    task = WalkTask.objects.get()
    world.look("owed", task)
    task = desk.do(actions.assign_task, task, "ma_li", person=desk.city.person("director_chen"))
    world.look("assigned", task)
    walk = desk.make(actions.start_walk, "director_chen", item=item, disguised=True)
    world.look("begun in disguise", walk)
    finding = find(desk, walk).findings.get()
    world.look("held back", finding)
    walk = desk.do(actions.end_walk, walk, "director_chen", summary="顺利。")
    world.look("doubtful", walk)
    world.look("walked", task)
    world.look("a case", finding)
    Case.objects.filter(pk=finding.case_id).update(struck_off_at=desk.later(), outcome="SOLVED")
    show_results(JOB, desk.later())
    world.look("result shown", finding)
    for rectified, name in ((False, "disputed"), (True, "confirmed")):
        said = desk.do(actions.say_rectified, finding, "director_chen", rectified=rectified, word="看过。")
        world.look(name, said)


def _roster(world: Situations, desk: Desk, roster: Any) -> None:
    world.look("draft", roster)
    world.look("planned", desk.do(actions.plan_roster, roster, "ma_li"))
    world.look("asked", desk.do(actions.ask_roster, roster, "ma_li"))
    world.look("in force", desk.do(actions.decide_roster, roster, "director_chen", granted=True))
    owe_turns(JOB, desk.later(days=6))
    world.look("turns owed", roster)
    turn = roster.plans.get().turns.filter(owed_at__isnull=False).order_by("from_at", "id")[0]
    who = next(name for name, one in desk.city.people.items() if one.pk == turn.leader.person_id)
    other = roster.leaders.exclude(pk=turn.leader_id).order_by("id")[0]
    desk.do(actions.request_change, roster, who, turn=turn, person=other.person, reason="出差。")
    world.look("change asked", roster)
    own = (
        roster.plans.get()
        .turns.filter(leader__person=desk.city.person("director_chen"))
        .order_by("from_at")[0]
    )
    desk.at = own.from_at
    owe_turns(JOB, desk.at)
    world.look("the director's day", roster)
    with refused("change_asked"):
        desk.do(actions.end_roster, roster, "ma_li")
    desk.do(actions.decide_change, roster, "director_chen", turn=turn, granted=False)
    world.look("over", desk.do(actions.end_roster, roster, "ma_li"))


def _log(world: Situations, desk: Desk) -> None:
    log = HandlingLog.objects.create(
        number="L1", unit=desk.city.housing, title="施工许可", file="x", events=2, handlings=1,
        opened_at=desk.at - timedelta(days=1),
    )  # fmt: skip
    world.look("kept", log)
    world.look("removed", desk.do(actions.remove_log, log, "ma_li"))
