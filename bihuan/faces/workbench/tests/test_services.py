"""The catalogue, its report, figures and tables; matters, tasks, handlings and ratings on the workbench, and who sees what."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.domain.services import actions
from bihuan.domain.services.choices import RatingLevel
from bihuan.domain.services.models import Handling, Item
from bihuan.domain.services.queries import version_on
from bihuan.domain.services.rules.content import WindowContent
from bihuan.kernel.access import Actor
from bihuan.testing.city import MONDAY_MORNING
from bihuan.testing.permits import PERMIT


@pytest.fixture
def item(city):
    return actions.register_item(
        by=city.actor("ma_li"),
        at=MONDAY_MORNING - timedelta(days=60),
        unit=city.housing,
        task_code="T1",
        catalog_code="C1",
        content=replace(PERMIT, windows=(WindowContent(city.housing_window.code, "工作日"),)),
        from_on=date(2026, 1, 1),
    )


@pytest.fixture
def rated(city, item):
    handling = actions.record_handling(
        by=city.actor("wang_fang"),
        at=MONDAY_MORNING,
        item=item,
        office=city.housing_window,
        applicant="张三丰",
        phone="13812345678",
    )
    return actions.rate_handling(
        handling=handling,
        by=Actor.receipt(f"handling:{handling.pk}"),
        at=MONDAY_MORNING,
        level=RatingLevel.VERY_BAD,
        said="态度生硬。",
    )


def post(client, url, **data):
    return client.post(url, {"submission_key": uuid4().hex, **data}, follow=True)


def test_the_list_finds_in_plain_words(signed_in, said, item, query_count):
    client = signed_in("ma_li")
    url = reverse("workbench:items")
    assert "建筑工程施工许可证核发" in said(client.get(url, {"q": "盖房"}))
    assert "没有符合条件" in said(client.get(url, {"q": "xyz"}))
    with query_count("workbench.items"):
        client.get(url)


def test_a_part_is_changed_in_a_draft_and_published(signed_in, said, item, query_count):
    client = signed_in("ma_li")
    form = client.get(reverse("workbench:item-verb", args=["T1", "set-limits"]))
    assert 'value="3"' in said(form)  # begins with what is promised now
    page = post(
        client,
        reverse("workbench:item-verb", args=["T1", "set-limits"]),
        seen=1,
        project_type="PROMISED",
        promised_days=2,
        promised_unit="WORKING",
        legal_days=7,
        legal_unit="WORKING",
    )
    assert "必须改" in said(page) and "各环节时限之和" in said(page)
    url = reverse("workbench:item-verb", args=["T1", "publish"])
    refused = post(client, url, seen=2, from_on="2026-12-01", document="荆1号")
    assert refused.status_code == 422 and "自相矛盾" in said(refused)
    post(client, reverse("workbench:item-verb", args=["T1", "set-step"]), seen=2, name="审查", days=1)
    done = post(client, url, seen=3, from_on="2026-12-01", document="荆1号")
    assert "少 1 个工作日" in said(done)
    assert version_on(Item.objects.get(), date(2026, 12, 1)).promised_days == 2
    with query_count("workbench.item"):
        client.get(reverse("workbench:item", args=["T1"]))


def test_others_see_the_item_without_buttons(signed_in, said, item):
    assert "改时限" not in said(signed_in("xu_hui").get(reverse("workbench:item", args=["T1"])))
    assert (
        post(
            signed_in("xu_hui"), reverse("workbench:item-verb", args=["T1", "drop-step"]), name="审查"
        ).status_code
        == 403
    )


def test_the_report_names_unit_and_rule(signed_in, said, city, item, query_count):
    actions.publish_version(
        item=item,
        by=city.actor("ma_li"),
        at=MONDAY_MORNING,
        content=replace(PERMIT, windows=(), conditions=""),
        from_on=MONDAY_MORNING.date(),
    )
    client = signed_in("zhao_min")
    text = said(client.get(reverse("workbench:item-report"), {"check": "has_conditions"}))
    assert "应写明受理条件" in text and "建筑工程施工许可证核发" in text
    with query_count("workbench.item_report"):
        client.get(reverse("workbench:item-report"))


def test_figures_by_unit_and_what_moved_them(signed_in, said, city, item, query_count):
    client = signed_in("zhao_min")
    with query_count("workbench.service_figures"):
        assert "0.0 %" in said(client.get(reverse("workbench:service-figures")))
    actions.stop_item(
        item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, from_on=MONDAY_MORNING.date(), document="停1号"
    )
    url = reverse("workbench:service-figure", args=["instant-rate"])
    text = said(client.get(url, {"unit": city.housing.code}))
    assert "建筑工程施工许可证核发" in text and "不在底数里" in text


def test_what_people_say_is_told_where_enough_of_them_said_it(signed_in, said, city, item):
    client, url, month_before = (
        signed_in("zhao_min"),
        reverse("workbench:service-figures"),
        timedelta(days=35),
    )
    for level in [RatingLevel.GOOD] * 7 + [RatingLevel.BAD] * 2:
        _rate(city, item, level, at=MONDAY_MORNING - month_before)
    assert "服务评价满意率 — 评价不足 10 条，不公布" in words(said(client.get(url)))
    _rate(city, item, RatingLevel.BAD, at=MONDAY_MORNING - month_before)
    _rate(city, item, RatingLevel.BAD, at=MONDAY_MORNING)  # this month is not over
    text = words(said(client.get(url)))
    assert "服务评价满意率 70.0 % 7 / 10" in text
    assert "差评按期整改率 — 评价不足 10 条，不公布" in text
    assert "7 / 10" in said(client.get(url, {"unit": city.housing.code}))
    assert "7 / 10" not in said(client.get(url, {"unit": city.streets.code}))


def words(html):
    """What is read, without the tags between."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def _rate(city, item, level, *, at):
    handling = actions.record_handling(
        by=city.actor("wang_fang"), at=at, item=item, office=city.housing_window
    )
    holder = Actor.receipt(f"handling:{handling.pk}")
    actions.rate_handling(handling=handling, by=holder, at=at, level=level, said="记一笔。")


