"""The flow: exact on small cases against trying everything, never fails, never breaks a rule whatever the city."""

import random
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.liaison.rules.flow import (
    FULL,
    NO_CADRE,
    Cadre,
    Costs,
    Firm,
    area_cost,
    changes,
    fit_cost,
    load_cost,
    pair,
    total,
)

COSTS = Costs(near=0, county=5, city=20, expertise=30, second=200, load=12, short=1000, stability=50)
FREE = Costs(near=0, county=5, city=20, expertise=30, second=200, load=12, short=1000, stability=0)
CITY, COUNTY, TOWN, OTHER = "/1/", "/1/5/", "/1/5/9/", "/1/6/"

AREAS = [
    # firm, cadre, level, cost: 同乡镇、同县、市级、别的县
    (TOWN, TOWN, "TOWN", 0),
    (TOWN, COUNTY, "COUNTY", 5),
    (COUNTY, COUNTY, "COUNTY", 0),
    (COUNTY, TOWN, "TOWN", 5),
    (TOWN, CITY, "CITY", 20),
    (OTHER, COUNTY, "COUNTY", None),
    (OTHER, TOWN, "TOWN", None),
    ("", TOWN, "TOWN", 5),
]


@pytest.mark.parametrize(("firm", "cadre", "level", "cost"), AREAS)
def test_same_area(firm, cadre, level, cost):
    assert area_cost(Firm(1, firm), Cadre(2, cadre, level, 1), COSTS) == cost


def test_expertise_is_the_beginning_of_the_code():
    knows = Cadre(1, COUNTY, "COUNTY", 1, frozenset({"C13", "I"}))
    assert [fit_cost(Firm(1, COUNTY, code), knows, COSTS) for code in ("C1331", "I65", "C26", "")] == [
        0,
        0,
        30,
        0,
    ]


def test_stability_keeps_last_years_steward_until_a_better_one_is_worth_it():
    old, better = Cadre(1, CITY, "CITY", 1), Cadre(2, TOWN, "TOWN", 1, frozenset({"C"}))
    firm = Firm(7, TOWN, "C13", steward=1)
    (kept,) = pair([firm], [old, better], COSTS)
    (free,) = pair([firm], [old, better], FREE)
    assert (kept.cadre, kept.mismatch) == (
        1,
        50,
    )  # 20 for the city, 30 for the expertise: as much as a change
    assert (free.cadre, free.mismatch) == (2, 0)
    assert (changes([firm], [kept]), changes([firm], [free])) == (0, 1)


def test_a_tie_is_broken_in_favour_of_no_change():
    twins = [Cadre(1, COUNTY, "COUNTY", 1), Cadre(2, COUNTY, "COUNTY", 1)]
    firms = [Firm(8, COUNTY, steward=2), Firm(9, COUNTY, steward=1)]
    assert [match.cadre for match in pair(firms, twins, FREE)] == [2, 1]


def test_load_is_shared_before_anybody_has_two():
    cadres = [Cadre(pk, COUNTY, "COUNTY", 3) for pk in (1, 2, 3)]
    matches = pair([Firm(pk, COUNTY) for pk in range(10, 15)], cadres, COSTS)
    held = [match.cadre for match in matches]
    assert sorted(held.count(pk) for pk in (1, 2, 3)) == [1, 2, 2]
    assert total(matches) == 2 * (200 + 12)


FAR, NEAR = Cadre(1, CITY, "CITY", 2), Cadre(2, TOWN, "TOWN", 2, frozenset({"C13"}))
IDLE_FIRST = [
    # 企业（区域、行业、原店小二），干部，谁包谁
    ("两家都合近的，远的空着", [(TOWN, "C13", None), (TOWN, "C13", None)], [FAR, NEAR], [1, 2]),
    ("近的已包两家，来了一名新的", [(TOWN, "C13", 2), (TOWN, "C13", 2)], [FAR, NEAR], [1, 2]),
    ("三家两人，谁都不空", [(TOWN, "C13", 2), (TOWN, "C13", 2), (CITY, "I65", 1)], [FAR, NEAR], [1, 2, 2]),
    ("别的县的企业，空着也不能包", [(OTHER, "", None), (OTHER, "", None)], [FAR, NEAR], [1, 1]),
    (
        "空着的在休假，不接新的",
        [(TOWN, "C13", None), (TOWN, "C13", None)],
        [replace(FAR, takes_new=False), NEAR],
        [2, 2],
    ),
]


@pytest.mark.parametrize(
    ("told", "cadres", "chosen"), [row[1:] for row in IDLE_FIRST], ids=[row[0] for row in IDLE_FIRST]
)
def test_whoever_stands_idle_comes_before_anybodys_second_firm(told, cadres, chosen):
    firms = [Firm(10 + place, *row) for place, row in enumerate(told)]
    assert sorted(match.cadre for match in pair(firms, cadres, COSTS)) == chosen


def test_without_that_aim_they_would_stand_idle():
    firms = [Firm(10, TOWN, "C13"), Firm(11, TOWN, "C13")]
    assert {match.cadre for match in pair(firms, [FAR, NEAR], replace(COSTS, second=0))} == {2}


