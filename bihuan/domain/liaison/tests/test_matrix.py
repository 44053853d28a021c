"""Who of the cast and two firms may do what with each noun in each of its states, as recorded in matrix.yaml."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bihuan.domain.enterprises.queries import actor_of_contact
from bihuan.domain.liaison import actions, queries
from bihuan.domain.liaison.choices import Stage, VisitKind
from bihuan.domain.liaison.jobs import activate_plans
from bihuan.domain.liaison.queries import pairing_of
from bihuan.domain.liaison.queries.questions import edition_facts
from bihuan.domain.liaison.verbs import TABLES
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.testing.city import CAST
from bihuan.testing.firms import make_contacts
from bihuan.testing.keeping import Keeping
from bihuan.testing.matrix import Situations

NOUNS: dict[str, Any] = {
    "pairing": (queries.pairings_visible_to, queries.pairing_facts),
    "pairing_plan": (queries.plans_visible_to, queries.plan_facts),
    "steward_request": (queries.requests_visible_to, queries.request_facts),
    "visit": (queries.visits_visible_to, queries.visit_facts),
    "visit_promise": (queries.promises_visible_to, queries.promise_facts),
    "need": (queries.needs_visible_to, queries.need_facts),
    "help": (queries.helps_visible_to, queries.help_facts),
    "project": (queries.projects_visible_to, queries.project_facts),
}


@pytest.fixture
def world(keeping) -> Situations:
    contacts = make_contacts(keeping.loop.city, keeping.firms)

    def cast(thing: Any) -> dict[str, Actor]:
        ours = {who: keeping.loop.actor(who) for who in (*CAST, "fan_lei")}
        return ours | {f"firm:{name}": actor_of_contact(contact) for name, contact in contacts.items()}

    def editions(thing: Any, actor: Actor) -> Any:
        return edition_facts(thing, on=day_of(keeping.loop.at))

    nouns = {noun: (visible, _same(facts_of)) for noun, (visible, facts_of) in NOUNS.items()}
    nouns["question_edition"] = (queries.editions_visible_to, editions)
    return Situations(TABLES, nouns, cast)


def _same(facts_of: Any) -> Any:
    """Facts that are the same for everybody."""
    return lambda thing, actor: facts_of(thing)


def test_who_may_do_what_in_every_situation_is_as_recorded(keeping, world):
    for told in (_plan, _visit, _need, _catalogue, _project, _request):
        told(world, keeping)
    world.assert_as_recorded(Path(__file__).with_name("matrix.yaml"))
    world.assert_every_verb_is_open_to_somebody()


def _plan(world: Situations, keeping: Keeping) -> None:
    made = keeping.do(actions.make_plan, "zhao_min", office=keeping.loop.city.city, year=2026)
    world.look("made", made)
    plan = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=made, reason="年度结对。")
    world.look("asked", plan)
    plan = keeping.do(actions.decide_plan, "han_xue", pairing_plan=plan, granted=True)
    world.look("granted", plan)
    activate_plans(Actor.calendar("test"), keeping.loop.later())
    world.look("in force", plan)
    assert pairing_of(keeping.firm, on=day_of(keeping.loop.at)).steward.name == "周洁"  # what follows is hers


def _visit(world: Situations, keeping: Keeping) -> None:
    world.look("running", pairing_of(keeping.firm, on=day_of(keeping.loop.at)))
    visit = keeping.planned("zhou_jie")
    world.look("planned", visit)
    visit = keeping.do(actions.announce_visit, "zhou_jie", visit=visit)
    world.look("announced", visit)
    visit = keeping.do(actions.join_visit, "tang_yue", visit=visit)
    world.look("with another bureau", visit)
    visit = keeping.do(actions.ask_for_call, "firm", visit=visit)
    world.look("a call is asked for", visit)
    promised = [actions.Promised("问清转贷条件", (keeping.loop.at + timedelta(days=9)).date())]
    visit = keeping.do(actions.record_visit, "zhou_jie", visit=visit, summary="谈了订单。", promises=promised)
    world.look("recorded", visit)
    promise = world.look("made", visit.promises.get())
    world.look("kept", keeping.do(actions.keep_promise, "zhou_jie", visit_promise=promise, result="问清了。"))
    inspection = keeping.planned("tang_yue", kind=VisitKind.INSPECTION)
    world.look("an inspection", keeping.do(actions.announce_visit, "tang_yue", visit=inspection))


def _need(world: Situations, keeping: Keeping) -> None:
    need, help = keeping.need("zhou_jie"), keeping.help()
    world.look("raised", need)
    need = keeping.do(actions.offer_help, "zhou_jie", need=need, help=help)
    world.look("offered", need)
    need = keeping.do(actions.take_up_help, "firm", need=need, help=help, taken=True)
    world.look("taken up", need)
    need = keeping.do(actions.say_effect, "firm", need=need, help=help, effective=True)
    world.look("judged", need)
    sealed = keeping.loop.register(enterprise=keeping.firm, identity="SEALED", programme="TEN_QUESTIONS")
    by = keeping.by("liu_yang")
    world.look("sealed", actions.add_need(case=sealed, by=by, at=keeping.loop.later(), aspect="TALENT"))


def _catalogue(world: Situations, keeping: Keeping) -> None:
    help = world.look("current", keeping.help(name="续贷绿色通道"))
    world.look("ended", keeping.do(actions.end_help, "zhao_min", help=help))
    draft = keeping.do(actions.draft_edition, "zhao_min", name="十问（2027 年版）")
    draft = world.look("draft", draft)
    issued = keeping.do(
        actions.issue_edition,
        "han_xue",
        question_edition=draft,
        document="荆政办发〔2026〕9号",
        from_on=day_of(keeping.loop.at),
    )
    world.look("issued", issued)


def _project(world: Situations, keeping: Keeping) -> None:
    project = keeping.do(actions.open_project, "zhao_min", enterprise=keeping.firm, name="二期", is_big=True)
    world.look("opened", project)
    project = keeping.do(
        actions.reach_stage,
        "zhou_jie",
        project=project,
        stage=Stage.LANDED,
        reached_on=day_of(keeping.loop.at),
    )
    world.look("landed", project)
    world.look("closed", keeping.do(actions.close_project, "zhao_min", project=project))


def _request(world: Situations, keeping: Keeping) -> None:
    request = keeping.do(
        actions.request_other_steward, "firm", enterprise=keeping.firm, reason="他从来不接电话。"
    )
    world.look("asked", request)
    steward = keeping.loop.city.person("fan_lei")
    request = keeping.do(actions.grant_request, "zhao_min", steward_request=request, steward=steward)
    world.look("granted", request)
    world.look("ended", request.pairing)
