"""走流程: step by step, compared with the promise, sealed in disguise until it ends; the gain only where the item changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.choices import Boundary
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.services import actions as services
from bihuan.domain.services.queries import promise_of
from bihuan.domain.services.rules.content import MaterialContent, StepContent
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind, FindingState, TaskState, WalkMode, WalkState
from bihuan.domain.walkthroughs.jobs import credit_gains, owe_walks, show_results
from bihuan.domain.walkthroughs.models import Finding, Gain, WalkTask
from bihuan.domain.walkthroughs.queries import finding_for, findings_visible_to, walk_for, walks_visible_to
from bihuan.domain.walkthroughs.queries.walks import compared
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.testing.cases import Loop
from bihuan.testing.city import CAST
from bihuan.testing.desk import CONTENT, find
from bihuan.testing.permits import PERMIT
from bihuan.testing.refusals import refused

JOB = Actor.calendar("walkthroughs")


def test_step_by_step_it_is_compared_with_the_promise(desk, walk):
    walk = desk.do(
        actions.take_step,
        walk,
        "director_chen",
        name="受理",
        waited=25,
        handled=10,
        asked="施工许可申请表\n户籍证明",
    )
    desk.later(hours=3)
    walk = desk.do(
        actions.take_step,
        walk,
        "director_chen",
        name="盖章",
        waited=40,
        handled=1,
        trip=2,
        asked="居住证明",
        again="户籍证明",
        failed="电子证照库",
        said="系统经常这样。",
    )
    walk = desk.do(actions.end_walk, walk, "director_chen", summary="多跑一趟。")
    lines = {line.label: line for line in compared(walk)}
    assert lines["到现场次数"].worse and lines["到现场次数"].found == "2 趟"
    assert lines["指南里没有的材料"].found == "居住证明"
    assert lines["重复要的材料"].found == "户籍证明"
    assert lines["指南里没有的环节"].found == "盖章"
    assert not lines["办理天数"].worse
    assert history(walk.subject)[-1].event == "walk.end"


def test_a_finding_becomes_a_case_at_once_and_its_finder_follows_it(desk, walk):
    walk = find(desk, walk)
    finding = walk.findings.get()
    assert (finding.state, finding.level, finding.found_in) == (FindingState.OPEN, "CITY", desk.city.housing)
    case = Case.objects.get(pk=finding.case_id)
    assert (case.programme, case.respondent) == ("WALK", desk.city.housing)
    assert cases_visible_to(desk.actor("director_chen")).filter(pk=case.pk).exists()


def test_in_disguise_it_is_sealed_until_it_ends(desk, item):
    walk = desk.make(
        actions.start_walk,
        "deng_bo",
        item=item,
        disguised=True,
        companion=desk.city.person("luo_jun"),
    )
    before = Case.objects.count()
    walk = find(desk, walk, who="luo_jun")
    finding = walk.findings.get()
    assert (finding.state, finding.case_id, Case.objects.count()) == (FindingState.SEALED, None, before)
    for name in CAST:
        own = name in ("deng_bo", "luo_jun")
        actor = desk.actor(name)
        assert walks_visible_to(actor).exists() is own
        assert findings_visible_to(actor).exists() is own
    walk = desk.do(actions.end_walk, walk, "deng_bo", summary="看清楚了。")
    finding.refresh_from_db()
    assert finding.state == FindingState.OPEN and finding.case_id
    assert finding.finder_id == desk.city.person("deng_bo").pk
    for name in ("director_chen", "ma_li", "zhao_min", "mayor_fang"):
        assert walk_for(desk.actor(name), walk.number) == walk
        assert finding_for(desk.actor(name), finding.number) == finding


def test_the_open_mode_must_be_named(desk, item):
    with refused("mode_unnamed"):
        desk.make(actions.start_walk, "director_chen", item=item, mode=WalkMode.OTHER)
    walk = desk.make(
        actions.start_walk, "director_chen", item=item, mode=WalkMode.OTHER, mode_words="电话咨询办"
    )
    assert walk.mode_words == "电话咨询办"
    with refused("walking_already"):
        desk.make(actions.start_walk, "director_chen", item=item)


@pytest.mark.parametrize("who", ["li_qiang", "xu_hui", "sun", "zhao_min"])
def test_others_do_not_write_it(desk, walk, who):
    for action, inputs in (
        (actions.take_step, {"name": "x"}),
        (actions.find_on_walk, {"kind": FindingKind.OTHER, "content": "x"}),
        (actions.end_walk, {"summary": "x"}),
    ):
        with refused("not_yours"):
            desk.do(action, walk, who, **inputs)


def test_without_a_step_in_minutes_it_is_doubtful_and_a_person_decides(desk, walk):
    walk = actions.end_walk(walk=walk, by=desk.actor("director_chen"), at=desk.at, summary="顺利。")
    assert set(walk.doubts.values_list("code", flat=True)) == {"short", "no_step"}
    with refused("same_hand"):
        desk.do(actions.judge_walk, walk, "director_chen", genuine=True, reason="x")
    walk = desk.do(actions.judge_walk, walk, "zhao_min", genuine=True, reason="窗口监控看过。")
    assert set(walk.doubts.values_list("genuine", flat=True)) == {True}


def strike_off(finding, desk):
    """The case's own loop is told elsewhere; here it only matters that it was struck off as solved."""
    Case.objects.filter(pk=finding.case_id).update(struck_off_at=desk.later(), outcome="SOLVED")