def test_a_prefectures_cadres_all_keep_a_firm():
    """1,414 of three levels, 1,700 firms in nine areas, conflicts here and there: nobody is idle, nobody has three."""
    rng = random.Random(5)
    places = [("/1/", "CITY"), ("/1/", "CITY")]
    cadres = []
    for pk in range(1, 1_415):
        county = f"/1/{rng.randrange(9)}/"
        region, level = [*places, (county, "COUNTY"), (f"{county}{rng.randrange(3)}/", "TOWN")][pk % 4]
        knows = frozenset({rng.choice(["C13", "I", "C34"])} if rng.random() < 0.5 else ())
        cadres.append(Cadre(pk, region, level, 3 if level == "CITY" else 2, knows))
    industries = ["C1331", "I65", "C34", "C26", "G54"]
    firms = [Firm(pk, f"/1/{rng.randrange(9)}/", rng.choice(industries)) for pk in range(5_000, 6_700)]
    barred = {(rng.randrange(1, 1_415), rng.randrange(5_000, 6_700)) for _ in range(300)}
    held = Counter(match.cadre for match in pair(firms, cadres, COSTS, forbidden=barred))
    assert None not in held and len(held) == 1_414 and max(held.values()) == 2


def test_overflow_is_named_with_its_reason():
    cadres = [Cadre(1, COUNTY, "COUNTY", 1)]
    matches = pair([Firm(8, COUNTY), Firm(9, COUNTY), Firm(7, OTHER)], cadres, COSTS)
    assert sorted(match.short for match in matches) == ["", FULL, NO_CADRE]
    assert pair([], cadres, COSTS) == [] and pair([Firm(1, COUNTY)], [], COSTS)[0].short == NO_CADRE


def test_on_leave_one_keeps_whom_one_has_and_gets_nobody_new():
    away = Cadre(1, COUNTY, "COUNTY", 2, takes_new=False)
    matches = pair([Firm(8, COUNTY, steward=1), Firm(9, COUNTY)], [away], COSTS)
    assert [match.cadre for match in matches] == [1, None]


def test_a_conflict_bars_even_last_years_steward():
    cadres = [Cadre(1, COUNTY, "COUNTY", 1), Cadre(2, COUNTY, "COUNTY", 1)]
    matches = pair([Firm(8, COUNTY, steward=1)], cadres, COSTS, forbidden={(1, 8)})
    assert [match.cadre for match in matches] == [2]


REGIONS = st.sampled_from([CITY, COUNTY, TOWN, OTHER, ""])
CADRES = st.builds(
    lambda region, level, capacity, expertise, takes_new: (region, level, capacity, expertise, takes_new),
    REGIONS,
    st.sampled_from(["CITY", "COUNTY", "TOWN"]),
    st.integers(0, 2),
    st.frozensets(st.sampled_from(["C13", "I"]), max_size=1),
    st.booleans(),
)
FIRMS = st.tuples(REGIONS, st.sampled_from(["C13", "I65", ""]), st.one_of(st.none(), st.integers(1, 4)))


def worth(firms, cadres, chosen, forbidden, costs):
    """The cost of one way to pair, or None where it breaks a rule."""
    by_id, held, cost = {cadre.id: cadre for cadre in cadres}, {}, 0
    for firm, pk in zip(firms, chosen, strict=True):
        if pk is None:
            cost += costs.short
            continue
        cadre = by_id[pk]
        fit = fit_cost(firm, cadre, costs)
        is_own = firm.steward == pk
        if fit is None or (pk, firm.id) in forbidden or not (cadre.takes_new or is_own):
            return None
        cost += fit + (costs.stability if firm.steward in by_id and not is_own else 0)
        cost += load_cost(held.get(pk, 0), costs)
        held[pk] = held.get(pk, 0) + 1
        if held[pk] > cadre.capacity:
            return None
    return cost


@given(
    st.lists(FIRMS, max_size=4),
    st.lists(CADRES, max_size=3),
    st.sets(st.tuples(st.integers(1, 3), st.integers(101, 104)), max_size=4),
    st.sampled_from([COSTS, FREE]),
)
def test_it_is_the_cheapest_of_all_ways_and_breaks_no_rule(told_firms, told_cadres, forbidden, costs):
    firms = [Firm(101 + place, *told) for place, told in enumerate(told_firms)]
    cadres = [Cadre(1 + place, *told) for place, told in enumerate(told_cadres)]
    matches = pair(firms, cadres, costs, forbidden=forbidden)
    mine = worth(firms, cadres, [match.cadre for match in matches], forbidden, costs)
    assert mine is not None
    ids = [None, *(cadre.id for cadre in cadres)]
    every = (worth(firms, cadres, way, forbidden, costs) for way in product(ids, repeat=len(firms)))
    assert mine == min(cost for cost in every if cost is not None)
    assert mine == sum(sum(m.parts.values()) for m in matches) + costs.short * sum(
        m.cadre is None for m in matches
    )


@given(
    st.lists(FIRMS, max_size=9),
    st.lists(CADRES, max_size=5),
    st.sets(st.tuples(st.integers(1, 5), st.integers(101, 109)), max_size=6),
)
def test_no_firm_of_somebody_with_two_could_go_to_somebody_with_none(told_firms, told_cadres, forbidden):
    firms = [Firm(101 + place, *told) for place, told in enumerate(told_firms)]
    cadres = [Cadre(1 + place, *told) for place, told in enumerate(told_cadres)]
    matches = pair(firms, cadres, COSTS, forbidden=forbidden)
    held = Counter(match.cadre for match in matches)
    for idle in (one for one in cadres if one.takes_new and one.capacity and not held[one.id]):
        for firm, match in zip(firms, matches, strict=True):
            may = fit_cost(firm, idle, COSTS) is not None and (idle.id, firm.id) not in forbidden
            assert not may or held[match.cadre] == 1, (idle, firm, match)
