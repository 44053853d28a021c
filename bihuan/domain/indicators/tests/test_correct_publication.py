"""更正: what was published is counted anew; the old number holds until the new one is signed, and is never overwritten."""

import pytest

from bihuan.domain.indicators.actions import correct_publication
from bihuan.domain.indicators.queries import standing
from bihuan.domain.indicators.tests.conftest import CODE
from bihuan.kernel.figures import Period
from bihuan.kernel.figures.choices import PublicationState
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


@pytest.fixture
def correct(loop):
    def act(publication, who="zhao_min", **inputs):
        said = {"reason": "补录一件"} | inputs
        return correct_publication(publication=publication, by=loop.actor(who), at=loop.later(), **said)

    return act


def test_the_old_one_holds_until_the_new_one_is_signed(loop, propose, sign, correct):
    loop.until("closed")
    first = sign(propose())
    loop.until("complete")
    again = correct(first)
    assert (again.state, again.revises, str(again.value)) == (PublicationState.PROPOSED, first, "50.0 %")
    assert history(again.subject)[-1].event == "publication.correct"
    assert standing(CODE, Period.year(2026)) == first
    signed = sign(again)
    assert standing(CODE, Period.year(2026)) == signed
    first.refresh_from_db()
    assert str(first.value) == "100.0 %"


def test_it_names_its_own_document_or_keeps_the_old_one(propose, sign, correct):
    first = sign(propose(document="甲文"))
    same = sign(correct(first))
    new = sign(propose(document="乙文"))  # of a published period: a correction
    assert (same.document, new.document, new.revises) == ("甲文", "乙文", same)
    with refused("malformed"):
        correct(new, document="长" * 201)


def test_only_the_last_word_is_corrected(propose, sign, correct):
    first = sign(propose())
    again = correct(first)
    with refused("corrected_already"):
        correct(first)
    last = sign(again)
    with refused("corrected_already"):
        correct(first)
    assert correct(last).revises == last


def test_what_was_not_said_is_not_corrected(propose, correct):
    with refused("wrong_state"):
        correct(propose())


@pytest.mark.parametrize(("who", "code"), [("mayor_fang", "not_your_role"), ("song_na", "not_the_city")])
def test_it_is_refused_to_others(propose, sign, correct, who, code):
    signed = sign(propose())
    with refused(code):
        correct(signed, who)


def test_it_says_why(propose, sign, correct):
    signed = sign(propose())
    with refused("empty"):
        correct(signed, reason=" ")
