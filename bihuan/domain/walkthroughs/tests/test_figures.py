"""The page's table from records, every number opening exactly those; what is doubtful is not counted, and says so."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.choices import Level
from bihuan.domain.indicators.newspaper import rows as printed
from bihuan.domain.organisations.choices import Grade, Role
from bihuan.domain.organisations.counting import Tally, shares_by, values_of
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.figures import TALLIES
from bihuan.domain.walkthroughs.jobs import credit_gains
from bihuan.domain.walkthroughs.models import Finding, Gain
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period, figure_of
from bihuan.testing.city import seat
from bihuan.testing.desk import find
from bihuan.testing.walkthroughs import (
    made_findings,
    made_received,
    made_sittings,
    made_thanks,
    made_walks,
)

PRINTED = {row.id: row for row in printed()}


def whole(desk):
    today = day_of(desk.at)
    return Period(today - timedelta(days=400), today)


def value(desk, code, of=""):
    found = figure_of(f"walkthroughs.{code}").value(whole(desk), desk.at, of)
    return found.numerator, found.denominator


@pytest.fixture
def eight_months(desk, item):
    """2,112 person-times, 2,189 walks, 539 = 58 + 481 findings of which 506 rectified; the first 144 sittings are one bureau's."""
    city = desk.city
    leaders = [city.person(name) for name in ("director_chen", "lin_tao", "deputy2", "deputy3")]
    version = item.versions.get()
    desk.later(days=1)
    bureau = made_sittings(
        144, leaders=leaders, unit=city.housing, window=city.housing_window, at=desk.at, doubtful=0
    )
    made_received(bureau, 579)
    made_thanks(bureau, 20)
    others = made_sittings(
        900,
        leaders=[city.person("deng_bo")],
        unit=city.streets,
        window=city.streets_window,
        at=desk.at,
        doubtful=3,
    )
    real = others[:897]
    inside = made_walks(
        [version],
        1_118,
        leaders=leaders,
        unit=city.streets,
        at=desk.at,
        sittings=[*real, *bureau][:1_041] + real[:77],
    )
    alone = made_walks([version], 1_071, leaders=leaders, unit=city.county, at=desk.at)
    made_findings(
        [*inside, *alone],
        [
            (Level.CITY, city.streets, 58),
            (Level.COUNTY, city.county_roads, 301),
            (Level.TOWN, city.town, 180),
        ],
        rectified=506,
    )
    return desk


def test_the_newspapers_table(eight_months):
    desk = eight_months
    assert value(desk, "person_times") == (PRINTED["n12"].numerator, None) == (2_112, None)
    assert value(desk, "items_walked") == (PRINTED["n13"].numerator, None) == (2_189, None)
    assert value(desk, "distinct_items") == (1, None)
    assert value(desk, "findings") == (PRINTED["n14"].numerator, None) == (539, None)
    assert (
        value(desk, "rectified_share") == (PRINTED["n15"].numerator, PRINTED["n15"].denominator) == (506, 539)
    )
    by_level = [
        value(desk, "findings", f"level:{level}")[0] for level in (Level.CITY, Level.COUNTY, Level.TOWN)
    ]
    assert by_level[0] == 58 and sum(by_level[1:]) == 481
    by_kind = [
        value(desk, "findings", f"kind:{kind}")[0] for kind in ("MATERIALS", "PROCESS", "ATTITUDE", "SYSTEMS")
    ]
    assert sum(by_kind) == 539
    assert value(desk, "doubtful") == (3, None)


def test_one_bureaus_half_year(eight_months):
    desk = eight_months
    of = f"unit/{desk.city.housing.short_name}"
    assert value(desk, "person_times", f"office:{desk.city.housing.pk}") == value(desk, "person_times", of)
    assert value(desk, "person_times", "unit/没有这个单位") == (0, None)
    assert value(desk, "person_times", of) == (PRINTED["n08"].numerator, None) == (144, None)
    assert value(desk, "received", of) == (PRINTED["n09"].numerator, None) == (579, None)
    assert value(desk, "thanks", of) == (PRINTED["n10"].numerator, None) == (20, None)


