"""Each figure on a small set that was counted by hand; its day rows add up to it, and are the same when they are made again."""

from datetime import datetime, timedelta

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Outcome, RequestType
from bihuan.domain.cases.figures import MEASURES
from bihuan.domain.cases.figures.counting import Measure
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.organisations.choices import BodyKind, OfficeKind, UnitRank
from bihuan.kernel.duties.actions import extend_duty
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.figures import Period, Value, figure_of, value_from_days
from bihuan.kernel.figures.days import rebuild_days
from bihuan.kernel.figures.models import FigureDay
from bihuan.testing.cases import UNSOLVED, Loop
from bihuan.testing.city import City, make_office

YEAR = Period.year(2026)
ALL_DAYS = Period.parse("2026-01-01..2027-12-31")


@pytest.fixture
def told(city: City) -> datetime:
    """Counted by hand: six cases.

    1 solved, content · 2 struck off, the reporter says not solved · 3 sent back once, then struck off, not asked yet · 4 answered directly ·
    5 dispatched, never touched · 6 withdrawn. All are 双优化 of the city. As of 40 days later.
    """
    loop = Loop(city)
    loop.until("closed")
    dissatisfied = loop.until("follow_up")
    actions.follow_up_case(
        case=dissatisfied,
        by=loop.actor("wu_tong"),
        at=loop.later(),
        **UNSOLVED,
    )
    reworked = loop.until("strike_off")
    actions.rework_case(case=reworked, by=loop.actor("zheng_kai"), at=loop.later(), reason="照片看不清。")
    for step in ("complete", "endorse", "strike_off"):
        reworked = loop.step(step, reworked)
    asked = loop.register(request_type=RequestType.PRAISE)
    actions.reply_case(case=asked, by=loop.actor("zhao_min"), at=loop.later(), reply="谢谢您的表扬。")
    loop.until("acknowledge")
    gone = loop.register()
    actions.withdraw_case(case=gone, by=loop.actor("zhao_min"), at=loop.later())
    return loop.at + timedelta(days=40)


EXPECTED = {
    "cases.registered": Value(6, None, "件"),
    "cases.resolution_rate": Value(
        3, 6, "%"
    ),  # the newspaper's reading: struck off as solved, whatever the reporter says
    "cases.direct_answer_share": Value(1, 6, "%"),
    "cases.acceptance_in_time": Value(6, 6, "%"),  # a withdrawal in time is nobody's lateness
    "cases.response_rate": Value(1, 4, "%"),  # contacted thrice, confirmed once
    "cases.on_time_rate": Value(3, 4, "%"),
    "cases.late_parts_share": Value(1, 4, "%"),
    "cases.late_parts": Value(1, None, "件"),
    "cases.solved_by_reporter": Value(1, 4, "%"),
    "cases.solved_by_claim": Value(3, 4, "%"),
    "cases.claim_gap": Value(2, 4, "%"),
    "cases.satisfaction_rate": Value(1, 2, "%"),
    "cases.rework_rate": Value(1, 4, "%"),
    "cases.return_rate": Value(0, 7, "%"),
    "cases.recurrence_rate": Value(0, 3, "%"),
    "cases.reopened": Value(0, None, "件"),
    "cases.excluded": Value(0, None, "件"),
    "cases.unreached": Value(0, None, "件"),
    "cases.anonymous": Value(0, None, "件"),
    "imported.replies": Value(0, None, "件"),
}


@pytest.mark.parametrize("code", EXPECTED)
def test_a_figure_is_what_was_counted_by_hand(told, code):
    assert figure_of(code).value(ALL_DAYS, told, "") == EXPECTED[code]


def test_day_rows_add_up_to_the_figure_and_come_out_the_same_again(told, city):
    for code, measure in MEASURES.items():
        figure = measure.figure
        rebuild_days(figure=figure, period=ALL_DAYS, as_of=told)
        once = list(
            FigureDay.objects.filter(code=code)
            .order_by("of", "day")
            .values_list("of", "day", "numerator", "denominator")
        )
        for of in (
            "",
            city.city.key.replace("office", "area"),
            city.housing.key,
            "programme:DUAL_OPTIMISATION",
        ):
            assert value_from_days(figure, ALL_DAYS, of=of) == figure.value(ALL_DAYS, told, of), (code, of)
        rebuild_days(figure=figure, period=ALL_DAYS, as_of=told)
        again = list(
            FigureDay.objects.filter(code=code)
            .order_by("of", "day")
            .values_list("of", "day", "numerator", "denominator")
        )
        assert once == again


def test_the_records_behind_are_as_many_as_the_number_says(told):
    measure = MEASURES["cases.resolution_rate"]
    assert measure.records(YEAR, told, "").count() == 6
    assert measure.records(YEAR, told, "", "above").count() == 3
    assert measure.records(YEAR, told, "", "rest").count() == 3


