from datetime import date

import pytest

from bihuan.domain.knowledge.actions import publish_entry, review_entry, withdraw_entry
from bihuan.domain.knowledge.queries import due_for_review, entries_for
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed, NotAllowed
from bihuan.testing.city import MONDAY_MORNING

TODAY = date(2026, 11, 23)


@pytest.fixture
def entry(city, gao_feng):
    return publish_entry(
        by=gao_feng,
        at=MONDAY_MORNING,
        question="施工许可证怎么办？",
        answer="在政务服务网提交五份材料，三个工作日办好。",
        owner=city.housing_permits,
        document="《建筑工程施工许可管理办法》",
        review_on=date(2027, 1, 1),
    )


def test_it_is_found_by_two_characters(entry):
    assert entries_for("许可", on=TODAY) == [entry]


def test_it_is_not_offered_after_its_review_date(entry):
    later = date(2027, 1, 2)
    assert entries_for("许可", on=later) == []
    assert list(due_for_review(on=later)) == [entry]


def test_a_review_offers_it_again(entry, gao_feng):
    review_entry(entry=entry, by=gao_feng, at=MONDAY_MORNING, review_on=date(2028, 1, 1))
    assert entries_for("许可", on=date(2027, 6, 1)) == [entry]
    assert [e.event for e in history(entry.subject)] == ["knowledge.publish", "knowledge.review"]


def test_withdrawn_is_gone(entry, gao_feng):
    withdraw_entry(entry=entry, by=gao_feng, at=MONDAY_MORNING)
    assert entries_for("许可", on=TODAY) == []


def test_it_is_refused_to_whom_it_does_not_belong(entry, luo_jun, li_qiang):
    for actor in (luo_jun, li_qiang):
        with pytest.raises(NotAllowed):
            withdraw_entry(entry=entry, by=actor, at=MONDAY_MORNING)


def test_it_needs_a_document(city, gao_feng):
    with pytest.raises(Malformed) as refusal:
        publish_entry(
            by=gao_feng,
            at=MONDAY_MORNING,
            question="问",
            answer="答",
            owner=city.housing_permits,
            document=" ",
            review_on=date(2027, 1, 1),
        )
    assert "document" in refusal.value.fields
