"""撤回: by whoever proposed, before anybody has signed; nobody owes a signature any more, and the period may be proposed again."""

import pytest

from bihuan.domain.indicators.actions import withdraw_publication
from bihuan.domain.indicators.queries import standing
from bihuan.domain.indicators.tests.conftest import CODE
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.figures import Period
from bihuan.kernel.figures.choices import PublicationState
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

YEAR = Period.year(2026)


@pytest.fixture
def withdraw(loop):
    def act(publication, who="zhao_min", **seen):
        return withdraw_publication(publication=publication, by=loop.actor(who), at=loop.later(), **seen)

    return act


def test_it_was_never_said_and_nobody_owes_a_signature(loop, propose, withdraw):
    withdrawn = withdraw(propose())
    assert (withdrawn.state, standing(CODE, YEAR)) == (PublicationState.WITHDRAWN, None)
    assert history(withdrawn.subject)[-1].event == "publication.withdraw"
    assert not approvals_of(loop.actor("mayor_fang")) and not open_duties(withdrawn.subject)
    assert propose().state == PublicationState.PROPOSED


def test_a_correction_taken_back_leaves_the_old_one_to_be_corrected_again(propose, sign, withdraw):
    first = sign(propose())
    withdraw(propose(reason="补录一件"))
    assert standing(CODE, YEAR) == first
    assert propose(reason="补录两件").revises == first


def test_what_is_signed_is_corrected_and_not_taken_back(propose, sign, withdraw):
    signed = sign(propose())
    with refused("wrong_state"):
        withdraw(signed)


@pytest.mark.parametrize("who", ["zheng_kai", "mayor_fang", "song_na"])
def test_it_is_refused_to_who_did_not_propose(propose, withdraw, who):
    with refused("approval_not_your_request"):
        withdraw(propose(), who)


def test_it_is_refused_to_who_saw_an_older_version(propose, withdraw):
    with refused("changed"):
        withdraw(propose(), seen=9)
