"""The figures of supervision from records that happened: each with its volume, its days and its table by office add up to it, every number
opens what is behind it, and 反复的科室 has one definition."""

from datetime import timedelta

import pytest

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.choices import LegRole
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, Decision, IncidentKind, Rung
from bihuan.domain.supervision.figures import TALLIES
from bihuan.domain.supervision.figures.repeating import REPEATS, seen
from bihuan.domain.supervision.models import Finding, Incident
from bihuan.kernel.calendar import day_of
from bihuan.kernel.figures import Period, figure_of, value_from_days
from bihuan.kernel.figures.days import rebuild_days
from bihuan.testing.tables import moment, table


def year(loop) -> Period:
    return Period.year_to(day_of(loop.at))


def said(loop, name, of="", period=None):
    value = figure_of(f"supervision.{name}").value(period or year(loop), loop.at, of)
    return (value.numerator, value.denominator) if value.denominator is not None else value.numerator


@pytest.fixture
def lapsed(supervising, loop):
    """Two cases of one section lapse; a third was handed in in time."""
    in_time = loop.until("complete")
    for step in ("complete", "endorse"):
        in_time = loop.step(step, in_time)
    late = [loop.until("complete") for _ in range(2)]
    loop.later(days=30)
    supervising.tick()
    return late


def test_late_share_sets_what_cards_count_against_what_was_due(supervising, loop, lapsed):
    city = loop.city
    assert said(loop, "late_share", city.housing_permits.key) == (2, 3)
    assert (
        said(loop, "late_share", city.housing.key) == said(loop, "late_share") == (2, 6)
    )  # its desk's parts are parts
    assert said(loop, "late_share", city.streets.key) == (0, 0)
    finding = Finding.objects.filter(office=city.housing_permits).first()
    assert finding is not None and finding.volume in (0, 3)  # the same volume stands behind a card
    counted = list(Incident.objects.filter(office=city.housing_permits).values_list("counted", flat=True))
    assert said(loop, "late_minutes", city.housing_permits.key) == (sum(counted), 2)


def test_what_an_outage_took_away_is_in_no_rate(supervising, loop, lapsed):
    supervising.outage(loop.at - timedelta(days=60), loop.at - timedelta(minutes=2))
    supervising.tick()
    assert said(loop, "late_share", loop.city.housing_permits.key) == (0, 3)


def test_the_office_that_supervises_is_counted_too(supervising, loop):
    loop.until("accept")
    loop.later(days=10)
    supervising.tick()
    assert said(loop, "office_late_share") == (1, 1)
    assert said(loop, "late_share") == (0, 0)


def test_false_completion_is_counted_where_it_was_claimed(supervising, loop):
    good, bad = (loop.until("strike_off") for _ in range(2))
    loop.step("strike_off", good)
    supervising.do(cases.rework_case, bad, "zheng_kai", reason="照片看不清。")
    supervising.tick()
    assert Incident.objects.get(kind=IncidentKind.FALSE_AT_CHECK).subject_id == bad.pk
    assert said(loop, "false_share", loop.city.housing_permits.key) == (1, 2)


def test_orders_and_cards_stand_until_they_end(supervising, loop):
    section, unit = loop.city.housing_permits.key, loop.city.housing.key
    card = supervising.card("effective")
    assert (said(loop, "cards", unit), said(loop, "yellow_cards", unit), said(loop, "red_cards")) == (1, 1, 0)
    order = supervising.supervision(Rung.SECTION)
    assert (said(loop, "orders", section), said(loop, "open_orders", f"{unit}+rung:SECTION")) == (1, 1)
    assert said(loop, "open_orders", f"{unit}+rung:HEAD") == 0
    supervising.do(actions.withdraw_supervision, order, "zhao_min", reason="发错了。")
    assert (said(loop, "orders", section), said(loop, "open_orders", section)) == (0, 0)
    before = Period.day(day_of(card.effective_at) - timedelta(days=1))
    assert said(loop, "yellow_cards", section, before) == 0
    loop.at = card.expires_at + timedelta(days=1)  # whether or not the night's job has run
    assert said(loop, "yellow_cards", section) == 0
    assert said(loop, "yellow_cards", section, Period.day(day_of(card.effective_at) + timedelta(days=1))) == 1


