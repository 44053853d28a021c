"""What everybody may read: the first page, answers, and what was solved."""

import pytest
from django.urls import reverse

from bihuan.domain.cases import actions

pytestmark = pytest.mark.django_db(transaction=True)


def publish(loop, title="围挡占道已后移"):
    case = loop.until("closed")
    actions.publish_case(
        case=case,
        by=loop.actor("zheng_kai"),
        at=loop.later(),
        title=title,
        question="施工围挡占了半边路。",
        answer="围挡后移三米。<b>依据</b>施工许可。",
    )
    return case


@pytest.mark.parametrize("path", ["/", "/answers/", "/finished/", "/track/", "/report/"])
def test_every_page_opens_empty(client, city, path):
    assert client.get(path).status_code == 200


def test_what_was_solved_is_found_and_read(client, loop):
    case = publish(loop)
    assert "围挡占道已后移" in client.get("/").content.decode()
    assert "围挡占道已后移" in client.get("/finished/?q=围挡").content.decode()
    assert "没有找到" in client.get("/finished/?q=路灯").content.decode()
    shown = case.publications.get()
    page = client.get(f"/finished/{shown.pk}/").content.decode()
    assert "围挡后移三米" in page
    assert "&lt;b&gt;依据" in page
    assert "市住房和城乡建设局" in page
    assert case.number not in page
    assert "孙某某" not in page


def test_taken_down_it_is_gone(client, loop):
    case = publish(loop)
    shown = case.publications.get()
    case.refresh_from_db()
    actions.unpublish_case(case=case, by=loop.actor("zheng_kai"), at=loop.later(), reason="要改写")
    assert client.get(f"/finished/{shown.pk}/").status_code == 404


def test_a_made_up_cursor_is_refused_in_words(client, city):
    assert client.get("/finished/?cursor=xx").status_code == 422


def test_whoever_is_lost_finds_the_ways_of_the_portal(client, db):
    page = client.get("/no/such/page/")
    html = page.content.decode()
    assert page.status_code == 404 and all(reverse(f"portal:{way}") in html for way in ("report", "track"))
    assert reverse("portal:report") not in client.get("/work/no/such/page/").content.decode()
