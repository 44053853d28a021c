"""Each check of a reply: what it notices, and what it leaves alone."""

from datetime import UTC, datetime, timedelta

import pytest

from bihuan.domain.cases.models import Completion
from bihuan.domain.cases.rules.quality import Draft, Photo, flags_of
from bihuan.testing.tables import table

DISPATCHED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
WHOLE = "经核实，围挡已后移三米并装警示灯，依据《城市道路管理条例》第三十条，联系人李强，电话0716-8123456。"


def codes(**draft) -> list[str]:
    draft.setdefault("reply", WHOLE)
    draft.setdefault("outcome", "SOLVED")
    return [flag["code"] for flag in flags_of(Draft(dispatched_at=DISPATCHED, **draft))]


def test_a_whole_reply_raises_nothing():
    assert codes(report="围挡占了半边路。", names=("孙某某",), firms=("恒达机械制造有限公司",)) == []


@table("""
    remark                          | reply                                                        | outcome   | code
    a few words                     | 已处理，依据规定，联系人李强。                                 | SOLVED    | too_short
    no document and no clause       | 经现场查看，围挡已经后移三米，警示灯已经装好，晚上也看得清楚，有问题请拨打0716-8123456。 | SOLVED | no_basis
    nothing that came of it         | 依据《条例》，我局对此十分关注并安排专人现场了解有关具体情况，请拨打0716-8123456联系李强。   | SOLVED | no_result
    nobody to ask                   | 经核实，围挡已后移三米并装好警示灯，依据《城市道路管理条例》第三十条，特此答复，感谢监督。   | SOLVED | no_contact
    a promise sold as done          | 依据《条例》，我局将尽快组织施工单位后移围挡。同时已装警示灯，联系人李强，0716-8123456。     | SOLVED | future_as_done
""")
def test_what_is_noticed(reply, outcome, code):
    assert code in codes(reply=reply, outcome=outcome)


@table("""
    remark                                    | reply                                                                     | outcome
    the future of an honest promise is honest | 依据《条例》，我局将于十二月底前后移围挡，已与施工单位约定，联系人李强，0716-8123456。 | PROMISED
    what was explained claims no deed         | 依据《条例》第三条，这一路段由省公路部门管养，请向其反映，联系人李强，0716-8123456。     | EXPLAINED
""")
def test_what_is_left_alone(reply, outcome):
    assert codes(reply=reply, outcome=outcome) == []


def test_each_numbered_point_is_answered():
    report = "1、围挡占道影响通行；2、夜里施工噪音很大；3、渣土车漏撒没有人清扫。"
    only_one = codes(report=report)
    assert only_one == ["points_unanswered"]
    assert codes(report=report, reply=WHOLE + "夜里施工已停，噪音不再；渣土车漏撒已清扫。") == []
    assert codes(report=report, reply="一、" + WHOLE + "二、同意。三、属实。") == []


def test_a_point_that_is_missed_is_named():
    report = "1、围挡后移；2、夜里施工噪音很大。"
    (flag,) = flags_of(Draft(reply=WHOLE, report=report))
    assert flag["sentence"] == "反映了2点，好像没有回应第2点。"


def test_a_decimal_is_not_a_list():
    assert codes(report="围挡有1.5米高，伸出来2.5米。") == []


def test_nearly_the_same_words_as_to_others():
    earlier = (WHOLE.replace("三米", "五米"),)
    assert codes(earlier=earlier) == ["near_copy"]
    assert codes(earlier=("水费已按阶梯价格退还，依据物价局文件，请到柜台领取，联系人王芳。",)) == []


@table(
    """
    remark                              | reply     | names   | flagged
    the reporter's own name             | 孙先生，  | 孙某某  | no
    somebody else's                     | 李女士，  | 孙某某  | yes
    sealed or anonymous: never asked    | 李女士，  |         | no
    everybody                           | 各位同志，| 孙某某  | no
""",
    names=lambda cell: (cell,) if cell else (),
    flagged=lambda cell: cell == "yes",
)
def test_an_address_to_somebody_else(reply, names, flagged):
    assert ("wrong_name" in codes(reply=reply + WHOLE, names=names)) is flagged


def test_a_firm_that_this_case_does_not_know():
    reply = WHOLE + "新源食品有限公司已经整改。"
    assert "wrong_firm" in codes(reply=reply, firms=("恒达机械制造有限公司",))
    assert codes(reply=reply, firms=("新源食品有限公司",)) == []


@pytest.mark.parametrize(("hours", "flagged"), [((-5,), True), ((2,), False), ((-5, 2), False), ((), False)])
def test_photos_that_are_all_older_than_the_dispatch(hours, flagged):
    photos = tuple(Photo(DISPATCHED + timedelta(hours=h)) for h in hours)
    assert ("old_photo" in codes(photos=photos)) is flagged


def test_a_photo_that_was_used_before():
    assert codes(photos=(Photo(used_before=True), Photo())) == ["used_photo"]


def test_a_completion_keeps_its_flags_for_the_checker(loop):
    case = loop.until("endorse")
    flags = {flag["code"] for flag in Completion.objects.get(leg__case=case).quality}
    assert "no_contact" in flags and "no_result" not in flags


def test_a_sealed_reporter_cannot_be_guessed_by_trying_names(loop):
    case = loop.until("accept", identity="SEALED")
    from bihuan.domain.cases.queries.quality import draft_of

    leg = type("L", (), {"office": case.office, "office_id": case.office_id, "dispatched_at": loop.at})()
    assert draft_of(case, leg, WHOLE, (), outcome="SOLVED", at=loop.at).names == ()
