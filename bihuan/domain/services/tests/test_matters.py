"""一事联办: one form, each material once, tasks in their order, one clock, one answer; a bank is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.organisations.choices import BodyKind, OfficeKind
from bihuan.domain.services import actions
from bihuan.domain.services.choices import MatterState, TaskState
from bihuan.domain.services.figures import JOINED
from bihuan.domain.services.queries.matters import matter_for, papers_for, task_for, tasks_visible_to
from bihuan.domain.services.rules.bundling import behind, is_circular, ready, union_of
from bihuan.domain.services.rules.content import MaterialContent
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.figures import Period
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, WrongState
from bihuan.testing.city import MONDAY_MORNING, make_office
from bihuan.testing.refusals import refused

AT = MONDAY_MORNING


# --- pure ---


def test_each_material_is_asked_once_and_what_is_held_is_fetched():
    found = union_of(
        {
            1: [MaterialContent("身份证"), MaterialContent("照片")],
            2: [
                MaterialContent("身份证", held_by="人口库"),
                MaterialContent("委托书", necessity="CONDITIONAL"),
            ],
        }
    )
    assert [(n.name, n.held_by, n.parts) for n in found] == [("身份证", "人口库", (1, 2)), ("照片", "", (1,))]


@given(st.lists(st.sets(st.integers(1, 8)), min_size=1, max_size=8))
def test_every_order_without_a_circle_comes_to_its_end_and_nothing_opens_too_early(befores):
    after = {place: sorted(b for b in before if b < place) for place, before in enumerate(befores, 1)}
    assert not is_circular(after)
    done: set[int] = set()
    while new := ready(after, done):
        assert all(set(after[place]) <= done for place in new)
        done |= new
    assert done == set(after)


@pytest.mark.parametrize("after", [{1: [1]}, {1: [2], 2: [1]}, {1: [9]}])
def test_circles_are_seen(after):
    assert is_circular(after)


def test_what_waits_behind_a_part():
    assert behind({1: [], 2: [1], 3: [2], 4: []}, 1) == {2, 3}


# --- lived ---


@pytest.fixture
def bank(city):
    return make_office(
        parent=city.city, code="BANK", name="江城银行", kind=OfficeKind.UNIT, body_kind=BodyKind.PARTNER
    )


@pytest.fixture
def joint(city, item, content, bank):
    """Card replacement by housing, account change by the bank after it, qualification check by the streets bureau at once."""
    other = actions.register_item(
        by=city.actor("xu_hui"),
        at=AT,
        unit=city.streets,
        task_code="CHECK1",
        catalog_code="1",
        content=replace(
            content,
            name="待遇资格认证",
            windows=(),
            questions=(),
            materials=(
                MaterialContent("施工许可申请表", form="FORM"),
                MaterialContent("生存证明", held_by="民政库", source="GOVERNMENT"),
            ),
        ),
        from_on=AT.date(),
    )
    by = city.actor("zhao_min")
    joint = actions.define_joint(
        by=by, at=AT, code="card", name="社保卡丢了一起办", window=city.housing_window, days="3 wd"
    )
    for code, label in (("reason", "丢失原因"), ("account", "新的银行账户")):
        actions.add_field(joint=joint, by=by, at=AT, code=code, label=label, required=True)
    actions.add_part(joint=joint, by=by, at=AT, name="补卡", office=city.housing, item=item, fields="reason")
    actions.add_part(
        joint=joint, by=by, at=AT, name="改账户", office=bank, after="1", papers="账户凭证", fields="account"
    )
    actions.add_part(joint=joint, by=by, at=AT, name="资格认证", office=city.streets, item=other)
    joint.refresh_from_db()
    return joint


@pytest.fixture
def matter(joint):
    return actions.submit_matter(
        by=Actor.public(),
        at=AT,
        joint=joint,
        name="张三",
        phone="13812345678",
        answers={"reason": "丢了", "account": "6222"},
    )


def accepted(city, matter):
    matter = actions.receive_papers(matter=matter, by=city.actor("wang_fang"), at=AT, papers="全部")
    return actions.accept_matter(matter=matter, by=city.actor("wang_fang"), at=AT)


def task(matter, place):
    return matter.tasks.get(part__place=place)


def test_papers_are_asked_once_and_fetched_where_held(matter):
    papers = {
        paper.name: (paper.held_by, paper.parts, paper.received_at is None) for paper in matter.papers.all()
    }
    assert papers == {
        "施工许可申请表": ("", [1, 3], True),
        "营业执照": ("市场监管登记库", [1], False),
        "账户凭证": ("", [2], True),
        "生存证明": ("民政库", [3], False),
    }


def test_the_one_form_must_be_filled_in(joint):
    with pytest.raises(Malformed) as refused:
        actions.submit_matter(
            by=Actor.public(),
            at=AT,
            joint=joint,
            name="张三",
            phone="13812345678",
            answers={"reason": "丢了"},
        )
    assert refused.value.fields == {"account": "请填写新的银行账户。"}


def test_it_is_not_accepted_while_papers_are_missing(city, matter):
    with pytest.raises(WrongState, match="还有 2 份材料"):
        actions.accept_matter(matter=matter, by=city.actor("wang_fang"), at=AT)


def test_parallel_tasks_open_at_once_and_the_bank_waits(city, matter):
    accepted(city, matter)
    assert [task(matter, place).state for place in (1, 2, 3)] == ["OPEN", "WAITING", "OPEN"]


def test_the_one_clock_runs_to_the_last_task(city, matter):
    matter = accepted(city, matter)
    assert [duty.verb for duty in open_duties(matter.subject)] == ["finish"]
    actions.finish_task(task=task(matter, 1), by=city.actor("ma_li"), at=AT, result="新卡已制。")
    assert task(matter, 2).state == TaskState.OPEN
    actions.finish_task(task=task(matter, 2), by=city.actor("wang_fang"), at=AT, result="银行答复：已改。")
    actions.finish_task(task=task(matter, 3), by=city.actor("xu_hui"), at=AT, result="认证通过。")
    matter.refresh_from_db()
    assert matter.state == MatterState.DONE
    assert not open_duties(matter.subject).exists()
    titles = Notice.objects.filter(recipient=f"matter_applicant:{matter.pk}").order_by("id")
    assert [notice.title.split("：")[0] for notice in titles] == ["已受理", "全部办好了"]


def test_what_cannot_be_done_stops_only_what_waits_for_it(city, matter):
    matter = accepted(city, matter)
    actions.refuse_task(task=task(matter, 1), by=city.actor("ma_li"), at=AT, result="照片不合格，请重拍。")
    assert [task(matter, place).state for place in (1, 2, 3)] == ["REFUSED", "DROPPED", "OPEN"]
    actions.finish_task(task=task(matter, 3), by=city.actor("xu_hui"), at=AT, result="认证通过。")
    matter.refresh_from_db()
    assert matter.state == MatterState.PARTLY


def test_each_office_sees_its_task_and_its_papers_only(city, matter):
    accepted(city, matter)
    seen = tasks_visible_to(city.actor("xu_hui"))
    assert [one.part.name for one in seen] == ["资格认证"]
    assert [paper.name for paper in papers_for(seen.get())] == ["施工许可申请表", "生存证明"]
    with pytest.raises(NotVisible):
        matter_for(city.actor("xu_hui"), matter.number)
    with pytest.raises(NotVisible):
        task_for(city.actor("xu_hui"), task(matter, 1).number)


def test_nobody_does_anothers_task(city, matter):
    accepted(city, matter)
    with pytest.raises(NotAllowed):
        actions.finish_task(task=task(matter, 1), by=city.actor("xu_hui"), at=AT, result="好了。")


def test_asked_once_for_all_that_is_missing_and_the_clock_waits(city, matter):
    by = city.actor("wang_fang")
    matter = actions.ask_more(matter=matter, by=by, at=AT, said="缺申请表、账户凭证。")
    assert matter.state == MatterState.INCOMPLETE and open_duties(matter.subject).get().due_at is None
    with pytest.raises(WrongState):
        actions.ask_more(matter=matter, by=by, at=AT, said="还缺。")
    matter = actions.receive_papers(matter=matter, by=by, at=AT + timedelta(days=1), papers="全部")
    assert matter.state == MatterState.SUBMITTED and open_duties(matter.subject).get().due_at


def test_nobody_is_sent_home_twice(city, matter):
    by = city.actor("wang_fang")
    matter = actions.ask_more(matter=matter, by=by, at=AT, said="缺申请表、账户凭证。")
    matter = actions.receive_papers(matter=matter, by=by, at=AT, papers="全部")
    with refused("asked_more_already"):
        actions.ask_more(matter=matter, by=by, at=AT, said="还缺照片。")


def test_what_was_asked_for_in_words_is_made_good_though_no_list_has_it(city, matter):
    by = city.actor("wang_fang")
    matter = actions.receive_papers(matter=matter, by=by, at=AT, papers="全部")
    matter = actions.ask_more(matter=matter, by=by, at=AT, said="申请表没有签字，请补签。")
    with refused("no_such_paper"):
        actions.receive_papers(matter=matter, by=by, at=AT, papers="申请表")
    matter = actions.receive_papers(matter=matter, by=by, at=AT, papers="全部")
    assert actions.accept_matter(matter=matter, by=by, at=AT).state == MatterState.RUNNING


def test_a_part_that_was_added_since_is_none_of_a_running_matter(city, joint, matter):
    matter = accepted(city, matter)
    actions.add_part(
        joint=joint, by=city.actor("zhao_min"), at=AT, name="发短信", office=city.streets, after="1"
    )
    done = actions.finish_task(task=task(matter, 1), by=city.actor("ma_li"), at=AT, result="卡已补好。")
    assert done.state == TaskState.DONE and matter.tasks.count() == 3


def test_the_applicant_withdraws_by_receipt(city, matter):
    accepted(city, matter)
    with pytest.raises(NotAllowed):
        actions.withdraw_matter(matter=matter, by=Actor.receipt("matter:999"), at=AT)
    matter = actions.withdraw_matter(matter=matter, by=Actor.receipt(f"matter:{matter.pk}"), at=AT)
    assert matter.state == MatterState.WITHDRAWN
    assert set(matter.tasks.values_list("state", flat=True)) == {"DROPPED"}


def test_rejected_with_a_reason(city, matter):
    matter = actions.reject_matter(
        matter=matter, by=city.actor("wang_fang"), at=AT, said="不是本市参保。请到参保地办。"
    )
    assert matter.state == MatterState.REJECTED and not open_duties(matter.subject).exists()


def test_a_closed_bundle_takes_no_more(city, joint):
    actions.close_joint(joint=joint, by=city.actor("zhao_min"), at=AT)
    joint.refresh_from_db()
    with pytest.raises(WrongState, match="已经停办"):
        actions.submit_matter(
            by=Actor.public(), at=AT, joint=joint, name="张三", phone="13812345678", answers={}
        )


def test_parts_name_only_parts_before_them(city, joint, bank):
    with pytest.raises(Malformed) as refused:
        actions.add_part(joint=joint, by=city.actor("zhao_min"), at=AT, name="循环", office=bank, after="9")
    assert "after" in refused.value.fields


# --- the figure ---


def finished(city, matter, minutes):
    """All three parts done, the last one so many minutes after acceptance."""
    matter = accepted(city, matter)
    at = AT + timedelta(minutes=minutes)
    for place, who in ((1, "ma_li"), (2, "wang_fang"), (3, "xu_hui")):
        actions.finish_task(task=task(matter, place), by=city.actor(who), at=at, result="已办好。")
    return matter


@pytest.mark.parametrize(("minutes", "on_the_spot"), [(30, 1), (31, 0)])
def test_done_within_half_an_hour_is_on_the_spot(city, matter, minutes, on_the_spot):
    finished(city, matter, minutes)
    tally = JOINED["services.joint_on_the_spot"]
    day, later = Period.day(AT.date()), AT + timedelta(hours=5)
    value = tally.value(day, later, "")
    assert (value.numerator, value.denominator) == (on_the_spot, 1)
    assert [one.pk for one in tally.records(day, later, "", "above")] == [matter.pk] * on_the_spot
    assert tally.value(day, later, f"office:{city.streets.pk}").denominator == 0


def test_what_is_not_done_yet_is_in_no_denominator(city, matter):
    accepted(city, matter)
    value = JOINED["services.joint_on_the_spot"].value(Period.day(AT.date()), AT + timedelta(hours=5), "")
    assert value.denominator == 0
