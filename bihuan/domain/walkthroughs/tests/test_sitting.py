"""坐窗口: received, raised, explained, thanked, ended; what looks like theatre waits for a person."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.choices import Identity, PartyRole
from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.models import Upward
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import Reception, SittingState, Thanks
from bihuan.domain.walkthroughs.queries import sitting_for
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

EXPLAINED = "省里文件第三条只覆盖在职人员；可以先办灵活就业参保。"


def test_what_was_handled_and_advised_is_counted(desk, sitting):
    sitting = desk.do(actions.receive_people, sitting, "wang_fang", handled=2, advised=3, people=4)
    rows = sitting.received.order_by("id").values_list("kind", "matters", "people")
    assert list(rows) == [(Reception.HANDLED, 2, 4), (Reception.ADVISED, 3, 0)]
    assert history(sitting.subject)[-1].event == "sitting.receive"
    with refused("nothing_received"):
        desk.do(actions.receive_people, sitting, "director_chen")
    with refused("bad_count"):
        desk.do(actions.receive_people, sitting, "director_chen", handled=999)


def test_what_could_not_be_solved_becomes_a_case_with_consent(desk, sitting):
    with refused("no_consent"):
        desk.do(actions.raise_unsolved, sitting, "wang_fang", content="三年前的预售证查不到。")
    sitting = desk.do(
        actions.raise_unsolved,
        sitting,
        "wang_fang",
        content="三年前的预售证查不到。",
        consent=True,
        name="李会长",
        phone="13800001234",
    )
    case = Case.objects.get(pk=sitting.received.get().case_id)
    assert (case.programme, case.channel, case.identity) == ("SITTING", "WINDOW", Identity.NAMED)
    assert case.respondent == desk.city.housing
    assert case.parties.filter(
        role=PartyRole.FINDER, holder=f"person:{desk.city.person('wang_fang').pk}"
    ).exists()


def test_without_a_number_it_is_anonymous(desk, sitting):
    sitting = desk.do(actions.raise_unsolved, sitting, "director_chen", content="排队太久。", consent=True)
    assert Case.objects.get(pk=sitting.received.get().case_id).identity == Identity.ANONYMOUS


def test_who_is_not_covered_is_not_simply_refused(desk, sitting):
    with refused("empty"):
        desk.do(actions.explain_policy, sitting, "director_chen", content="补缴社保", explanation="  ")
    sitting = desk.do(
        actions.explain_policy, sitting, "director_chen", content="补缴社保", explanation=EXPLAINED
    )
    row = sitting.received.get()
    assert (row.kind, row.case_id, row.upward_id, row.explanation.text) == (
        Reception.NOT_COVERED,
        None,
        None,
        EXPLAINED,
    )


def test_for_the_whole_class_it_is_reported_upward(desk, sitting):
    sitting = desk.do(
        actions.explain_policy,
        sitting,
        "director_chen",
        content="退休两年后发现少缴，要求补缴",
        explanation=EXPLAINED,
        consent=True,
        name="李会长",
        phone="13800001234",
        upward=True,
        superior="省人力资源和社会保障厅",
        request="请明确补缴口径。",
    )
    row = sitting.received.get()
    report = Upward.objects.get(pk=row.upward_id)
    assert report.superior == "省人力资源和社会保障厅"
    assert list(report.upward_cases.values_list("case", flat=True)) == [row.case_id]


def test_the_windows_own_people_say_what_is_hard(desk, sitting):
    sitting = desk.do(actions.raise_difficulty, sitting, "wang_fang", content="两个系统要录两遍。")
    case = Case.objects.get(pk=sitting.received.get().case_id)
    assert case.request_type == "SUGGESTION"
    with refused("not_yours"):
        desk.do(actions.raise_difficulty, sitting, "li_qiang", content="x")


def test_thanks_may_come_after_the_end(desk, sitting):
    sitting = desk.do(actions.end_sitting, sitting, "director_chen", summary="看到了重复录入。")
    sitting = desk.do(actions.record_thanks, sitting, "wang_fang", kind=Thanks.BANNER, times=1)
    assert sitting.thanked.get().kind == Thanks.BANNER


def real(desk, sitting):
    """As a sitting is: people come over some hours."""
    for minutes in (20, 40, 30):
        desk.later(minutes=minutes)
        sitting = desk.do(actions.receive_people, sitting, "wang_fang", handled=1)
    return desk.do(actions.end_sitting, sitting, "director_chen", summary=f"看到{desk.at.minute}处重复录入。")


def test_a_real_one_leaves_no_doubt(desk, sitting):
    sitting = real(desk, sitting)
    assert (sitting.state, sitting.doubts.count()) == (SittingState.FINISHED, 0)
    assert sitting.minutes > 60


def test_minutes_long_with_nobody_received_is_doubtful(desk, sitting):
    sitting = desk.do(actions.end_sitting, sitting, "director_chen", summary="一切正常。")
    assert set(sitting.doubts.values_list("code", flat=True)) == {"short", "nobody"}


def test_the_same_words_again_are_doubtful(desk, sitting):
    sitting = real(desk, sitting)
    words = sitting.summary.text
    again = desk.make(actions.start_sitting, "lin_tao", window=desk.city.housing_window)
    for _ in range(4):
        again = desk.do(actions.receive_people, again, "lin_tao", advised=1)
    again = desk.do(actions.end_sitting, again, "lin_tao", summary=f" {words} ")
    assert set(again.doubts.values_list("code", flat=True)) == {"same_text"}


def test_a_person_decides_but_not_the_one_who_sat(desk, sitting):
    sitting = desk.do(actions.end_sitting, sitting, "director_chen", summary="一切正常。")
    for who, code in (("director_chen", "same_hand"), ("wang_fang", "same_hand"), ("ma_li", "not_your_unit")):
        with refused(code):
            desk.do(actions.judge_sitting, sitting, who, genuine=True, reason="x")
    sitting = desk.do(actions.judge_sitting, sitting, "zhao_min", genuine=False, reason="窗口说没有来过。")
    assert set(sitting.doubts.values_list("genuine", flat=True)) == {False}
    assert history(sitting.subject)[-1].event == "sitting.judge"
    with refused("no_doubt"):
        desk.do(actions.judge_sitting, sitting, "zheng_kai", genuine=True, reason="x")


def test_phone_time_is_a_claim(desk, city):
    at = desk.later()
    sitting = actions.start_sitting(
        by=desk.actor("director_chen"),
        at=at,
        window=city.housing_window,
        occurred_at=at - timedelta(days=3),
    )
    assert (sitting.opened_at, sitting.claimed_from) == (at, at - timedelta(days=3))
    sitting = desk.do(
        actions.end_sitting,
        sitting,
        "director_chen",
        summary="补报。",
        occurred_at=at - timedelta(days=3) + timedelta(hours=2),
    )
    assert sitting.minutes == 120
    assert "late" in set(sitting.doubts.values_list("code", flat=True))
    future = actions.start_sitting(
        by=desk.actor("lin_tao"),
        at=desk.at,
        window=city.housing_window,
        occurred_at=desk.at + timedelta(hours=1),
    )
    assert future.claimed_from is None


def test_one_at_a_time_and_only_leaders(desk, sitting):
    with refused("sitting_already"):
        desk.make(actions.start_sitting, "director_chen", window=desk.city.housing_window)
    with refused("not_your_role"):
        desk.make(actions.start_sitting, "li_qiang", window=desk.city.housing_window)
    with refused("own_companion"):
        desk.make(
            actions.start_sitting,
            "lin_tao",
            window=desk.city.housing_window,
            companion=desk.city.person("lin_tao"),
        )


@pytest.mark.parametrize("who", ["li_qiang", "xu_hui", "sun", "zhao_min"])
def test_others_do_not_write_it(desk, sitting, who):
    for action, inputs in (
        (actions.receive_people, {"handled": 1}),
        (actions.end_sitting, {"summary": "x"}),
        (actions.record_thanks, {}),
    ):
        with refused("not_yours"):
            desk.do(action, sitting, who, **inputs)


def test_who_sees_it(desk, sitting):
    for name in ("director_chen", "wang_fang", "ma_li", "zhao_min", "mayor_fang"):
        assert sitting_for(desk.actor(name), sitting.number) == sitting
    for name in ("xu_hui", "sun", "song_na", "li_qiang"):
        with refused("not_found"):
            sitting_for(desk.actor(name), sitting.number)