def test_the_result_comes_to_the_finder_first(desk, walk):
    finding = find(desk, walk).findings.get()
    assert show_results(JOB, desk.later()).done == 0
    strike_off(finding, desk)
    assert show_results(JOB, desk.later()).done == 1
    finding.refresh_from_db()
    (duty,) = open_duties(finding.subject)
    assert (finding.state, duty.holder, duty.verb) == (
        FindingState.SHOWN,
        f"person:{finding.finder_id}",
        "say",
    )
    with refused("not_yours"):
        desk.do(actions.say_rectified, finding, "zhao_min", rectified=True, word="x")
    finding = desk.do(actions.say_rectified, finding, "director_chen", rectified=False, word="窗口还在要。")
    assert finding.state == FindingState.DISPUTED and not open_duties(finding.subject).exists()
    assert show_results(JOB, desk.later()).done == 0
    strike_off(finding, desk)
    assert show_results(JOB, desk.later()).done == 1
    finding.refresh_from_db()
    finding = desk.do(actions.say_rectified, finding, "director_chen", rectified=True, word="现场看过。")
    assert finding.state == FindingState.RECTIFIED


@pytest.mark.parametrize("end", ["decline", "withdraw"])
def test_a_case_that_leaves_the_loop_is_told_to_the_finder_too(desk, walk, end):
    finding = find(desk, walk).findings.get()
    case, by = finding.case, desk.actor("zhao_min")
    if end == "decline":
        cases.decline_case(
            case=case,
            by=by,
            at=desk.later(),
            basis=Boundary.NO_FACTS,
            explanation="写得太笼统，请补充是哪份材料。",
        )
    else:
        cases.withdraw_case(case=case, by=Actor.receipt(f"case:{case.pk}"), at=desk.later())
    assert show_results(JOB, desk.later()).done == 1
    finding.refresh_from_db()
    assert (finding.state, finding.rectified_at) == (FindingState.SHOWN, None)
    entry = history(finding.subject)[-1]
    assert (entry.event, entry.data["result"]) == (
        "finding.show",
        {"decline": "不予受理", "withdraw": "已撤回"}[end],
    )
    assert open_duties(finding.subject).get().verb == "say"
    assert show_results(JOB, desk.later()).done == 0


def test_a_merged_case_waits_for_its_lead(desk, walk):
    finding = find(desk, walk).findings.get()
    other = Loop(desk.city, at=desk.later()).register()
    cases.merge_case(case=finding.case, by=desk.actor("zhao_min"), at=desk.later(), lead=other)
    assert show_results(JOB, desk.later()).done == 0


def test_a_case_that_goes_round_again_takes_its_result_back(desk, walk):
    finding = find(desk, walk).findings.get()
    strike_off(finding, desk)
    show_results(JOB, desk.later())
    finding.refresh_from_db()
    finding = desk.do(actions.say_rectified, finding, "director_chen", rectified=True, word="看过。")
    Case.objects.filter(pk=finding.case_id).update(struck_off_at=None)
    assert show_results(JOB, desk.later()).done == 1
    finding.refresh_from_db()
    assert (finding.state, finding.rectified_at, finding.ended_at) == (FindingState.OPEN, None, None)
    assert history(finding.subject)[-1].event == "finding.reopen"
    assert show_results(JOB, desk.later()).done == 0
    strike_off(finding, desk)
    assert show_results(JOB, desk.later()).done == 1


def publish(desk, item, **changes):
    return desk.make(
        services.publish_version,
        "ma_li",
        item=item,
        content=replace(CONTENT, **changes),
        from_on=desk.at.date() + timedelta(days=1),
        document="荆建发〔2026〕9号",
    )


