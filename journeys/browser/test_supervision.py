"""The board for the office and what is held against me, in a real browser on a desk and a phone."""

from datetime import timedelta

import pytest

from bihuan.domain.supervision.models import Card
from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.testing.browser import DESK, PHONE, axe, overhang
from bihuan.testing.cases import Loop
from bihuan.testing.city import make_city

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def supervising(transactional_db) -> Supervising:
    """Lapses of the last two months, so that nothing lies in the browser's future."""
    from bihuan.kernel.clock import now

    return Supervising(Loop(make_city(), at=now() - timedelta(days=50)))


SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def look(page, address=""):
    """Nothing for axe to find, nothing that runs over the edge."""
    if address:
        page.goto(address)
    assert axe(page) == [], page.url
    assert overhang(page) <= 0, page.url


def take(page, card: Card, verb: str, **said: str) -> None:
    """From the card's own page by its button; what is chosen is a radio button or a list, what is said is typed."""
    home = f"/work/cards/{card.number}/"
    look(page, home)
    page.locator(f"a[href$='{home}{verb}/']").first.click()
    page.wait_for_url(f"**{home}{verb}/")
    look(page)
    for name, value in said.items():
        field = page.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            page.check(f"[name={name}][value={value}]")
        elif field.evaluate("one => one.tagName") == "SELECT":
            page.select_option(f"[name={name}]", value)
        else:
            page.fill(f"[name={name}]", value)
    page.locator("form.verb-form button.btn-primary").click()
    page.wait_for_url(f"**{home}")
    look(page)
    card.refresh_from_db()


@SIZES
def test_a_card_from_its_proposal_to_its_lifting(open_page, supervising, size):
    """Each by whose step it is, on the page; what was typed stands there afterwards, and nothing is held against the section any more."""
    card, city = supervising.card("issue"), supervising.loop.city
    pages = {
        who: open_page(person=city.person(who), size=size)
        for who in ("zhao_min", "zheng_kai", "gao_feng", "han_xue")
    }
    look(pages["zhao_min"], "/work/board/")
    look(pages["gao_feng"], "/work/held/")
    assert pages["gao_feng"].get_by_text("黄牌：").count() == 0  # a proposal is nobody's yet
    take(pages["zheng_kai"], card, "issue", reasons="逐件核对属实，不适用容错免责。")
    take(pages["zhao_min"], card, "serve", service="HAND")
    look(pages["gao_feng"], "/work/held/")
    assert pages["gao_feng"].get_by_text("黄牌：").first.is_visible()
    take(pages["gao_feng"], card, "answer", answer="人手不足，已调整分工。")
    take(pages["gao_feng"], card, "appeal", ground="OUTAGE", statement="当天平台打不开。")
    look(pages["zhao_min"], "/work/board/")
    assert pages["zhao_min"].get_by_text("申诉中，等裁定").is_visible()
    lifted = {"decision": "LIFTED", "ground": "OUTAGE", "reasons": "故障记录属实，超期不计入。"}
    take(pages["han_xue"], card, "decide", **lifted)
    assert (card.state, card.decision, card.person) == ("LIFTED", "LIFTED", city.person("gao_feng"))
    for words in ("人手不足，已调整分工。", "当天平台打不开。", "故障记录属实，超期不计入。"):
        assert pages["han_xue"].get_by_text(words).first.is_visible()
    look(pages["gao_feng"], "/work/held/")
    assert pages["gao_feng"].get_by_role("link", name="申诉").count() == 0


@SIZES
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
