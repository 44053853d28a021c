"""The page of any verb: asks, does it once, keeps what was typed when it is refused."""

import pytest

from bihuan.domain.organisations.models import Office
from bihuan.kernel.journal.models import Entry

KEY = "0123456789abcdef"


@pytest.fixture
def page(trials):
    return f"/trials/{trials.housing.pk}/rename/"


def send(client, page, **fields):
    return client.post(page, {"submission_key": KEY, "seen": "0", "name": "住建", **fields})


def test_it_says_what_will_happen_and_asks(signed_in, page):
    answer = signed_in("director_chen").get(page)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "接下来：由派单台核对。" in html
    assert 'name="name"' in html and "<textarea" in html and 'name="submission_key"' in html


def test_it_does_it_and_says_what_comes_next(signed_in, page, trials):
    client = signed_in("director_chen")
    answer = send(client, page)
    assert answer.status_code == 302
    assert answer.url == f"/trials/{trials.housing.pk}/"
    assert Office.objects.get(pk=trials.housing.pk).short_name == "住建"
    assert "接下来：由派单台核对。" in client.get("/me/post/").content.decode()


def test_sent_twice_it_is_done_once(signed_in, page):
    client = signed_in("director_chen")
    first, second = send(client, page), send(client, page)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Entry.objects.filter(event="trial.rename").count() == 1


def test_the_same_key_with_other_content_is_refused(signed_in, page):
    client = signed_in("director_chen")
    send(client, page)
    assert send(client, page, name="别的").status_code == 422


def test_a_missing_field_is_said_in_chinese_and_the_rest_is_kept(signed_in, page):
    answer = send(signed_in("director_chen"), page, name="", why="因为合并")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写新名称。" in html
    assert "因为合并" in html


def test_a_refusal_that_names_a_field_stands_beside_it(signed_in, page):
    answer = send(signed_in("director_chen"), page, name="坏名字")
    assert answer.status_code == 422
    assert "这个名字不能用。" in answer.content.decode()


def test_where_others_acted_it_shows_what_they_did_and_can_be_sent_again(signed_in, page):
    client = signed_in("director_chen")
    send(client, page, submission_key="first-of-two")
    answer = send(client, page, name="住房局")
    html = answer.content.decode()
    assert answer.status_code == 412
    assert "改名为“住建”" in html and "住房局" in html
    form = answer.context["form"]
    again = send(
        client, page, name="住房局", seen=form["seen"].value(), submission_key=form["submission_key"].value()
    )
    assert again.status_code == 302


def test_who_may_not_is_told_why_and_gets_no_form(signed_in, page):
    answer = signed_in("li_qiang").get(page)
    assert answer.status_code == 403
    assert "只有局长可以改名。" in answer.content.decode()
    assert 'name="name"' not in answer.content.decode()


def test_what_is_not_visible_does_not_exist(client, page):
    assert client.get(page).status_code == 404


def test_an_unknown_verb_does_not_exist(signed_in, page):
    assert signed_in("director_chen").get(page.replace("rename", "abolish")).status_code == 404


def test_its_query_count_is_known(signed_in, page, query_count):
    client = signed_in("director_chen")
    client.get(page)
    with query_count("shared.verb_page"):
        client.get(page)