def test_how_often_an_appeal_changes_something(supervising, loop):
    card = supervising.card("decide")
    assert said(loop, "appeals_changed") == (0, 0)  # undecided
    given = {"decision": Decision.LIFTED, "ground": AppealGround.OUTAGE, "reasons": "平台故障。"}
    supervising.do(actions.decide_appeal, card, "han_xue", **given)
    assert said(loop, "appeals_changed", card.section.key) == (1, 1)


@pytest.mark.parametrize("code", [code for code, tally in TALLIES.items() if not tally.is_stock])
def test_days_and_the_table_by_office_add_up_to_the_figure(supervising, loop, lapsed, code):
    supervising.supervision(Rung.SECTION, lapsed[0])
    tally, whole = TALLIES[code], year(loop)
    rebuild_days(figure=tally.figure, period=whole, as_of=loop.at)
    by_office = tally.by_office(whole, loop.at)
    for office in (loop.city.city, loop.city.housing, loop.city.housing_permits):
        asked = tally.value(whole, loop.at, office.key)
        assert value_from_days(tally.figure, whole, of=office.key) == asked
        assert by_office.get(office.key, asked) == asked
        assert office.key in by_office or not asked.numerator
    assert value_from_days(tally.figure, whole) == tally.value(whole, loop.at, "")


def test_every_number_opens_the_cases_behind_it(loop, lapsed):
    tally, of = TALLIES["supervision.late_share"], loop.city.housing_permits.key
    late = Case.objects.filter(pk__in=tally.cases(year(loop), loop.at, of, "above"))
    assert set(late) == set(lapsed)
    assert Case.objects.filter(pk__in=tally.cases(year(loop), loop.at, of)).count() == 3
    own = TALLIES["supervision.office_late_share"]
    assert (
        Case.objects.filter(pk__in=own.cases(year(loop), loop.at, "", "rest")).count() == 2
    )  # one waits for its check


@table(
    """
    remark                                     | late_in                            | ends       | repeats
    three of the last six months               | 2026-06; 2026-08; 2026-11          | 2026-11-30 | yes
    two months are not enough, however many    | 2026-10; 2026-10; 2026-11; 2026-11 | 2026-11-30 |
    the month before the six does not count    | 2026-05; 2026-08; 2026-11          | 2026-11-30 |
    seen from the end of the period            | 2026-05; 2026-08; 2026-10          | 2026-10-31 | yes
    the turn of the year is none               | 2026-11; 2026-12; 2027-01          | 2027-01-31 | yes
    """,
    repeats=lambda text: text == "yes",
)
def test_one_definition_of_a_section_that_comes_back(loop, late_in, ends, repeats):
    city = loop.city
    section, other, case = city.housing_permits, city.streets_window, loop.register()
    for office, month in [*((section, one.strip()) for one in late_in.split(";")), (other, ends[:7])]:
        due = moment(f"{month}-05 12:00")
        leg = Leg.objects.create(
            case=case,
            round=1,
            office=office,
            role=LegRole.LEAD,
            limit="5 wd",
            dispatched_at=due,
            due_at=due,
            state="COMPLETED",
            ended_at=due,
        )
        Incident.objects.create(
            key=f"late:{leg.item}", kind=IncidentKind.LATE, office=office, unit=office.unit, subject_kind="case",
            subject_id=case.pk, item=leg.item, began_at=due, at=due, counted=60,
        )  # fmt: skip
    period, at = Period.parse(f"2026-01-01..{ends}"), moment("2027-02-01 09:00")
    found = seen(period, at, section.unit.key)
    assert (section.pk in found.again) is repeats
    assert REPEATS.value(period, at, section.unit.key).numerator == repeats
    assert REPEATS.by_office(seen(period, at, ""))[section.unit.key] == REPEATS.value(
        period, at, section.unit.key
    )
    assert set(REPEATS.records(period, at, "", "above")) == ({section} if repeats else set())
    assert REPEATS.value(period, at, "").denominator == 2
