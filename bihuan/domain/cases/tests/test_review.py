"""抽查 of intake and dispatch, with a coaching note."""

from datetime import date

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import ReviewKind
from bihuan.domain.cases.queries.reviews import review_sample
from bihuan.domain.cases.rules import reviewing
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def case(loop, monkeypatch):
    """One that is in the sample."""
    monkeypatch.setattr(reviewing, "is_sampled", lambda number, percent: True)
    return loop.until("acknowledge")


def review(loop, case, who="zheng_kai", **inputs):
    said = {"kind": ReviewKind.DISPATCH, "sound": False} | inputs
    return actions.review_case(case=case, by=loop.actor(who), at=loop.later(), **said)


def test_it_leaves_a_coaching_note_and_an_entry(loop, case):
    assert list(review_sample(loop.actor("zheng_kai"), ReviewKind.DISPATCH, month=NOVEMBER)) == [case]
    review(loop, case, coaching="先看职责再派，少一次退单。")
    assert case.reviews.get().coaching.text == "先看职责再派，少一次退单。"
    assert history(case.subject)[-1].event == "case.review"
    assert not review_sample(loop.actor("zheng_kai"), ReviewKind.DISPATCH, month=NOVEMBER)


def test_what_was_not_done_well_needs_a_word_of_advice(loop, case):
    with refused("no_coaching"):
        review(loop, case)


def test_it_is_refused_outside_the_sample(loop, case, monkeypatch):
    monkeypatch.setattr(reviewing, "is_sampled", lambda number, percent: False)
    with refused("not_in_sample"):
        review(loop, case, sound=True)


@pytest.mark.parametrize(
    ("who", "code"),
    [("zhao_min", "same_hand"), ("li_qiang", "not_your_office"), ("liu_yang", "not_your_role")],
)
def test_it_is_refused_to_other_people(loop, case, who, code):
    with refused(code):
        review(loop, case, who, sound=True)


def test_the_sample_is_the_same_whoever_asks():
    numbers = [f"2026{n:06d}" for n in range(4000)]
    picked = [n for n in numbers if reviewing.in_sample(n, ReviewKind.INTAKE, percent=5)]
    assert picked == [n for n in numbers if reviewing.in_sample(n, ReviewKind.INTAKE, percent=5)]
    assert 140 < len(picked) < 260
