"""The board for the office and what is held against me, in a real browser on a desk and a phone."""

from datetime import timedelta

import pytest

from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.testing.browser import PHONE, axe
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def supervising(transactional_db) -> Supervising:
    """Lapses of the last two months, so that nothing lies in the browser's future."""
    from bihuan.kernel.clock import now

    return Supervising(Loop(make_city(), at=now() - timedelta(days=50)))


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 860}], ids=["phone", "desk"])
def test_an_appeal_begins_where_the_card_is_held_against_me(open_page, supervising, size) -> None:
    card = supervising.card("serve")
    from bihuan.domain.supervision.actions import serve_card
    from bihuan.kernel.clock import now

    serve_card(card=card, by=supervising.loop.city.actor("zhao_min"), at=now(), service="HAND")
    page = open_page(person=supervising.loop.city.person("gao_feng"), size=size)
    page.goto("/work/held/")
    assert axe(page) == []
    page.click("a:has-text('申诉') >> nth=0")
    page.wait_for_url(f"**/work/cards/{card.number}/appeal/")
    assert axe(page) == []
    office = open_page(person=supervising.loop.city.person("zhao_min"), size=size)
    office.goto("/work/board/")
    assert axe(office) == []
    office.goto(f"/work/cards/{card.number}/")
    assert axe(office) == []
