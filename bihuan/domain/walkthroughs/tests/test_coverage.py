"""决不能走过场: who has sat and what was walked is said without what looks like theatre."""

from datetime import timedelta

import pytest

from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind
from bihuan.domain.walkthroughs.queries.coverage import item_coverage, leader_coverage, unwalked_items
from bihuan.testing.desk import find
from bihuan.testing.refusals import refused


def walked(desk, walk, *, real):
    """Ended; at once and without a step it looks like theatre."""
    if real:
        desk.later(minutes=40)
        walk = desk.do(actions.take_step, walk, "director_chen", name="取号", waited=10, handled=5)
        desk.later(minutes=40)
    return desk.do(actions.end_walk, walk, "director_chen", summary="走过一遍。")


def times(desk):
    (row,) = item_coverage(desk.at, inside=desk.city.city)
    return row.times


def outings(desk, who="director_chen"):
    begins = desk.at - timedelta(days=30)
    rows = leader_coverage(begins, desk.later(), inside=desk.city.city)
    return next((one.sittings, one.walks) for one in rows if one.person == desk.city.person(who))


def test_a_real_walk_is_counted(desk, walk):
    walked(desk, walk, real=True)
    assert (times(desk), outings(desk)) == (1, (0, 1))


def test_a_doubtful_one_is_counted_once_a_person_has_said_that_it_was_real(desk, walk):
    walk = walked(desk, walk, real=False)
    assert (times(desk), outings(desk)) == (0, (0, 0))
    desk.do(actions.judge_walk, walk, "zhao_min", genuine=True, reason="问过窗口，属实。")
    assert (times(desk), outings(desk)) == (1, (0, 1))


def test_theatre_leaves_the_item_unwalked(desk, walk):
    walk = walked(desk, walk, real=False)
    assert not unwalked_items(desk.at).exists()  # it waits to be judged
    desk.do(actions.judge_walk, walk, "zhao_min", genuine=False, reason="没有来过。")
    assert [item.pk for item in unwalked_items(desk.at)] == [walk.item_id]


def test_one_claim_alone_makes_a_sitting_no_longer(desk, city):
    hours_ago = desk.at - timedelta(hours=3)
    sitting = desk.make(
        actions.start_sitting, "director_chen", window=city.housing_window, occurred_at=hours_ago
    )
    sitting = desk.do(actions.end_sitting, sitting, "director_chen", summary="坐了一会儿。")
    assert sitting.minutes == 10


@pytest.mark.parametrize("field", ["saves_days", "saves_materials", "saves_trips"])
def test_a_proposal_saves_no_more_than_can_be(desk, walk, field):
    finding = find(desk, walk).findings.get()
    with refused("bad_count"):
        desk.do(actions.propose_change, finding, "director_chen", proposal="取消证明。", **{field: 40_000})
    with refused("bad_count"):
        find(desk, walk, kind=FindingKind.PROCESS, **{field: 40_000})
