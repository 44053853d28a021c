"""The newspaper's housing bureau: exactly 100 %, 84.3 %, 95.7 % and 90.4 %; one item changed moves a figure and is named."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.domain.services import actions
from bihuan.domain.services.figures import MEASURES
from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import content_of, version_on
from bihuan.domain.services.queries.moves import movement
from bihuan.kernel.figures import Period, Signer, figure_of, propose_figure
from bihuan.kernel.figures.queries import recompute
from bihuan.simulation.services.catalogue import housing_contents
from bihuan.testing.city import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()
MONTH = Period.month(2026, 11)
SAID = {
    "services.online_rate": ("100.0 %", 70, 70),
    "services.instant_rate": ("84.3 %", 59, 70),
    "services.zero_visit_share": ("95.7 %", 67, 70),
    "services.time_reduction": ("90.4 %", 904, 1000),
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def housing(city):
    """Seventy items of the housing bureau, and one of the streets bureau that is none of theirs."""
    contents = housing_contents(city.housing_window.code)
    other = replace(contents[0], name="临时占道", windows=())
    for unit, who, rows in (("housing", "ma_li", contents), ("streets", "xu_hui", [other])):
        for number, content in enumerate(rows):
            actions.register_item(
                by=city.actor(who),
                at=MONDAY_MORNING - timedelta(days=30),
                unit=city.offices[unit],
                task_code=f"{unit}{number}",
                catalog_code=str(number),
                content=content,
                from_on=date(2025, 1, 1),
            )
    return city.housing


@pytest.mark.parametrize("code", SAID)
def test_the_housing_bureau_gives_what_the_newspaper_says(housing, code):
    said, above, below = SAID[code]
    value = figure_of(code).value(MONTH, MONDAY_MORNING, housing.key)
    assert (str(value), value.numerator, value.denominator) == (said, above, below)


@pytest.mark.parametrize("code", SAID)
def test_the_records_are_the_items(housing, code):
    records = MEASURES[code].records(MONTH, MONDAY_MORNING, housing.key)
    above = MEASURES[code].records(MONTH, MONDAY_MORNING, housing.key, "above")
    rest = MEASURES[code].records(MONTH, MONDAY_MORNING, housing.key, "rest")
    assert records.count() == 70 == above.count() + rest.count()


def test_one_item_changed_moves_the_figure_and_is_named(city, housing):
    item = Item.objects.get(task_code="housing0")  # promised in three days
    content = replace(
        content_of(version_on(item, TODAY)),
        project_type="INSTANT",
        promised_days=0,
        steps=(),
        kind="OTHER_POWER",
    )
    actions.publish_version(
        item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, content=content, from_on=TODAY
    )
    found = movement(
        MEASURES["services.instant_rate"],
        TODAY - timedelta(days=1),
        TODAY,
        as_of=MONDAY_MORNING,
        of=housing.key,
    )
    assert (str(found.before), str(found.after)) == ("84.3 %", "85.7 %")
    assert [(moved.item, moved.before, moved.after) for moved in found.items] == [(item, (0, 1), (1, 1))]
    saved = movement(
        MEASURES["services.time_reduction"],
        TODAY - timedelta(days=1),
        TODAY,
        as_of=MONDAY_MORNING,
        of=housing.key,
    )
    assert [moved.name for moved in saved.items] == ["建筑工程施工许可证核发"]


def test_what_stops_leaves_the_base(city, housing):
    item = Item.objects.get(task_code="housing0")
    actions.stop_item(item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, from_on=TODAY, document="停1号")
    moved = movement(
        MEASURES["services.online_rate"], TODAY - timedelta(days=1), TODAY, as_of=MONDAY_MORNING
    ).items
    assert [(one.item, one.before, one.after) for one in moved] == [(item, (1, 1), None)]


def test_by_unit(housing, city):
    found = MEASURES["services.instant_rate"].by_unit(TODAY, MONDAY_MORNING)
    assert str(found[housing.pk]) == "84.3 %"
    assert str(found[city.streets.pk]) == "0.0 %"


def test_an_area_holds_its_units(city, housing):
    value = figure_of("services.online_rate").value(MONTH, MONDAY_MORNING, f"area:{city.city.pk}")
    assert value.denominator == 71
    assert figure_of("services.online_rate").value(MONTH, MONDAY_MORNING, "office:x").denominator == 0


def test_what_was_published_comes_out_the_same_after_a_later_change(city, housing):
    said = propose_figure(
        code="services.instant_rate",
        period=MONTH,
        as_of=MONDAY_MORNING,
        put_to=Signer(city.city.key, "LEADER"),
        by=city.actor("zhao_min"),
        at=MONDAY_MORNING,
        reason="月度公布",
    )
    item = Item.objects.get(task_code="housing11")
    actions.stop_item(
        item=item,
        by=city.actor("ma_li"),
        at=MONDAY_MORNING + timedelta(hours=1),
        from_on=TODAY,
        document="停1号",
    )
    assert recompute(said).same


def test_the_course_says_of_every_day_what_the_figure_says_of_it(city, housing):
    """Versions that follow, one that is known but does not apply yet, a stop: in one query."""
    at = MONDAY_MORNING - timedelta(days=20)
    by = city.actor("ma_li")
    item, stopped, again = (Item.objects.get(task_code=f"housing{n}") for n in (0, 11, 12))
    instant = replace(
        content_of(version_on(item, TODAY)),
        project_type="INSTANT",
        promised_days=0,
        steps=(),
        kind="OTHER_POWER",
    )
    for days in (-15, 3):
        actions.publish_version(
            item=item, by=by, at=at, content=instant, from_on=TODAY + timedelta(days=days)
        )
    actions.stop_item(item=stopped, by=by, at=at, from_on=TODAY - timedelta(days=10), document="停1号")
    twice = content_of(version_on(again, TODAY))
    for name in ("先改的", "同日又改的"):
        actions.publish_version(
            item=again, by=by, at=at, content=replace(twice, name=name, onsite_visits=0), from_on=TODAY
        )
    days = [TODAY + timedelta(days=back) for back in (-400, -30, -16, -15, -10, -1, 0)]
    for stock in MEASURES.values():
        for of in ("", housing.key, "office:0"):
            asked = [stock.figure.value(Period.day(day), MONDAY_MORNING, of) for day in days]
            with CaptureQueriesContext(connection) as queries:
                assert stock.course(days, MONDAY_MORNING, of) == asked
            assert len(queries) <= 2  # the office's path, the figure
    before = MONDAY_MORNING - timedelta(days=25)  # nothing of it was known then
    online = MEASURES["services.online_rate"]
    assert {value.denominator for value in online.course([days[2], TODAY], before)} == {71}
