"""提请公布: by the city's office or an editor; a county does not speak for the city."""

import pytest

from bihuan.domain.indicators.queries import publications_visible_to, standing
from bihuan.domain.indicators.tests.conftest import CODE
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.figures import Period
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


def test_it_is_frozen_and_put_to_the_leader_with_its_number(loop, propose):
    loop.until("closed")
    proposed = propose()
    assert str(proposed.value) == "100.0 %"
    (asked,) = approvals_of(loop.actor("mayor_fang"))
    assert kind_of(asked.kind).asks(asked.payload) == "公布“化解率”：100.0 %，1 / 1，2026 年"
    assert not approvals_of(loop.actor("zhao_min"))
    assert history(proposed.subject)[-1].event == "publication.propose"


def test_the_same_again_is_a_correction_and_the_old_one_holds_until_it_is_signed(loop, propose, sign):
    loop.until("closed")
    first = sign(propose())
    loop.until("complete")
    again = propose(reason="补录一件")
    assert again.revises == first
    assert standing(CODE, Period.year(2026)) == first
    sign(again)
    assert standing(CODE, Period.year(2026)) == again
    seen = publications_visible_to(loop.actor("mayor_fang")).order_by("-pk")
    assert [str(one.value) for one in seen] == ["50.0 %", "100.0 %"]


def test_while_one_waits_no_second_is_proposed(propose):
    propose()
    with refused("figure_published_already"):
        propose()


@pytest.mark.parametrize("who", ["ma_li", "wu_tong", "mayor_fang"])
def test_it_is_refused_to_other_posts(propose, who):
    with refused("not_your_role"):
        propose(who)


def test_a_county_does_not_speak_for_the_city(propose):
    with refused("not_the_city"):
        propose("song_na")


@pytest.mark.parametrize(
    ("period", "code"), [("去年", "no_such_period"), ("2027-01", "period_not_begun"), ("", "no_such_period")]
)
def test_a_period_is_one_that_has_begun(propose, period, code):
    with refused(code):
        propose(period=period)


def test_it_says_why(propose):
    with refused("empty"):
        propose(reason=" ")
