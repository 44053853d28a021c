"""What applied on a day: versions follow one another, the past stays, an item may be known again as it was known then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain.services import actions
from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import (
    compare_versions,
    content_of,
    item_for,
    items_at,
    version_on,
    versions_in_force,
)
from bihuan.domain.services.rules.comparing import Promise, compare_promises, in_working_days
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Changed, Malformed, NotAllowed, NotVisible, WrongState
from bihuan.testing.city import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def better(city, item, content):
    """From 1 December: two days, no power of attorney, no trip."""
    return actions.publish_version(
        item=item,
        by=city.actor("ma_li"),
        at=MONDAY_MORNING,
        content=replace(
            content,
            promised_days=2,
            steps=content.steps[:2],
            materials=content.materials[:2],
            questions=(),
            onsite_visits=0,
            visits_reason="",
        ),
        from_on=date(2026, 12, 1),
        document="荆建发〔2026〕30号",
    )


def test_what_was_registered_is_read_back(item, content):
    assert content_of(version_on(item, TODAY)) == content


def test_before_its_first_day_nothing_applies(item):
    assert version_on(item, date(2025, 12, 31)) is None


def test_a_version_applies_from_its_day_and_the_past_stays(item, better, content):
    assert content_of(version_on(item, date(2026, 11, 30))) == content
    assert version_on(item, date(2026, 12, 1)) == better


def test_what_was_known_before_is_known_again(city, item, better):
    before = versions_in_force(date(2026, 12, 1), known_at=MONDAY_MORNING - timedelta(seconds=1))
    assert list(before) == []
    assert list(versions_in_force(date(2026, 12, 1), known_at=MONDAY_MORNING)) == [better]


def test_the_window_offers_it(city, item):
    assert [version.item for version in items_at(city.housing_window, TODAY)] == [item]


def test_what_the_later_version_saves(item, better):
    gain = compare_versions(version_on(item, TODAY), better)
    assert (gain.days, gain.materials, gain.trips) == (1, 1, 1)
    assert gain.materials_dropped == ("授权委托书",)
    assert gain.is_any


def test_what_the_government_holds_is_not_counted_as_asked(item):
    assert (
        "营业执照" not in compare_versions(version_on(item, TODAY), version_on(item, TODAY)).materials_dropped
    )


@pytest.mark.parametrize(
    ("days", "unit", "working"),
    [(7, "WORKING", 7), (7, "NATURAL", 5), (1, "NATURAL", 1), (0, "NATURAL", 0), (20, "NATURAL", 15)],
)
def test_natural_days_are_compared_five_a_week(days, unit, working):
    assert in_working_days(days, unit) == working


def test_asking_for_more_is_no_gain():
    gain = compare_promises(Promise(3, ("甲",), 0), Promise(5, ("甲", "乙"), 1))
    assert (gain.days, gain.materials, gain.trips, gain.is_any) == (-2, -1, -1, False)
    assert gain.materials_added == ("乙",)


def test_it_leaves_its_entries(item, better):
    item.refresh_from_db()
    assert [entry.event for entry in history(item.subject)] == ["item.register", "item.publish"]
    assert item.version == 2


def test_the_past_is_not_rewritten(city, item, content):
    with pytest.raises(WrongState, match="不能从过去"):
        actions.publish_version(
            item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, content=content, from_on=date(2026, 11, 20)
        )


def test_a_version_does_not_come_before_the_one_it_follows(city, item, better, content):
    with pytest.raises(WrongState, match="已有一版"):
        actions.publish_version(
            item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, content=content, from_on=date(2026, 11, 25)
        )


def test_a_slip_is_corrected_on_the_same_day(city, item, better, content):
    corrected = actions.publish_version(
        item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, content=content, from_on=better.from_on
    )
    assert version_on(item, better.from_on) == corrected


@pytest.mark.parametrize("who", ["wang_fang", "li_qiang", "xu_hui", "sun", "song_na"])
def test_others_do_not_publish(city, item, content, who):
    with pytest.raises(NotAllowed):
        actions.publish_version(
            item=item, by=city.actor(who), at=MONDAY_MORNING, content=content, from_on=TODAY
        )


@pytest.mark.parametrize("who", ["ma_li", "lin_tao", "director_chen", "zhao_min"])
def test_the_unit_and_the_office_do(city, item, content, who):
    version = actions.publish_version(
        item=item, by=city.actor(who), at=MONDAY_MORNING, content=content, from_on=TODAY
    )
    assert version.place == 2


def test_a_window_must_be_a_window(city, item, content):
    with pytest.raises(Malformed, match="没有这个窗口"):
        actions.publish_version(
            item=item,
            by=city.actor("ma_li"),
            at=MONDAY_MORNING,
            content=replace(content, windows=(replace(content.windows[0], code=city.housing.code),)),
            from_on=TODAY,
        )


def test_who_saw_an_older_version_is_told(city, item, better, content):
    with pytest.raises(Changed):
        actions.publish_version(
            item=item,
            by=city.actor("ma_li"),
            at=MONDAY_MORNING,
            seen=1,
            content=content,
            from_on=date(2026, 12, 1),
        )


def test_a_code_is_registered_once(city, item, content):
    with pytest.raises(Malformed, match="已经登记过"):
        actions.register_item(
            by=city.actor("ma_li"),
            at=MONDAY_MORNING,
            unit=city.housing,
            task_code=item.task_code,
            catalog_code="1",
            content=content,
            from_on=TODAY,
        )
    assert Item.objects.count() == 1


def test_the_gate(item):
    assert item_for(Actor.public(), item.task_code) == item
    with pytest.raises(NotVisible):
        item_for(Actor.public(), "no\x00thing")
