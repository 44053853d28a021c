"""Two security administrators at the same moment: 三员 still do not come into one hand."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from bihuan.domain.organisations.actions import appoint
from bihuan.domain.organisations.choices import ADMIN_ROLES
from bihuan.domain.organisations.queries.roles import roles_in_hands
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import WrongState
from bihuan.testing.city import MONDAY_MORNING, make_city


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused():
    city, today = make_city(), MONDAY_MORNING.date()
    start = Barrier(2)

    def give(post: str) -> str:
        try:
            start.wait(5)
            appoint(
                person=city.person("sun"),
                by=Actor.calendar("race"),
                at=MONDAY_MORNING,
                post=city.posts[post],
                from_on=today,
            )
            return "given"
        except WrongState as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(give, ["cao_rui", "du_ping"]))
    assert answers == ["admins_in_one_hand", "given"]
    held = roles_in_hands([city.person("sun").pk], from_on=today, to_on=None)
    assert len(ADMIN_ROLES & set(held[city.person("sun").pk])) == 1