def test_the_table_goes_out_and_comes_in(signed_in, said, item):
    client = signed_in("ma_li")
    sheet = client.get(reverse("workbench:items-export")).content
    url = reverse("workbench:items-import")

    def upload(content, **more):
        file = SimpleUploadedFile("items.xlsx", content)
        return client.post(url, {"file": file, **more}, follow=True)

    assert "可以写入 1 行" in said(upload(sheet))
    assert "没有变化 1 项" in said(upload(sheet, write="on"))
    assert upload(b"not a sheet").status_code == 422


def test_a_handling_is_recorded_and_its_code_leads_to_the_rating(signed_in, said, city, item):
    client = signed_in("wang_fang")
    page = post(
        client,
        reverse("workbench:handlings-new"),
        item="T1",
        office=city.housing_window.code,
        channel="WINDOW",
        applicant="张三丰",
        phone="13812345678",
    )
    assert "张*" in said(page) and "13812345678" not in said(page)
    code = client.get(reverse("workbench:handling-code", args=[Handling.objects.get().number]))
    assert code["Content-Type"] == "image/svg+xml" and b"<svg" in code.content
    listed = said(client.get(reverse("workbench:handlings")))
    assert "建筑工程施工许可证核发" in listed


def test_the_rated_find_no_trace_of_a_rating(signed_in, said, rated):
    client = signed_in("wang_fang")
    handling = rated.handling
    for url in (
        reverse("workbench:handling", args=[handling.number]),
        reverse("workbench:handlings"),
        reverse("workbench:work"),
        reverse("workbench:cases"),
    ):
        text = said(client.get(url))
        assert "非常不满意" not in text and "态度生硬" not in text and "差评：" not in text
    assert client.get(reverse("workbench:ratings")).status_code == 404
    assert client.get(reverse("workbench:ratings-one", args=[rated.number])).status_code == 404
    assert client.get(reverse("workbench:handling-verb", args=[handling.number, "rate"])).status_code == 403


@pytest.mark.parametrize("columns", ["own", "hotline"])
@pytest.mark.parametrize("who", ["wang_fang", "ma_li", "director_chen", "zhao_min"])
def test_no_export_tells_the_rated_who_rated(signed_in, rated, who, columns):
    """Neither the rated window nor its bureau has the case in a table; the office has it without a name or number."""
    table = signed_in(who).post(reverse("workbench:export-cases"), {"columns": columns}).content
    told = " ".join(str(cell.value) for row in load_workbook(io.BytesIO(table)).active for cell in row)
    assert (rated.case.number in told) == (who == "zhao_min")
    assert not any(word in told for word in ("张三丰", "13812345678", rated.handling.number, "态度生硬"))


def test_the_office_verifies(signed_in, said, rated, query_count):
    client = signed_in("zhao_min")
    with query_count("workbench.rating"):
        text = said(client.get(reverse("workbench:ratings-one", args=[rated.number])))
    assert "态度生硬" in text and "13812345678" not in text
    page = post(
        client,
        reverse("workbench:ratings-verb", args=[rated.number, "verify"]),
        seen=1,
        found="TRUE",
        finding="监控相符。",
    )
    assert "整改中" in said(page)


def test_lists_of_matters_and_tasks_are_there(signed_in, said, city):
    for slug in ("matters", "tasks"):
        assert "这里还是空的" in said(signed_in("ma_li").get(reverse(f"workbench:{slug}")))
