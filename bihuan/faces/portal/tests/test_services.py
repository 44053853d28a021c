"""找服务, 一事联办, 评价服务, as a resident meets them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.domain.services import actions
from bihuan.domain.services.models import Matter, Rating
from bihuan.domain.services.rating_links import rating_token
from bihuan.domain.services.rules.content import WindowContent
from bihuan.kernel.submissions import receipt_secret
from bihuan.testing.city import MONDAY_MORNING
from bihuan.testing.permits import PERMIT

PHONE = "13812345678"
pytestmark = pytest.mark.django_db


@pytest.fixture
def item(city, clock):
    return actions.register_item(
        by=city.actor("ma_li"),
        at=MONDAY_MORNING - timedelta(days=60),
        unit=city.housing,
        task_code="T1",
        catalog_code="C1",
        content=replace(PERMIT, windows=(WindowContent(city.housing_window.code, "工作日 8:30–12:00"),)),
        from_on=date(2026, 1, 1),
    )


@pytest.fixture
def handling(city, item):
    return actions.record_handling(
        by=city.actor("wang_fang"), at=MONDAY_MORNING, item=item, office=city.housing_window, phone=PHONE
    )


@pytest.fixture
def joint(city, item):
    by = city.actor("zhao_min")
    made = actions.define_joint(
        by=by, at=MONDAY_MORNING, code="CARD", name="一起办", window=city.housing_window, days="3 wd"
    )
    actions.add_field(joint=made, by=by, at=MONDAY_MORNING, code="reason", label="原因", required=True)
    actions.add_part(joint=made, by=by, at=MONDAY_MORNING, name="发证", office=city.housing, item=item)
    return made


def text_of(response):
    return response.content.decode()


def test_plain_words_find_it(client, item, query_count):
    assert "建筑工程施工许可证核发" in text_of(client.get("/services/?q=盖房要什么"))
    assert "没有找到" in text_of(client.get("/services/?q=蓝印户口"))
    with query_count("portal.services"):
        client.get("/services/")


def test_the_checklist_follows_the_answer(client, item, query_count):
    with query_count("portal.service"):
        page = text_of(client.get("/services/T1/"))
    assert "3 个工作日内" in page and "不收费" in page and "看情况" in page and "从市场监管登记库取得" in page
    assert "授权委托书" in text_of(client.get("/services/T1/?a_agent=yes"))
    assert "授权委托书" not in text_of(client.get("/services/T1/?a_agent=no"))


def test_what_is_stopped_is_not_there(client, city, item):
    actions.stop_item(
        item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, from_on=MONDAY_MORNING.date(), document="停1号"
    )
    assert client.get("/services/T1/").status_code == 404
    assert client.get("/services/nothing/").status_code == 404


def test_rated_once_by_the_link(client, handling):
    url = reverse("portal:rate", args=[rating_token(handling.number)])
    assert "您满意吗" in text_of(client.get(url))
    said = {"submission_key": uuid4().hex, "level": "VERY_BAD", "said": "态度生硬。"}
    page = client.post(f"{url}?via=qr", said, follow=True)
    assert "已经成为一件工单" in text_of(page)
    assert Rating.objects.get().via == "QR"
    assert "只评一次" in text_of(client.get(url))


def test_without_a_level_nothing_is_lost(client, handling):
    url = reverse("portal:rate", args=[rating_token(handling.number)])
    page = client.post(url, {"submission_key": "k", "said": "写了很多"})
    assert page.status_code == 422 and "写了很多" in text_of(page) and "请选择是否满意" in text_of(page)


def test_a_made_up_link_opens_nothing(client, handling):
    assert client.get(reverse("portal:rate", args=[f"{handling.number}:guess"])).status_code == 404


def test_by_number_and_four_digits(client, handling):
    wrong = client.post("/rate/", {"number": handling.number, "last": "0000"})
    assert wrong.status_code == 422 and "不对" in text_of(wrong)
    right = client.post("/rate/", {"number": handling.number, "last": "5678"})
    assert right.status_code == 302


def test_colleagues_who_are_signed_in_do_not_rate(city, handling):
    client = Client()
    client.force_login(
        city.person("wang_fang"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(reverse("portal:rate", args=[rating_token(handling.number)])).status_code == 403


def test_ratings_of_a_month_are_told_without_small_numbers(client, handling):
    assert "上个月还没有评价" in text_of(client.get("/ratings/"))


def test_a_matter_from_the_form_to_its_page(client, joint, query_count):
    page = text_of(client.get("/together/CARD/"))
    assert "施工许可申请表" in page and "从市场监管登记库取得" in page
    incomplete = client.post("/together/CARD/", {"submission_key": "k1", "name": "张三", "phone": PHONE})
    assert incomplete.status_code == 422 and "请填写原因" in text_of(incomplete)
    said = {"submission_key": "k2", "name": "张三", "phone": PHONE, "f_reason": "丢了"}
    done = client.post("/together/CARD/", said, follow=True)
    matter = Matter.objects.get()
    assert "窗口正在看您的材料" in text_of(done) and matter.number in text_of(done)
    client.post("/together/CARD/", said)
    assert Matter.objects.count() == 1
    with query_count("portal.matter"):
        client.get(f"/together/matters/{matter.number}/")


def test_others_need_number_and_secret(client, joint):
    said = {"submission_key": "k2", "name": "张三", "phone": PHONE, "f_reason": "丢了"}
    client.post("/together/CARD/", said)
    number = Matter.objects.get().number
    other = Client()
    assert other.get(f"/together/matters/{number}/").status_code == 302
    assert other.post("/together/open/", {"number": number, "secret": "1"}).status_code == 422
    opened = other.post(
        "/together/open/", {"number": number, "secret": receipt_secret(f"matter-{number}")}, follow=True
    )
    assert "窗口正在看您的材料" in text_of(opened)
    withdrawn = other.post(f"/together/matters/{number}/withdraw/", follow=True)
    assert "您已经撤回" in text_of(withdrawn)
