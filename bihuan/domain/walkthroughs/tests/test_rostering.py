"""The solver against a judge that does not know it, and against every possible plan where there are few."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.domain.walkthroughs.rules.rostering import (
    Leader,
    Leave,
    Problem,
    Window,
    Wish,
    differing,
    faults,
)
from bihuan.domain.walkthroughs.rules.solving import solve


def load(plan, leaders):
    """How often each sits."""
    counted = Counter(plan.values())
    return {leader.key: counted[leader.key] for leader in leaders}


def problem(leaders=3, windows=1, weeks=4, **more):
    return Problem(
        leaders=[Leader(n, n % 2) for n in range(leaders)],
        windows=[Window(n, n % 2) for n in range(windows)],
        places=[(window, week) for window in range(windows) for week in range(weeks)],
        **more,
    )


@st.composite
def problems(draw):
    leaders, windows, weeks = draw(st.integers(1, 4)), draw(st.integers(1, 2)), draw(st.integers(1, 4))
    who, week = st.integers(0, leaders - 1), st.integers(0, weeks - 1)
    leaves = draw(st.lists(st.tuples(who, week), max_size=4))
    return problem(
        leaders,
        windows,
        weeks,
        gap=draw(st.integers(0, 2)),
        spread=draw(st.integers(1, 2)),
        away=draw(st.integers(0, 1)),
        leaves=[Leave(leader, frozenset({at}), key) for key, (leader, at) in enumerate(leaves)],
        bans=frozenset(draw(st.lists(st.tuples(who, st.integers(0, windows - 1)), max_size=2))),
    )


def possible(known):
    """Whether any plan at all keeps everything: tried one by one."""
    people = [one.key for one in known.leaders]
    for who in product(people, repeat=len(known.places)):
        plan = dict(zip(known.places, who, strict=True))
        weeks = [(person, week) for (_, week), person in plan.items()]
        if len(weeks) == len(set(weeks)) and not list(faults(known, plan)):
            return True
    return False


@settings(max_examples=60, deadline=None)
@given(problems())
def test_it_finds_a_plan_exactly_where_there_is_one_and_keeps_everything(known):
    found = solve(known)
    assert (found.plan is not None) is possible(known)
    if found.plan is not None:
        assert not list(faults(known, found.plan))
    else:
        assert found.obstacles or found.unfilled


@settings(max_examples=20, deadline=None)
@given(problems(), st.integers(0, 3))
def test_a_plan_that_holds_is_kept_as_far_as_new_wishes_allow(known, leader):
    first = solve(known)
    if first.plan is None:
        return
    again = Problem(
        **{name: getattr(known, name) for name in known.__dataclass_fields__} | {"kept": first.plan}
    )
    assert differing(solve(again).plan, first.plan) == 0


def test_the_same_question_has_the_same_answer():
    assert solve(problem(6, 2, 12, gap=1)).plan == solve(problem(6, 2, 12, gap=1)).plan


def test_turns_are_shared_in_proportion_to_presence():
    known = problem(3, 1, 12, leaves=[Leave(0, frozenset(range(6)), 1)])
    plan = solve(known).plan
    assert load(plan, known.leaders)[0] in (2, 3)
    assert (
        sorted(load(plan, known.leaders).values())[1:] == [5, 5]
        or sum(load(plan, known.leaders).values()) == 12
    )


def test_whoever_stands_in_the_way_is_named():
    leaves = [Leave(0, frozenset({2}), 10), Leave(1, frozenset({2}), 11)]
    found = solve(problem(3, 1, 4, leaves=leaves, bans=frozenset({(2, 0)})))
    assert found.plan is None
    assert (0, 2) in found.unfilled
    named = {(one.wish, one.leader) for one in found.obstacles if one.week == 2}
    assert named == {(Wish.LEAVE, 0), (Wish.LEAVE, 1), (Wish.BAN, 2)}


def test_where_only_fairness_stands_in_the_way_it_says_so():
    """Two places a week for two people, but one is barred from one window: the turns at the other bureau's window cannot be had."""
    found = solve(problem(2, 2, 2, away=1, bans=frozenset({(0, 1), (1, 0)})))
    assert found.plan is None and not found.unfilled
    assert {one.wish for one in found.obstacles} == {Wish.AWAY}


def test_what_was_fixed_stays_whatever_is_wished():
    known = problem(3, 1, 4, fixed={(0, 1): 2}, leaves=[Leave(2, frozenset({1}), 1)])
    assert solve(known).plan[0, 1] == 2


def test_nobody_fills_nothing():
    found = solve(problem(0, 1, 2))
    assert found.plan is None and len(found.unfilled) == 2


@pytest.mark.slow
def test_sixty_leaders_five_windows_a_year():
    known = Problem(
        leaders=[Leader(n, n % 12) for n in range(60)],
        windows=[Window(n, n) for n in range(5)],
        places=[(window, week) for window in range(5) for week in range(52)],
        gap=4,
        away=1,
        leaves=[Leave(n, frozenset({n % 50, n % 50 + 1}), n) for n in range(60)],
        bans=frozenset((n, n % 5) for n in range(0, 60, 4)),
    )
    plan = solve(known).plan
    assert plan is not None and not list(faults(known, plan))
