"""时间账: the days add up to the time that passed."""

import itertools
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import facts_of, time_account, time_account_of
from bihuan.domain.cases.rules.accounting import account
from bihuan.domain.cases.tests.parts import returned_to_office, with_section
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.kernel.calendar import Limit, city_calendar, day_of
from bihuan.testing.city import MONDAY_MORNING

GAPS = st.integers(min_value=1, max_value=60 * 24 * 9)


def passed(case, at):
    return city_calendar().working_minutes_between(case.registered_at, case.ended_at or at)


def test_one_bar_of_a_case(loop):
    case = returned_to_office(loop)
    bar = time_account(case, at=loop.at)
    assert [(held.office.code, held.stage) for held in bar] == [
        ("JZ", "TRIAGE"),
        ("JZ-ZJ-01", "DESK"),
        ("JZ", "TRIAGE"),
    ]
    assert sum(held.working_minutes for held in bar) == passed(case, loop.at)


@given(st.lists(GAPS, min_size=1, max_size=12), st.integers(min_value=0, max_value=59))
def test_minutes_that_rounding_takes_from_one_the_next_one_gets(shipped, gaps, seconds):
    moments = [MONDAY_MORNING + timedelta(seconds=seconds)]
    for gap in gaps:
        moments.append(moments[-1] + timedelta(minutes=gap, seconds=37))
    rows = list(account(shipped, [(n, a, b) for n, (a, b) in enumerate(itertools.pairwise(moments))]))
    assert sum(minutes for *_, minutes in rows) == shipped.working_minutes_between(moments[0], moments[-1])
    assert all(minutes >= 0 for *_, minutes in rows)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_is_done_in_whatever_order_the_hands_add_up(loop, data):
    """A random walk through the verbs: nobody's time is lost, nobody's is counted twice, and exactly one office holds an open case."""
    loop.at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    case = loop.step("dispatch", loop.step("accept", loop.register()))
    for _ in range(data.draw(st.integers(min_value=3, max_value=14))):
        loop.later(minutes=data.draw(st.integers(min_value=1, max_value=900)))
        moves = _moves(loop, case)
        if not moves:
            break
        code, who = data.draw(st.sampled_from(moves))
        case = _take(loop, case, code, who)
        bar = time_account(case, at=loop.at)
        assert all(a.to_at == b.from_at for a, b in itertools.pairwise(bar))
        assert bar[0].from_at == case.registered_at
        assert sum(1 for held in bar if held.to_at is None) == (1 if case.is_open else 0)
        assert sum(held.working_minutes for held in bar) == passed(case, loop.at)
        if not case.is_open:
            break


INPUTS = {
    "acknowledge": lambda c: {},
    "subdispatch": lambda c: {"office": c.housing_permits},
    "return": lambda c: {"proper": c.streets_enforcement, "clause": "不属本单位职责。"},
    "sign_return": lambda c: {},
    "accept_return": lambda c: {},
    "refuse_return": lambda c: {"reason": "属你单位职责。"},
    "reassign": lambda c: {"office": c.streets},
    "force_dispatch": lambda c: {"office": c.housing, "reasons": "属住建职责。"},
    "recall": lambda c: {"office": c.housing, "reason": "派错了。"},
    "dispatch": lambda c: {"office": c.housing},
    "request_extension": lambda c: {"limit": Limit(2, "wd"), "reason": "等检测。"},
    "decide_extension": lambda c: {"granted": True},
    "request_suspension": lambda c: {"until": None, "reason": "等鉴定。"},
    "decide_suspension": lambda c: {"granted": True},
    "resume": lambda c: {},
    "complete": lambda c: {"outcome": "SOLVED", "reply": "已按许可要求整改完毕。"},
    "endorse": lambda c: {},
    "refuse_completion": lambda c: {"reason": "再核实。"},
    "strike_off": lambda c: {"on_site": True},
    "rework": lambda c: {"reason": "证据不足。"},
    "remind": lambda c: {},
}
CAST = ("zhao_min", "ma_li", "li_qiang", "gao_feng", "xu_hui", "zheng_kai")


def _moves(loop, case):
    case = Case.objects.select_related("office").get(pk=case.pk)
    facts = {who: facts_of(case, loop.actor(who)) for who in CAST}
    return [
        (verb.code, who)
        for verb in CASE_VERBS
        if verb.code in INPUTS
        for who in CAST
        if verb.may(facts[who], loop.actor(who)) is None
    ]


def _take(loop, case, code, who):
    from bihuan.kernel.refusals import Refusal

    inputs = INPUTS[code](loop.city)
    if code == "request_suspension":
        inputs["until"] = day_of(loop.at) + timedelta(days=3)
    try:
        return CASE_VERBS.get(code).action(case=case, by=loop.actor(who), at=loop.at, **inputs)
    except Refusal:
        return Case.objects.select_related("office").get(pk=case.pk)


def test_a_unit_s_account_is_the_sum_of_its_offices(loop):
    case = with_section(loop)
    on = day_of(loop.at)
    unit = time_account_of(loop.city.housing.key, on, on, at=loop.at)
    mine = [held for held in time_account(case, at=loop.at) if held.office.is_inside(loop.city.housing)]
    assert {(t.office, t.stage) for t in unit} == {(h.office, h.stage) for h in mine}
    assert abs(sum(t.working_minutes for t in unit) - sum(h.working_minutes for h in mine)) <= 1


def test_the_city_s_account_is_all_the_time_that_passed(loop):
    case = with_section(loop)
    on = day_of(loop.at)
    totals = time_account_of(loop.city.city.key, on, on, at=loop.at)
    assert abs(sum(t.working_minutes for t in totals) - passed(case, loop.at)) <= len(totals)


def test_a_period_clips_what_reaches_beyond_it(loop):
    with_section(loop)
    on = day_of(loop.at)
    loop.later(days=2)
    days = [time_account_of(loop.city.housing.key, d, d, at=loop.at) for d in (on, on + timedelta(days=1))]
    assert all(total.working_minutes <= 7 * 60 for day in days for total in day)
    assert days[1][0].working_minutes == 390


def test_the_account_of_many_cases_asks_no_more_than_that_of_one(loop):
    on = day_of(loop.at)
    asked = []
    for _ in range(3):
        with_section(loop)
        with CaptureQueriesContext(connection) as queries:
            time_account_of(loop.city.city.key, on, on, at=loop.at)
        asked.append(len(queries))
    assert len(set(asked)) == 1


def test_no_time_no_rows(loop):
    assert (
        time_account_of(loop.city.streets.key, MONDAY_MORNING.date(), MONDAY_MORNING.date(), at=loop.at) == []
    )