def test_every_number_opens_exactly_its_records(eight_months):
    desk = eight_months
    period = whole(desk)
    times = TALLIES["walkthroughs.person_times"]
    assert sum(times.records(period, desk.at, "", place=place).count() for place in (0, 1)) == 2_112
    share = TALLIES["walkthroughs.rectified_share"]
    parts = [share.records(period, desk.at, "", part).count() for part in ("", "above", "rest")]
    assert parts == [539, 506, 33]
    assert share.records(period, desk.at, "level:CITY").count() == 58


@pytest.mark.parametrize("of", ["", "inside", "level:CITY"])
def test_figures_asked_together_are_those_asked_alone(eight_months, of):
    desk = eight_months
    of = f"office:{desk.city.streets.pk}" if of == "inside" else of
    tallies = [one for one in TALLIES.values() if isinstance(one, Tally)]
    together = values_of(tallies, whole(desk), desk.at, of)
    assert together == {one.code: one.value(whole(desk), desk.at, of) for one in tallies}
    share = TALLIES["walkthroughs.rectified_share"]
    for (column, code), found in shares_by(share, ["level", "kind"], whole(desk), desk.at, "").items():
        assert found == share.value(whole(desk), desk.at, f"{column}:{code}")


def test_days_add_up_to_the_figure_and_an_area_includes_its_units(eight_months):
    desk = eight_months
    period = whole(desk)
    for code in ("person_times", "received", "findings", "rectified_share", "doubtful"):
        figure = figure_of(f"walkthroughs.{code}")
        days = list(figure.days(period, desk.at))
        assert (
            sum(day.numerator for day in days if day.of == "") == figure.value(period, desk.at, "").numerator
        )
        city = f"office:{desk.city.city.pk}"
        assert (
            sum(day.numerator for day in days if day.of == city)
            == figure.value(period, desk.at, city).numerator
        )


def test_what_is_doubtful_counts_once_a_person_says_that_it_was_real(desk, sitting):
    sitting = desk.do(actions.end_sitting, sitting, "director_chen", summary="一切正常。")
    desk.later()
    assert (value(desk, "person_times"), value(desk, "doubtful")) == ((0, None), (1, None))
    before = desk.at
    desk.do(actions.judge_sitting, sitting, "zhao_min", genuine=True, reason="监控看过。")
    desk.later()
    assert (value(desk, "person_times"), value(desk, "doubtful")) == ((1, None), (0, None))
    asked_then = figure_of("walkthroughs.person_times").value(whole(desk), before, "")
    assert asked_then.numerator == 0


def test_a_number_does_not_tell_on_a_walk_in_disguise(desk, item):
    walk = desk.make(actions.start_walk, "deng_bo", item=item, disguised=True)
    find(desk, walk, who="deng_bo")
    desk.later()
    assert value(desk, "findings") == (0, None)
    desk.do(actions.end_walk, walk, "deng_bo", summary="看清楚了。")
    desk.later()
    assert value(desk, "findings") == (1, None)


def test_what_came_of_it(desk, item, walk):
    find(desk, walk)
    finding = Finding.objects.get()
    desk.later(days=10)
    version = item.versions.get()
    version.pk, version.place, version.published_at = None, 2, desk.at
    version.save()
    Gain.objects.create(finding=finding, version=version, days=0, materials=2, trips=1, at=desk.at)
    desk.later()
    assert (value(desk, "materials_saved"), value(desk, "trips_saved")) == ((2, None), (1, None))
    assert value(desk, "days_to_change") == (10, 1)
    assert credit_gains(Actor.calendar("walkthroughs"), desk.later()).done == 0


def test_coverage_is_a_share_of_the_high_frequency_items(desk, item, walk):
    assert value(desk, "coverage") == (0, 1)
    desk.do(actions.take_step, walk, "director_chen", name="受理")
    desk.later(minutes=40)
    walk.refresh_from_db()
    desk.do(actions.end_walk, walk, "director_chen", summary="走过。")
    desk.later()
    assert value(desk, "coverage") == (1, 1)
    assert value(desk, "findings_per_walk") == (0, 1)


def test_a_turn_kept_is_a_share_of_those_due(desk, active):
    seat(
        username="x1",
        name="某",
        office=desk.city.housing,
        title="副局长9",
        roles=[Role.UNIT_DEPUTY],
        grade=Grade.UNIT_DEPUTY,
    )
    assert value(desk, "turns_kept") == (0, 0)
