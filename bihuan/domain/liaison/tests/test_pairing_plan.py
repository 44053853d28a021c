"""结对方案: a preview that says what changes, why and at what price; what is activated is what was previewed."""

import pytest

from bihuan.domain.enterprises.models import AboveScale
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import PairingEnd, PlanState, RowKind, Scope, Stage
from bihuan.domain.liaison.jobs import activate_plans, pass_on_pairings
from bihuan.domain.liaison.models import Pairing, PairingPlan
from bihuan.domain.liaison.queries import pairing_of, steward_of
from bihuan.domain.liaison.tests.parts import refused
from bihuan.domain.organisations.actions import leave_post
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty

CALENDAR = Actor.calendar("test")


@pytest.fixture
def plan(keeping):
    return make(keeping)


def make(keeping, **inputs):
    return keeping.do(actions.make_plan, "zhao_min", office=keeping.loop.city.city, year=2026, **inputs)


def activate(keeping, plan):
    plan = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=plan, reason="年度结对。")
    plan = keeping.do(actions.decide_plan, "han_xue", pairing_plan=plan, granted=True)
    activate_plans(CALENDAR, keeping.loop.later())
    plan.refresh_from_db()
    return plan


def test_every_above_scale_firm_gets_exactly_one_steward(keeping, plan):
    (row,) = plan.rows.all()
    assert (row.enterprise, row.kind, row.scope) == (keeping.firm, RowKind.NEW, Scope.ABOVE_SCALE)
    assert (plan.firms, plan.stewards, plan.new, plan.short) == (1, 2, 1, 0)
    assert row.why == {"area": 20, "expertise": 30, "change": 0, "load": 0}
    assert not Pairing.objects.exists()
    plan = activate(keeping, plan)
    assert plan.state == PlanState.ACTIVATED
    pairing = pairing_of(keeping.firm, on=day_of(keeping.loop.at))
    assert (pairing.steward, pairing.plan) == (row.steward, plan)


def test_a_firm_just_entering_the_scale_and_a_big_project_under_construction_are_in(keeping):
    xinyuan = keeping.firms["xinyuan"]
    project = keeping.do(
        actions.open_project, "song_na", enterprise=xinyuan, name="预制菜中央厨房", is_big=True
    )
    AboveScale.objects.filter(enterprise=keeping.firm).exclude(year=2026).delete()
    plan = make(keeping)
    scopes = dict(plan.rows.values_list("enterprise__name", "scope"))
    assert scopes == {keeping.firm.name: Scope.ENTERING, xinyuan.name: Scope.PROJECT}
    for stage in (Stage.LANDED, Stage.BUILT, Stage.IN_PRODUCTION):
        project = keeping.do(
            actions.reach_stage, "song_na", project=project, stage=stage, reached_on=day_of(keeping.loop.at)
        )
    assert make(keeping).firms == 1


def test_it_says_what_stability_costs(keeping):
    keeping.pair("zhou_jie")
    fan_lei = keeping.loop.city.person("fan_lei")
    keeping.do(actions.record_expertise, "fan_lei", person=fan_lei, industries="C34")
    plan = make(keeping)
    assert (plan.kept, plan.changed, plan.mismatch) == (1, 0, 50)
    assert (plan.free_changed, plan.free_mismatch) == (1, 20)
    eager = make(keeping, stability=10)
    assert (eager.changed, eager.rows.get().why["change"]) == (1, 10)


def test_what_is_activated_is_what_was_previewed(keeping, plan):
    plan = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=plan, reason="年度结对。")
    keeping.pair("fan_lei")
    with refused("plan_stale"):
        keeping.do(actions.decide_plan, "han_xue", pairing_plan=plan, granted=True)
    assert (
        keeping.do(actions.decide_plan, "han_xue", pairing_plan=plan, granted=False, answer="重做。").state
        == PlanState.REFUSED
    )
    changed = make(keeping)
    changed = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=changed, reason="年度结对。")
    changed.rows.update(kind=RowKind.OUT)
    with refused("plan_stale"):
        keeping.do(actions.decide_plan, "han_xue", pairing_plan=changed, granted=True)


def test_a_firm_that_was_moved_meanwhile_is_left_alone_and_named(keeping, plan):
    plan = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=plan, reason="年度结对。")
    plan = keeping.do(actions.decide_plan, "han_xue", pairing_plan=plan, granted=True)
    assert plan.state == PlanState.ACTIVATING
    mine = keeping.pair("fan_lei")
    activate_plans(CALENDAR, keeping.loop.later())
    assert plan.rows.get().skipped == "启用前已另行调整"
    assert pairing_of(keeping.firm, on=day_of(keeping.loop.at)) == mine
    activate_plans(CALENDAR, keeping.loop.later())
    assert PairingPlan.objects.get(pk=plan.pk).state == PlanState.ACTIVATED


def test_a_firm_that_left_the_scope_is_released(keeping):
    keeping.pair()
    AboveScale.objects.all().delete()
    plan = make(keeping)
    assert plan.rows.get().kind == RowKind.OUT
    activate(keeping, plan)
    assert Pairing.objects.get().ended_why == PairingEnd.OUT


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("zhao_min", "same_hand"),
        ("li_qiang", "not_your_office"),
        ("song_na", "not_your_office"),
        ("zheng_kai", "not_your_role"),
    ],
)
def test_activation_takes_another_hand_at_the_office(keeping, plan, who, code):
    plan = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=plan, reason="年度结对。")
    with refused(code):
        keeping.do(actions.decide_plan, who, pairing_plan=plan, granted=True)


def test_one_that_nobody_wants_is_discarded(keeping, plan):
    plan = keeping.do(actions.discard_plan, "zhao_min", pairing_plan=plan)
    with refused("wrong_state"):
        keeping.do(actions.ask_plan, "zhao_min", pairing_plan=plan, reason="x")


class TestACadreLeaves:
    def leave(self, keeping, heir):
        city = keeping.loop.city
        leave_post(
            person=city.person("zhou_jie"),
            by=keeping.loop.actor("xie_min"),
            at=keeping.loop.later(),
            post=city.posts["zhou_jie"],
            to_on=day_of(keeping.loop.at),
            hand_over_to=city.person(heir),
        )

    def test_the_firm_goes_to_whoever_took_over(self, keeping):
        keeping.pair()
        self.leave(keeping, "fan_lei")
        tomorrow = keeping.loop.at.replace(day=keeping.loop.at.day + 2)
        report = pass_on_pairings(CALENDAR, tomorrow)
        assert report.done == 1
        assert steward_of(keeping.firm, day_of(tomorrow)).name == "范磊"
        assert pass_on_pairings(CALENDAR, tomorrow).done == 0

    def test_else_the_office_owes_another_one(self, keeping):
        need_steward = keeping.pair()
        need = keeping.need()
        self.leave(keeping, "tang_yue")
        tomorrow = keeping.loop.at.replace(day=keeping.loop.at.day + 2)
        pass_on_pairings(CALENDAR, tomorrow)
        assert steward_of(keeping.firm, day_of(tomorrow)) is None
        duty = Duty.objects.get(
            subject_kind="pairing", subject_id=need_steward.pk, verb="appoint", done_at=None
        )
        assert duty.holder == keeping.loop.city.city.key
        keeping.loop.at = tomorrow
        keeping.pair("fan_lei")
        need.refresh_from_db(), duty.refresh_from_db()
        assert need.steward == keeping.loop.city.person("fan_lei") and duty.done_at