def test_no_new_version_no_gain_and_only_what_was_proposed(desk, item, walk):
    finding = find(desk, walk).findings.get()
    assert credit_gains(JOB, desk.later()).done == 0
    faster = (StepContent("受理", 0), StepContent("审查", 1), StepContent("决定", 0))
    publish(desk, item, materials=PERMIT.materials, promised_days=1, steps=faster)
    assert credit_gains(JOB, desk.at).done == 0  # it has not begun
    desk.later(days=2)
    assert credit_gains(JOB, desk.at).done == 1
    gain = Gain.objects.get(finding=finding)
    assert (gain.materials, gain.days, gain.trips) == (1, 0, 0)
    assert credit_gains(JOB, desk.later()).done == 0
    assert history(finding.subject)[-1].event == "finding.gain"


def test_a_version_that_asks_for_more_is_no_gain(desk, item, walk):
    find(desk, walk)
    publish(desk, item, materials=(*CONTENT.materials, MaterialContent("居住证明")))
    desk.later(days=2)
    credit_gains(JOB, desk.at)
    assert not Gain.objects.exists()
    assert len(promise_of(item.versions.get(place=2)).materials) > len(
        promise_of(item.versions.get(place=1)).materials
    )


def test_a_proposal_can_be_made_later_by_the_finder_alone(desk, walk):
    finding = find(desk, walk, saves_materials=0).findings.get()
    with refused("not_yours"):
        desk.do(actions.propose_change, finding, "ma_li", proposal="取消", saves_materials=1)
    finding = desk.do(
        actions.propose_change, finding, "director_chen", proposal="取消户籍证明", saves_materials=1
    )
    assert finding.proposes and finding.proposal.text == "取消户籍证明"


def test_what_nobody_walks_is_owed_assigned_and_done(desk, item):
    assert owe_walks(JOB, desk.later()).done == 1
    assert owe_walks(JOB, desk.later()).done == 0
    task = WalkTask.objects.get()
    (duty,) = open_duties(task.subject)
    assert (duty.holder, duty.role) == (desk.city.housing.key, "UNIT_HEAD")
    with refused("not_your_unit"):
        desk.do(actions.assign_task, task, "xu_hui", person=desk.city.person("lin_tao"))
    task = desk.do(actions.assign_task, task, "ma_li", person=desk.city.person("lin_tao"))
    (again,) = open_duties(task.subject)
    assert (again.holder, again.due_at) == (f"person:{desk.city.person('lin_tao').pk}", duty.due_at)
    desk.do(actions.take_task, task, "lin_tao")
    walk = desk.city.person("lin_tao")
    (walk,) = walks_visible_to(desk.actor("lin_tao"))
    assert walk.state == WalkState.OPEN
    desk.do(actions.take_step, walk, "lin_tao", name="受理", waited=5)
    desk.later(minutes=30)
    walk.refresh_from_db()
    desk.do(actions.end_walk, walk, "lin_tao", summary="第一次走。")
    task.refresh_from_db()
    assert task.state == TaskState.DONE and not open_duties(task.subject).exists()
    assert owe_walks(JOB, desk.later()).done == 0


def test_a_task_is_assigned_to_who_leads(desk, item):
    owe_walks(JOB, desk.at)
    with refused("no_leader"):
        desk.do(actions.assign_task, WalkTask.objects.get(), "ma_li", person=desk.city.person("wang_fang"))


def test_a_task_is_dropped_with_a_reason(desk, item):
    owe_walks(JOB, desk.later())
    task = WalkTask.objects.get()
    with refused("empty"):
        desk.do(actions.drop_task, task, "ma_li", reason=" ")
    task = desk.do(actions.drop_task, task, "ma_li", reason="事项即将取消。")
    assert task.state == TaskState.DROPPED


def test_walked_while_sitting_it_belongs_to_the_sitting(desk, item, sitting):
    walk = desk.make(actions.start_walk, "director_chen", item=item)
    assert walk.sitting == sitting


def test_found_at_the_window_it_is_a_case_too(desk, sitting):
    sitting = desk.do(
        actions.find_at_window, sitting, "wang_fang", kind=FindingKind.SYSTEMS, content="两个系统录两遍。"
    )
    finding = Finding.objects.get()
    assert (finding.finder_id, finding.found_in) == (sitting.leader_id, desk.city.housing)
    assert finding.case.programme == "SITTING"
