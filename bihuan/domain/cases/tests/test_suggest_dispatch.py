"""派单目录, 派单建议."""

from datetime import date, timedelta

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.models import DispatchRule
from bihuan.domain.cases.queries import rules_on, suggest_dispatch
from bihuan.domain.cases.rules.suggesting import RuleFacts, categories_of, ranked
from bihuan.domain.cases.tests.parts import do, lifted
from bihuan.kernel.calendar import Limit, day_of
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

CATEGORY = "城市管理/停车/拖车"
FROM = date(2026, 1, 1)


def row(loop, lead, who="zhao_min", **values):
    values.setdefault("from_on", FROM)
    values.setdefault("document", "荆双办〔2026〕3号")
    return actions.add_dispatch_rule(by=loop.actor(who), at=loop.later(), lead=lead, **values)


def suggested(loop, **reported):
    case = loop.register(category=CATEGORY, **reported)
    return suggest_dispatch(case, day_of(loop.at))


def test_the_most_specific_row_in_force_comes_first_with_its_document(loop):
    row(loop, loop.city.housing, category="城市管理")
    row(
        loop,
        loop.city.streets,
        category="城市管理/停车",
        co_offices=[loop.city.housing],
        limit=Limit(5, "wd"),
    )
    best, other = suggested(loop)
    assert (best.office, best.co_offices, best.limit) == (
        loop.city.streets,
        [loop.city.housing],
        Limit(5, "wd"),
    )
    assert "荆双办〔2026〕3号" in best.reasons[0]
    assert other.office == loop.city.housing
    assert best.sure > other.sure


def test_the_respondent_decides_before_the_category(loop):
    row(loop, loop.city.housing, category=CATEGORY)
    row(loop, loop.city.streets, respondent=loop.city.towing)
    assert suggested(loop, respondent=loop.city.towing)[0].office == loop.city.streets


def test_a_row_holds_inside_its_region_only(loop):
    row(loop, loop.city.county_roads, category=CATEGORY, region=loop.city.regions["county"])
    assert suggested(loop) == []
    assert suggested(loop, region=loop.city.regions["town"])[0].office == loop.city.county_roads


def test_a_new_row_ends_the_one_that_said_the_same(loop):
    old = row(loop, loop.city.housing, category=CATEGORY)
    row(loop, loop.city.streets, category=CATEGORY, from_on=date(2026, 7, 1))
    old.refresh_from_db()
    assert old.until_on == date(2026, 6, 30)
    assert [r.lead for r in rules_on(date(2026, 6, 30))] == [loop.city.housing]
    assert [r.lead for r in rules_on(date(2026, 7, 1))] == [loop.city.streets]
    assert [e.event for e in history(old.subject)] == ["dispatch_rule.add", "dispatch_rule.end"]


def test_an_ended_row_is_not_suggested_any_more(loop):
    rule = row(loop, loop.city.streets, category=CATEGORY)
    actions.end_dispatch_rule(
        rule=rule, by=loop.actor("zhao_min"), at=loop.later(), until_on=day_of(loop.at) - timedelta(days=1)
    )
    assert suggested(loop) == []


def test_rulings_and_like_cases_speak_too(loop):
    ruled = lifted(loop, category=CATEGORY)
    do(loop, actions.arbitrate_case, ruled, "han_xue", office=loop.city.streets, reasons="拖车归城管。")
    loop.until("closed", category=CATEGORY)
    by_ruling, by_likeness = suggested(loop)
    assert (by_ruling.office, by_likeness.office) == (loop.city.streets, loop.city.housing)
    assert ruled.number in by_ruling.reasons[0]
    assert "1 件" in by_likeness.reasons[0]


def test_never_the_complained_of(loop):
    row(loop, loop.city.streets, category=CATEGORY)
    assert suggested(loop, respondent=loop.city.streets, about_conduct=True) == []


def test_the_catalogue_is_kept_where_the_lead_lies(loop):
    assert row(loop, loop.city.county_roads, who="song_na").pk
    with refused("not_your_catalogue"):
        row(loop, loop.city.streets, who="song_na")
    with refused("not_your_catalogue"):
        row(loop, loop.city.streets, who="ma_li")


def test_every_row_has_a_document(loop):
    with refused("no_document"):
        row(loop, loop.city.streets, document="")
    assert not DispatchRule.objects.exists()


@pytest.mark.parametrize(("category", "line"), [("a/b", ("a/b", "a", "")), ("a", ("a", "")), ("", ("",))])
def test_a_category_lies_under_those_above_it(category, line):
    assert categories_of(category) == line


def test_of_equals_the_newest_comes_first():
    rules = [RuleFacts(1, "a", None, None), RuleFacts(2, "a", None, None), RuleFacts(3, "b", None, None)]
    assert [r.id for r in ranked(rules, category="a/x", regions=(), respondents=())] == [2, 1]
