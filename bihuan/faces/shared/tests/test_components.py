"""Drawn numbers, and every component on the style guide."""

import pytest

from bihuan.faces.shared.components.funnels import Step, funnel_of
from bihuan.faces.shared.components.lights import light_of
from bihuan.faces.shared.components.sparks import spark_of
from bihuan.faces.shared.components.time_account import WIDTH, Stretch, time_account


def test_the_parts_of_a_time_account_add_up():
    account = time_account(
        [Stretch("甲", 60), Stretch("乙", 120, late=True), Stretch("甲", 30, paused=True), Stretch("甲", 90)]
    )
    assert sum(part.width for part in account.parts) == pytest.approx(WIDTH, abs=0.1)
    assert [part.tone for part in account.parts] == ["share-1", "share-2", "share-pause", "share-1"]
    assert account.legend == (
        ("share-1", "甲", "2 小时 30 分钟"),
        ("share-2", "乙", "2 小时"),
        ("share-pause", "暂停", "30 分钟"),
    )
    assert account.total == "5 小时"


def test_an_account_of_no_time_is_drawn_too():
    assert time_account([]).total == "0 分钟"
    assert time_account([Stretch("甲", 0)]).parts[0].percent == "—"


def test_a_line_starts_at_zero_and_needs_two_points():
    assert spark_of([5]) is None
    assert spark_of([0, 10]).line == "0.0,28.0 96.0,0.0"
    assert spark_of([0, 0]).line == "0.0,28.0 96.0,28.0"


def test_a_funnel_says_the_share_of_its_first_step():
    assert [d.share for d in funnel_of([Step("登记", 200), Step("结案", 190)])] == ["100.0 %", "95.0 %"]
    assert funnel_of([]) == []


def test_a_light_that_is_none_is_none():
    assert light_of("").word == "不计时"
    assert light_of("red").word == "超期"


@pytest.mark.parametrize("face", ["portal", "workbench", "dashboard"])
def test_the_style_guide_shows_everything_on_each_temperament(settings, signed_in, face):
    settings.DEBUG = True
    html = signed_in("zhao_min").get(f"/styleguide/?on={face}").content.decode()
    for sign in (
        "时间账",
        "已超期 2 天",
        "93.1 %",
        "timeline-item",
        "为什么不能办别的",
        "共 1,000+ 件",
        "has-error",
    ):
        assert sign in html
    assert " style=" not in html and "onclick" not in html and "<script>" not in html


def test_nobody_sees_the_style_guide_in_production(settings, client, db):
    settings.DEBUG = settings.DEMO = False
    assert client.get("/styleguide/").status_code == 404
