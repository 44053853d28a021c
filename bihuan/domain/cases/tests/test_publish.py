"""公开: written by a person for everybody; nobody can be known from it."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.models import Publication
from bihuan.domain.cases.queries.publishing import find_published, publication_for
from bihuan.domain.cases.rules.publishing import private_in
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, Refusal, WrongState

WORDS = {
    "title": "施工围挡占道已后移",
    "question": "小区外的施工围挡占了半边路，夜里没有灯。",
    "answer": "围挡后移三米，装了警示灯。依据施工许可要求整改。",
}


def published(loop, case, **words):
    return actions.publish_case(case=case, by=loop.actor("zheng_kai"), at=loop.later(), **WORDS | words)


def test_it_is_there_for_everybody_and_can_be_found(loop):
    case = loop.until("closed")
    published(loop, case)
    shown = Publication.objects.get()
    assert publication_for(shown.pk) == shown
    assert (shown.office, shown.days) == (loop.city.housing, 0)
    assert list(find_published("围挡")) == [shown]
    assert list(find_published("路灯")) == []
    assert history(case.subject)[-1].data == {"publication": shown.pk}


def test_it_is_refused_before_the_end(loop):
    with pytest.raises(WrongState):
        published(loop, loop.until("follow_up"))


@pytest.mark.parametrize("who", ["zhao_min", "li_qiang", "wu_tong", "sun"])
def test_it_is_refused_to_everybody_but_the_editor(loop, who):
    case = loop.until("closed")
    with pytest.raises(Refusal):
        actions.publish_case(case=case, by=loop.actor(who), at=loop.later(), **WORDS)
    assert not Publication.objects.exists()


def test_a_sealed_case_is_never_published(loop):
    case = loop.until("closed")
    case.identity = "SEALED"
    case.save()
    with pytest.raises(NotAllowed):
        published(loop, case)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("answer", "已电话告知孙某某。"),
        ("question", "联系电话13800001234。"),
        ("title", "138 0000 5678 来电"),
        ("answer", "身份证 11010519491231002X 核对过。"),
        ("question", "座机0716-8123456无人接听。"),
    ],
)
def test_numbers_and_names_of_people_are_refused_beside_their_field(loop, field, text):
    case = loop.until("closed")
    with pytest.raises(Malformed) as refused:
        published(loop, case, **{field: text})
    assert set(refused.value.fields) == {field}
    assert not Publication.objects.exists()


def test_names_from_merged_cases_count_too(loop):
    other = loop.register(reporter=actions.Outsider(name="钱多多", phone="13911112222"))
    case = loop.register()
    actions.merge_case(case=other, by=loop.actor("zhao_min"), at=loop.later(), lead=case)
    for step in loop.STEPS[1:-1]:
        case = loop.step(step, case)
    with pytest.raises(Malformed):
        published(loop, case, question="钱多多等人反映围挡占道。")


def test_taken_down_it_is_there_no_longer_and_may_be_rewritten(loop):
    case = loop.until("closed")
    case = published(loop, case)
    with pytest.raises(WrongState):
        published(loop, case)
    first = Publication.objects.get()
    actions.unpublish_case(case=case, by=loop.actor("zheng_kai"), at=loop.later(), reason="要改写")
    with pytest.raises(NotVisible):
        publication_for(first.pk)
    assert list(find_published("围挡")) == []
    published(loop, case, title="围挡占道已改好")
    assert [p.title for p in find_published("")] == ["围挡占道已改好"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("编号 2026000123 的诉求", []),
        ("投入 1200000 元，用时 30 天", []),
        ("拨打 12345 或 110", []),
        ("电话 １３８０００００１２３４", []),  # twelve digits are no number
        ("电话 １３８００００１２３４", ["手机号码"]),
        ("鄂D12345 占道", ["车牌号"]),
        ("+86 138-0000-1234", ["手机号码"]),
    ],
)
def test_what_gives_somebody_away(text, found):
    assert private_in(text) == found
