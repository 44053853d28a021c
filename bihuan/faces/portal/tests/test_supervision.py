"""督办公开: only what was published, without a person or a case."""

from django.test import Client

from bihuan.domain.supervision import actions
from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.testing.cases import Loop


def test_an_empty_page_says_so(db):
    page = Client().get("/supervision/").content.decode()
    assert "现在没有公开的红黄牌" in page


def test_a_published_card_names_the_section_and_nobody(city):
    supervising = Supervising(Loop(city))
    card = supervising.card("effective")
    assert "建筑许可科" not in Client().get("/supervision/").content.decode()
    supervising.do(actions.publish_card, card, "zheng_kai")
    page = Client().get("/supervision/").content.decode()
    assert "建筑许可科" in page and "严重超期" in page and "高峰" not in page and card.number not in page
