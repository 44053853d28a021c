"""签发: by the city's leader, never by a hand that proposed; here or on the queue of approvals, it is the same."""

from dataclasses import replace

import pytest

from bihuan.domain.indicators.actions import decide_publication
from bihuan.domain.indicators.queries import standing
from bihuan.domain.indicators.tests.conftest import CODE
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.figures import Period
from bihuan.kernel.figures.choices import PublicationState
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

YEAR = Period.year(2026)


def test_signed_it_is_what_the_city_says(loop, propose, sign):
    signed = sign(propose())
    assert signed.state == PublicationState.PUBLISHED and standing(CODE, YEAR) == signed
    assert signed.verified_by == loop.city.person("mayor_fang")
    assert history(signed.subject)[-1].event == "publication.publish"
    assert signed.version == history(signed.subject)[-1].seq


def test_a_no_leaves_nothing_to_read(propose, sign):
    refused_one = sign(propose(), granted=False)
    assert (refused_one.state, standing(CODE, YEAR)) == (PublicationState.REFUSED, None)
    assert history(refused_one.subject)[-1].event == "publication.refuse"
    assert propose().state == PublicationState.PROPOSED


def test_from_the_queue_of_approvals_it_is_the_same(loop, propose):
    proposed, mayor = propose(), loop.actor("mayor_fang")
    (asked,) = approvals_of(mayor)
    kind_of(asked.kind).decide(approval=asked, by=mayor, at=loop.later(), granted=True, answer="同意。")
    assert standing(CODE, YEAR) == proposed
    assert not approvals_of(mayor)


def test_it_is_signed_once(propose, sign):
    signed = sign(propose())
    with refused("wrong_state"):
        sign(signed)


def test_it_is_refused_to_who_saw_an_older_version(loop, propose):
    proposed = propose()
    with refused("changed"):
        decide_publication(
            publication=proposed, by=loop.actor("mayor_fang"), at=loop.later(), seen=7, granted=True
        )


@pytest.mark.parametrize("who", ["zhao_min", "zheng_kai", "song_na", "director_chen"])
def test_it_is_refused_to_others(propose, sign, who):
    with refused("approval_not_yours"):
        sign(propose(), who)


def test_who_proposed_does_not_sign_in_another_post(loop, propose):
    proposed = propose()
    both = replace(loop.actor("mayor_fang"), person_id=loop.city.person("zhao_min").pk)
    with refused("approval_own_request"):
        decide_publication(publication=proposed, by=both, at=loop.later(), granted=True)
