"""Likeness: the share of common terms, with reasons; nothing that the actor may not see."""

from datetime import date

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity
from bihuan.domain.insight.queries import similar_cases, similar_entries, similar_to_text
from bihuan.domain.insight.rules import likeness, shared_words
from bihuan.kernel.search.terms import terms_of
from bihuan.testing.cases import Loop


@pytest.fixture
def loop(city):
    return Loop(city)


def test_the_same_matter_in_other_words_is_found_with_the_shared_words(loop):
    first = loop.register(content="城东工业园门口拖车费一次一千二，没有票据。")
    second = loop.register(content="在工业园被拖车，拖车费要一千二，也没有票据。")
    (found,) = similar_cases(second, loop.actor("zhao_min"))
    assert found.case == first
    assert "拖车费" in found.reasons[0]


def test_another_matter_is_not_like_it(loop):
    loop.register(content="小区电梯停了半个月，老人下不了楼。")
    case = loop.register(content="拖车费一次一千二，没有票据。")
    assert similar_cases(case, loop.actor("zhao_min")) == []


def test_whoever_may_not_see_a_case_does_not_meet_it(loop):
    loop.register(content="拖车费一次一千二，没有票据。")
    assert similar_to_text("拖车费一次一千二，没有票据。", loop.actor("tang_yue")) == []


def test_a_sealed_case_is_compared_by_its_restatement_only(loop):
    case = loop.step(
        "accept", loop.register(content="我在三号楼开店，围挡挡了门。", identity=Identity.SEALED)
    )
    case = actions.restate_case(
        case=case,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        title="围挡占道",
        restatement="有人反映围挡占道。",
    )
    loop.step("dispatch", case)
    assert similar_to_text("三号楼开店挡了门", loop.actor("ma_li")) == []
    assert similar_to_text("有人反映围挡占道", loop.actor("ma_li"))[0].title == "围挡占道"


def test_how_it_was_solved_comes_with_it(loop):
    loop.until("follow_up")
    case = loop.register()
    assert "围挡已后移三米" in similar_cases(case, loop.actor("zhao_min"))[0].solved


def test_an_entry_is_offered_until_its_review(loop, city):
    from bihuan.domain.knowledge.actions import publish_entry

    publish_entry(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        question="拖车费怎么收？",
        answer="应急拖车不向车主收费。",
        owner=city.housing_permits,
        document="清障救援规定",
        review_on=date(2027, 1, 1),
    )
    assert similar_entries("请问拖车费怎么收", on=date(2026, 12, 31))
    assert similar_entries("请问拖车费怎么收", on=date(2027, 1, 2)) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("拖车费太高", "拖车费太高", 100),
        ("拖车费", "电梯坏了", 0),
        ("", "拖车费", 0),
        ("的了在", "的了在", 0),
    ],
)
def test_likeness_is_the_share_of_the_shorter_text(one, other, alike):
    assert likeness(terms_of(one), terms_of(other)) == alike


def test_shared_words_are_as_long_as_they_reach():
    assert shared_words("拖车费太高了", terms_of("要退还拖车费")) == ["拖车费"]
