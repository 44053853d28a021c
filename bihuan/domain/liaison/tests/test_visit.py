"""走访: planned, announced, declined or turned into a call, recorded; never needless; a need in seconds; promises first."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.models import CaseParty, Reporter
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import PromiseState, VisitKind, VisitState
from bihuan.domain.liaison.models import Answer, Need, Visit
from bihuan.domain.liaison.queries import promises_open_to, visit_for, visits_announced_for, visits_visible_to
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history
from bihuan.testing.city import CAST
from bihuan.testing.refusals import refused


def record(keeping, visit, who="zhou_jie", **inputs):
    inputs.setdefault("summary", "看了车间，订单饱满。")
    return keeping.do(actions.record_visit, who, visit=visit, **inputs)


def owed(visit):
    return list(
        Duty.objects.filter(subject_kind="visit", subject_id=visit.pk, done_at=None).values_list(
            "verb", flat=True
        )
    )


def test_a_visit_raises_needs_as_cases_with_the_firm_as_reporter_and_the_steward_as_companion(keeping):
    keeping.pair()
    visit = record(
        keeping,
        keeping.announced(),
        answers={"CASH": ("是", ""), "CASH_WHY": ("缺少抵押", "只有设备"), "ORDERS": ("增加", "")},
        needs=[actions.Raised("CASH_FLOW", "缺三百万元周转。")],
        promises=[actions.Promised("问清转贷条件", (keeping.loop.at + timedelta(days=9)).date())],
    )
    need = Need.objects.select_related("case").get()
    assert (need.visit, need.aspect, need.steward.name) == (visit, "CASH_FLOW", "周洁")
    assert (need.case.programme, need.case.channel, need.case.enterprise) == (
        "TEN_QUESTIONS",
        "VISIT",
        keeping.firm,
    )
    assert Reporter.objects.get(case=need.case).name == "钱经理"
    assert CaseParty.objects.filter(
        case=need.case, holder=f"person:{need.steward_id}", role="STEWARD"
    ).exists()
    assert visit.state == VisitState.DONE and not owed(visit)
    assert list(Answer.objects.order_by("code").values_list("code", "value")) == [
        ("CASH", "是"),
        ("CASH_WHY", "缺少抵押"),
        ("ORDERS", "增加"),
    ]
    assert [e.event for e in history(visit.subject)] == ["visit.plan", "visit.announce", "visit.record"]


def test_what_the_branching_does_not_ask_is_left_out_and_what_does_not_fit_is_refused(keeping):
    keeping.pair()
    visit = record(keeping, keeping.planned(), answers={"CASH": ("否", ""), "CASH_GAP": ("300", "")})
    assert list(visit.answers.values_list("code", flat=True)) == ["CASH"]
    with refused("bad_answers"):
        record(keeping, keeping.planned(), answers={"ORDERS": ("爆棚", "")})
    with refused("bad_answers"):
        record(keeping, keeping.planned(kind=VisitKind.CALL), answers={"NONE": ("是", "")})


def test_the_month_of_coverage_begins_anew_with_a_visit_or_a_call_but_never_with_an_inspection(keeping):
    pairing = keeping.pair()
    duty = Duty.objects.get(subject_kind="pairing", verb="visit")
    keeping.loop.later()
    record(keeping, keeping.planned("tang_yue", kind=VisitKind.INSPECTION), who="tang_yue")
    duty.refresh_from_db()
    assert duty.done_at is None
    record(keeping, keeping.planned(kind=VisitKind.CALL))
    duty.refresh_from_db()
    assert duty.done_at is not None
    assert (
        Duty.objects.filter(subject_kind="pairing", subject_id=pairing.pk, verb="visit", done_at=None).count()
        == 1
    )


def test_visits_are_capped_across_all_bureaus_and_joining_is_the_way(keeping):
    keeping.pair()
    when = keeping.loop.at + timedelta(days=1)
    first = keeping.planned(planned_for=when)
    keeping.planned("li_qiang", planned_for=when)
    with refused("visits_enough"):
        keeping.planned("tang_yue", planned_for=when)
    joint = keeping.do(actions.join_visit, "tang_yue", visit=first, topic="看停车位")
    assert joint.kind == VisitKind.JOINT
    with refused("joined_already"):
        keeping.do(actions.join_visit, "tang_yue", visit=joint)
    keeping.planned("tang_yue", planned_for=when, kind=VisitKind.CALL)
    joint = keeping.do(actions.cancel_visit, "zhou_jie", visit=joint)
    assert (joint.ended_at, joint.done_at) == (keeping.loop.at, None)
    assert keeping.planned("tang_yue", planned_for=when).state == VisitState.PLANNED


def test_inspections_have_their_own_cap_and_the_steward_never_inspects(keeping):
    keeping.pair()
    with refused("steward_inspects"):
        keeping.planned(kind=VisitKind.INSPECTION)
    for _ in range(4):
        keeping.planned("tang_yue", kind=VisitKind.INSPECTION)
    with refused("inspections_enough"):
        keeping.planned("tang_yue", kind=VisitKind.INSPECTION)
    assert keeping.planned().kind == VisitKind.VISIT


class TestTheFirmAnswers:
    def test_it_may_decline_without_a_reason(self, keeping):
        keeping.pair()
        visit = keeping.announced()
        assert [v.pk for v in visits_announced_for(keeping.firm)] == [visit.pk]
        visit = keeping.do(actions.decline_visit, "firm", visit=visit)
        assert visit.state == VisitState.DECLINED and not owed(visit)
        # Its words are kept for a time only.
        assert (visit.ended_at, visit.done_at) == (keeping.loop.at, None)
        with refused("wrong_state"):
            record(keeping, visit)

    def test_it_may_ask_for_a_call_instead_which_counts_as_contact(self, keeping):
        keeping.pair()
        visit = keeping.do(actions.ask_for_call, "firm", visit=keeping.announced(), words="周三下午。")
        assert (visit.state, visit.kind, visit.answer.text) == (
            VisitState.CALL_ASKED,
            VisitKind.CALL,
            "周三下午。",
        )
        assert record(keeping, visit).state == VisitState.DONE

    def test_nobody_else_answers_for_it(self, keeping):
        keeping.pair()
        visit = keeping.announced()
        for actor in (keeping.by("zhou_jie"), keeping.by("zhao_min"), keeping.speaks("xinyuan")):
            with refused("not_your_firm"):
                actions.decline_visit(visit=visit, by=actor, at=keeping.loop.later())

    def test_an_inspection_cannot_be_declined(self, keeping):
        visit = keeping.planned("tang_yue", kind=VisitKind.INSPECTION)
        visit = keeping.do(actions.announce_visit, "tang_yue", visit=visit)
        with refused("is_inspection"):
            keeping.do(actions.decline_visit, "firm", visit=visit)

    def test_it_sees_a_visit_from_the_moment_it_was_told(self, keeping):
        keeping.pair()
        visit = keeping.planned()
        with refused("not_found"):
            visit_for(keeping.speaks(), visit.number)
        keeping.do(actions.announce_visit, "zhou_jie", visit=visit)
        assert visit_for(keeping.speaks(), visit.number) == visit
        assert not visits_visible_to(keeping.speaks("xinyuan")).exists()


def test_who_sees_a_visit(keeping):
    keeping.pair()
    visit = record(keeping, keeping.planned())
    seeing = {who for who in CAST if visits_visible_to(keeping.loop.actor(who)).filter(pk=visit.pk).exists()}
    assert seeing == {"zhou_jie", "zhao_min", "zheng_kai", "han_xue", "mayor_fang"}


def test_who_would_come_too_sees_what_is_planned_and_joins_it(keeping):
    keeping.pair()
    planned = keeping.planned()
    keeping.planned("li_qiang")
    with refused("visits_enough"):
        keeping.planned("tang_yue")
    seen = visit_for(keeping.by("tang_yue"), planned.number)
    joined = keeping.do(actions.join_visit, "tang_yue", visit=seen, topic="看用电")
    assert joined.kind == VisitKind.JOINT
    assert not visits_visible_to(keeping.by("du_ping")).exists()  # nobody who visits firms
    call = keeping.planned(kind=VisitKind.CALL)
    assert not visits_visible_to(keeping.by("tang_yue")).filter(pk=call.pk).exists()


def test_a_promise_is_kept_or_released_with_words_to_the_firm(keeping):
    keeping.pair()
    visit = record(keeping, keeping.planned())
    soon = (keeping.loop.at + timedelta(days=5)).date()
    keeping.do(actions.make_promise, "zhou_jie", visit=visit, text="送政策汇编", due_on=soon)
    keeping.do(actions.make_promise, "zhou_jie", visit=visit, text="约银行", due_on=soon)
    first, second = promises_open_to(keeping.firm)
    assert [first.text.text, second.text.text] == ["送政策汇编", "约银行"]
    with refused("not_your_promise"):
        keeping.do(actions.keep_promise, "li_qiang", visit_promise=first, result="送了")
    with refused("empty"):
        keeping.do(actions.keep_promise, "zhou_jie", visit_promise=first, result="")
    assert (
        keeping.do(actions.keep_promise, "zhou_jie", visit_promise=first, result="已送到。").state
        == PromiseState.KEPT
    )
    assert (
        keeping.do(actions.release_promise, "zhou_jie", visit_promise=second, result="银行没有产品。").state
        == PromiseState.RELEASED
    )
    assert not promises_open_to(keeping.firm).exists()
    with refused("past_day"):
        keeping.do(
            actions.make_promise,
            "zhou_jie",
            visit=Visit.objects.get(pk=visit.pk),
            text="x",
            due_on=(keeping.loop.at - timedelta(days=3)).date(),
        )


@pytest.mark.parametrize(
    ("who", "code"), [("sun", "not_your_visit"), ("zhao_min", "not_your_visit"), ("firm", "not_your_visit")]
)
def test_only_whoever_goes_records(keeping, who, code):
    keeping.pair()
    with refused(code):
        record(keeping, keeping.planned(), who=who)
