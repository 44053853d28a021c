"""统计上大中小微型企业, row by row."""

from datetime import date

import pytest

from bihuan.domain.enterprises.choices import SizeClass
from bihuan.domain.enterprises.queries import industries, size_class
from bihuan.domain.enterprises.queries.size import floors_of
from bihuan.domain.enterprises.rules.size import BRANCHES, STEPS, Branch, branch_of, size_class_of

WAN = 1_000_000  # fen
DAY = date(2026, 12, 31)
L, M, S, U = SizeClass.LARGE, SizeClass.MEDIUM, SizeClass.SMALL, SizeClass.MICRO
pytestmark = pytest.mark.django_db  # the city's own values are asked for, too


@pytest.mark.parametrize(
    ("staff", "revenue", "expected"),
    [
        # 工业: large ≥1000 and ≥40000万, medium ≥300 and ≥2000万, small ≥20 and ≥300万
        (1000, 40000, L),
        (999, 40000, M),
        (1000, 39999, M),
        (300, 2000, M),
        (299, 999999, S),  # one measure pulls it down
        (5000, 2000, M),
        (5000, 1999, S),
        (20, 300, S),
        (19, 999999, U),
        (5000, 299, U),  # 微型只须满足一项
        (0, 0, U),
        (None, 299, U),  # already micro whatever the other is
        (10, None, U),
        (None, 40000, None),  # nobody knows
        (1000, None, None),
        (None, None, None),
    ],
)
def test_industry(staff, revenue, expected):
    fen = None if revenue is None else revenue * WAN
    assert size_class("C34", staff=staff, revenue_fen=fen, assets_fen=None, on=DAY) == expected


@pytest.mark.parametrize(
    ("industry", "staff", "revenue", "assets", "expected"),
    [
        ("A01", None, 20000, None, L),
        ("A01", None, 499, None, S),
        ("E47", None, 80000, 79999, M),  # 建筑业: revenue and assets
        ("E47", None, 6000, 5000, M),
        ("E47", None, 6000, None, None),
        ("F51", 200, 40000, None, L),
        ("F51", 19, 40000, None, S),
        ("F52", 50, 500, None, M),
        ("G54", 300, 3000, None, M),
        ("G5990", 100, 1000, None, M),  # 仓储
        ("G5910", 100, 3000, None, S),  # 装卸搬运 counts as transport
        ("G60", 1000, 30000, None, L),
        ("H61", 100, 2000, None, M),
        ("H62", 9, 5000, None, U),
        ("I63", 1999, 100000, None, M),
        ("I65", 10, 50, None, S),
        ("K7010", None, 200000, 10000, L),
        ("K7010", None, 200000, 1999, U),
        ("K7020", 300, 1000, None, M),
        ("L72", 100, None, 8000, M),
        ("M74", 300, None, None, L),
        ("Q85", 9, None, None, U),
    ],
)
def test_other_branches(industry, staff, revenue, assets, expected):
    def fen(amount):
        return None if amount is None else amount * WAN

    assert (
        size_class(industry, staff=staff, revenue_fen=fen(revenue), assets_fen=fen(assets), on=DAY)
        == expected
    )


@pytest.mark.parametrize("industry", ["G53", "J66", "P83", "Q84", "S92", "K70", "K7040", "G59", "", "X99"])
def test_where_the_rule_does_not_say_there_is_no_class(industry):
    assert size_class(industry, staff=5000, revenue_fen=10**12, assets_fen=10**12, on=DAY) is None


def test_one_fen_below_is_below():
    assert size_class("C34", staff=1000, revenue_fen=40000 * WAN - 1, assets_fen=None, on=DAY) is M


@pytest.mark.parametrize("branch", list(Branch))
def test_every_branch_has_falling_floors(branch):
    floors = floors_of(branch, on=DAY)
    assert floors
    for floor in floors.values():
        large, medium, small = (floor[step] for step in STEPS)
        assert large > medium > small > 0


def test_every_prefix_is_an_industry():
    assert all(code[:3] in industries() for code in BRANCHES)
    assert branch_of("C3411") is Branch.INDUSTRY


def test_no_measure_no_class():
    assert size_class_of({}, {}) is None
