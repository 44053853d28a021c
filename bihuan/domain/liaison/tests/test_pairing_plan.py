"""结对方案: a preview that says what changes, why and at what price; what is activated is what was previewed."""

import random
from collections import Counter

import pytest

from bihuan.domain.enterprises.choices import AboveScaleKind
from bihuan.domain.enterprises.models import AboveScale, Enterprise
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import PairingEnd, PlanState, RowKind, Scope, Stage
from bihuan.domain.liaison.jobs import activate_plans, pass_on_pairings
from bihuan.domain.liaison.models import Conflict, Pairing, PairingPlan
from bihuan.domain.liaison.queries import pairing_of, steward_of
from bihuan.domain.organisations.actions import leave_post
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import open_approval
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.testing.city import seat
from bihuan.testing.refusals import refused

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
    assert (plan.ended_at, plan.activated_at) == (keeping.loop.at, None)
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


class TestTakenBack:
    def test_whoever_asked_takes_it_back_and_nobody_owes_a_decision(self, keeping, plan):
        plan = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=plan, reason="年度结对。")
        city = keeping.loop.city
        city.people["qian"], city.posts["qian"] = seat(
            username="qian", name="钱某", office=city.city, title="派单员", roles=[Role.OFFICE]
        )
        with refused("not_your_request"):
            keeping.do(actions.discard_plan, "qian", pairing_plan=plan)
        plan = keeping.do(actions.discard_plan, "zhao_min", pairing_plan=plan)
        assert plan.state == PlanState.DISCARDED
        assert open_approval(plan.subject, kind="pairing_plan") is None
        assert not Duty.objects.filter(subject_kind="pairing_plan", subject_id=plan.pk, done_at=None).exists()
        with refused("nothing_asked"):
            keeping.do(actions.decide_plan, "han_xue", pairing_plan=plan, granted=True)

    def test_one_that_was_refused_from_the_queue_of_approvals_is_over(self, keeping, plan):
        plan = keeping.do(actions.ask_plan, "zhao_min", pairing_plan=plan, reason="年度结对。")
        approval = open_approval(plan.subject, kind="pairing_plan")
        decide = kind_of("pairing_plan").decide
        decide(
            approval=approval,
            by=keeping.by("han_xue"),
            at=keeping.loop.later(),
            granted=False,
            answer="缺人太多。",
        )
        plan.refresh_from_db()
        assert plan.state == PlanState.REFUSED
        assert activate_plans(CALENDAR, keeping.loop.later()).done == 0 and not Pairing.objects.exists()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_previewed_row_is_what_stands_afterwards(keeping, seed):
    """A city of any shape: after activation each firm has exactly the steward of its row, nobody more than the capacity, nobody in conflict."""
    rng, city = random.Random(seed), keeping.loop.city
    cadres = [
        seat(
            username=f"cadre_{place}",
            name=f"干部{place}",
            office=rng.choice([city.housing_market, city.county_roads_section, city.town]),
            title="包联干部",
            roles=[Role.STEWARD],
        )[0]
        for place in range(5)
    ]
    firms = [
        Enterprise.objects.create(
            name=f"企业{place}", region=city.regions[rng.choice(["city", "county"])], industry="C34"
        )
        for place in range(14)
    ]
    AboveScale.objects.bulk_create(
        AboveScale(enterprise=firm, kind=AboveScaleKind.INDUSTRY, year=2026) for firm in firms
    )
    conflicts = {(rng.choice(cadres).pk, rng.choice(firms).pk) for _ in range(10)}
    Conflict.objects.bulk_create(
        Conflict(person_id=person, enterprise_id=firm, kind="KIN", declared_at=keeping.loop.at)
        for person, firm in conflicts
    )
    keeping.pair()
    plan = make(keeping)
    shown = {row.enterprise_id: row.steward_id for row in plan.rows.all()}
    assert set(shown) == {keeping.firm.pk, *(firm.pk for firm in firms)}
    plan = activate(keeping, plan)
    assert plan.state == PlanState.ACTIVATED and not plan.rows.exclude(skipped="").exists()
    held = Pairing.objects.filter(ended_on=None)
    stands = dict(held.values_list("enterprise", "steward"))
    assert held.count() == len(stands) and stands == {firm: one for firm, one in shown.items() if one}
    assert not conflicts & {(steward, firm) for firm, steward in stands.items()}
    levels = {
        pairing.steward_id: pairing.post.office.level for pairing in held.select_related("post__office")
    }
    most = {"CITY": 3, "COUNTY": 2, "TOWN": 2}
    assert all(n <= most[levels[pk]] for pk, n in Counter(stands.values()).items())
    assert plan.short == sum(1 for one in shown.values() if one is None)