def test_keys_can_be_joined(told, city):
    measure = MEASURES["cases.resolution_rate"]
    both = f"area:{city.city.pk}+programme:DUAL_OPTIMISATION"
    assert measure.value(YEAR, told, both) == Value(3, 6, "%")
    assert measure.value(YEAR, told, f"area:{city.city.pk}+programme:WALK") == Value(0, 0, "%")
    assert measure.value(YEAR, told, f"office:{city.housing.pk}") == Value(3, 4, "%")


def test_what_happened_after_the_as_of_does_not_change_the_number(city):
    loop = Loop(city)
    case = loop.until("strike_off")
    before = loop.at
    loop.step("strike_off", case)
    figure = figure_of("cases.resolution_rate")
    assert figure.value(YEAR, before, "") == Value(0, 1, "%")
    assert figure.value(YEAR, loop.at, "") == Value(1, 1, "%")


def test_a_case_that_goes_round_again_is_not_solved_until_it_is_struck_off_again(city):
    loop = Loop(city)
    case = loop.until("follow_up")
    said = UNSOLVED
    actions.follow_up_case(case=case, by=loop.actor("wu_tong"), at=loop.later(), **said)
    ruled = actions.new_round(case=case, by=loop.actor("han_xue"), at=loop.later(), differs="由局长牵头。")
    figure = figure_of("cases.resolution_rate")
    assert figure.value(YEAR, loop.at, "") == Value(0, 1, "%")
    loop.step("dispatch", ruled)
    assert figure_of("cases.reopened").value(YEAR, loop.at, "") == Value(1, None, "件")


def test_an_excluded_case_leaves_the_reporters_rates_and_stays_in_the_resolution_rate(told):
    solved = Case.objects.filter(outcome=Outcome.SOLVED).order_by("id")[0]
    Case.objects.filter(pk=solved.pk).update(excluded_at=told)
    assert figure_of("cases.solved_by_reporter").value(ALL_DAYS, told, "") == Value(0, 3, "%")
    assert figure_of("cases.resolution_rate").value(YEAR, told, "") == Value(3, 6, "%")
    assert figure_of("cases.excluded").value(ALL_DAYS, told, "") == Value(1, None, "件")


@pytest.fixture
def station(told, city):
    """One of the four dispatched cases lay in a second-level unit of 市住建局."""
    made = make_office(
        parent=city.housing,
        code="JZ-ZJ-90",
        name="市住建局质监站",
        kind=OfficeKind.UNIT,
        body_kind=BodyKind.DEPARTMENT,
        unit_rank=UnitRank.SECOND,
    )
    Leg.objects.filter(case=Leg.objects.earliest("id").case_id).update(office=made)
    return made


@pytest.mark.parametrize("code", ["cases.registered", "cases.late_parts", "cases.handling_hours"])
def test_a_second_level_unit_counts_for_itself_and_within_the_unit_above_it(told, city, station, code):
    figure = figure_of(code)
    own, whole = (figure.value(ALL_DAYS, told, of) for of in (station.key, city.housing.key))
    elsewhere = {
        "cases.registered": (1, 4),
        "cases.late_parts": (0, 1),
        "cases.handling_hours": (own.numerator, whole.numerator),
    }[code]
    assert (own.numerator, whole.numerator) == elsewhere and whole.numerator >= own.numerator
    rebuild_days(figure=figure, period=ALL_DAYS, as_of=told)
    for of in (station.key, city.housing.key):
        assert value_from_days(figure, ALL_DAYS, of=of) == figure.value(ALL_DAYS, told, of)
    measure = MEASURES[code]
    if isinstance(measure, Measure):
        assert measure.by("office", ALL_DAYS, told, "")[city.housing.key].numerator == whole.numerator


def test_more_time_granted_later_does_not_change_what_was_late_before(city):
    """Due on the day, late the day after; with more time from then on it is due later: as of each day the figure is what it was."""
    loop = Loop(city)
    case = loop.until("contact")
    leg = case.legs.get(parent__isnull=False)
    was = leg.due_at
    after, granted = was + timedelta(hours=15), was + timedelta(hours=16)
    promise = Duty.objects.get(subject_id=case.pk, verb="promise")
    late, kept = figure_of("cases.late_parts"), figure_of("cases.on_time_rate")
    asked = (late.value(ALL_DAYS, after, ""), kept.value(ALL_DAYS, promise.due_at, ""))
    assert asked == (Value(1, None, "件"), Value(0, 1, "%"))
    to = promise.due_at + timedelta(days=7)
    extend_duty(duty=Duty.objects.get(item=leg.item, verb="handle"), at=granted, to=to)
    Leg.objects.filter(pk=leg.pk).update(due_at=to)
    due = promise.due_at
    extend_duty(duty=promise, at=due + timedelta(minutes=1), to=to)
    assert (late.value(ALL_DAYS, after, ""), kept.value(ALL_DAYS, due, "")) == asked
    assert late.value(ALL_DAYS, granted + timedelta(minutes=1), "") == Value(0, None, "件")
    assert kept.value(ALL_DAYS, due + timedelta(minutes=2), "") == Value(0, 0, "%")
