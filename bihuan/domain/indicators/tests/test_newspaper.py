"""The page's figures: what holds, what does not, and what each row says of itself."""

import pytest

from bihuan.domain.indicators.checks import CHECKS, Share, Sum, Tiers, doubts
from bihuan.domain.indicators.choices import Standing
from bihuan.domain.indicators.newspaper import rows
from bihuan.kernel.figures import Period, figures

HOLD = {"十问十帮化解率", "双优化化解率", "走流程整改率", "走流程发现问题", "奖励第一档"}


@pytest.mark.parametrize("name", [check.name for check in CHECKS])
def test_what_holds_holds_and_what_does_not_is_doubted(name):
    assert (doubts()[name] == []) is (name in HOLD)


def test_a_share_is_compared_as_far_as_it_was_printed():
    assert not list(Share("x", 1_114, 1_196, "93.14").doubts())
    assert list(Share("x", 1_114, 1_196, "93.2").doubts()) == [
        "x：印的是 93.2 %，由 1114 / 1196 算得 93.1 %。"
    ]
    assert next(iter(Share("x", 3, 2, "150").doubts())).startswith("x：3 大于 2")


def test_parts_that_do_not_add_up_are_said():
    assert list(Sum("x", (58, 480), 539).doubts()) == ["x：58 + 480 = 538，印的是 539。"]


def test_a_tier_that_falls_and_pays_too_much_has_three_doubts():
    assert len(list(Tiers("x", (1_000_000, 500_000), 5_000_000).doubts())) == 3


def test_every_row_says_how_it_is_reproduced_or_why_not():
    assert len({row.id for row in rows()}) == len(rows()) > 60
    for row in rows():
        assert row.said and row.mechanism and row.room
        if row.standing == Standing.REPRODUCED:
            assert row.figure in figures(), row.said
            assert row.period == "all" or Period.parse(row.period)
        else:
            assert row.why, row.said


def test_the_four_figures_of_the_loop_name_both_their_numbers():
    printed = {(row.numerator, row.denominator) for row in rows() if row.numerator}
    assert {(1_114, 1_196), (4_631, 4_875), (1_196, None), (4_875, None)} <= printed


def test_what_is_quarantined_is_what_the_domain_says():
    held = [row.said for row in rows() if row.standing == Standing.QUARANTINED]
    assert any("43035" in said for said in held)
    assert any("17个科室" in said for said in held)
    assert sum("首次突破" in said for said in held) == 4
