"""企业需要什么: aspects by industry and area; every sum agrees with the figure, a sealed need names no industry and no area."""

import re

import pytest

from bihuan.domain.cases.actions import Outsider, receive_case
from bihuan.domain.cases.choices import Identity
from bihuan.domain.liaison.actions import add_need
from bihuan.domain.liaison.figures.across import needs_across, summed
from bihuan.kernel.figures import Period, figure_of
from bihuan.testing.keeping import Keeping

YEAR = Period.parse("2026")


@pytest.fixture
def keeping(loop):
    made = Keeping(loop)
    made.pair()
    made.need()
    made.need(aspect="HIRING", content="缺十名焊工。")
    return made


@pytest.fixture
def sealed(keeping):
    """A need that its contact keeps secret."""
    loop = keeping.loop
    case = receive_case(
        by=loop.actor("liu_yang"),
        at=loop.later(),
        content="贷款被卡着不放，想保密。",
        reporter=Outsider(name="黄某", phone="13800005678"),
        identity=Identity.SEALED,
        programme="ENTERPRISE",
        channel="PHONE",
        enterprise=keeping.firm,
        region=keeping.firm.region,
    )
    add_need(case=case, by=loop.actor("liu_yang"), at=loop.later(), aspect="CASH_FLOW")
    return case


def test_every_sum_agrees_with_its_figure(keeping, sealed):
    at = keeping.loop.later()
    for second in ("industry", "region"):
        aspects = summed(needs_across(second, YEAR, at), 0)
        for code, tally in aspects.items():
            said = figure_of("liaison.need_resolution_rate").value(YEAR, at, f"aspect:{code}")
            assert (tally.solved, tally.registered) == (said.numerator, said.denominator)
        assert {code: tally.registered for code, tally in aspects.items()} == {"CASH_FLOW": 2, "HIRING": 1}


def test_what_is_solved_is_counted_with_its_days(keeping):
    case = keeping.need().case
    for step in keeping.loop.STEPS[1:10]:
        case = keeping.loop.step(step, case)
    at = keeping.loop.later()
    cell = needs_across("industry", YEAR, at)["CASH_FLOW", "C34"]
    assert (cell.registered, cell.solved) == (2, 1)
    days = figure_of("liaison.need_days").value(YEAR, at, "aspect:CASH_FLOW")
    assert (cell.days, cell.solved) == (days.numerator, days.denominator)


def test_a_sealed_need_is_told_by_its_aspect_alone(keeping, sealed, signed_in, said):
    cells = needs_across("industry", YEAR, keeping.loop.later())
    assert cells["CASH_FLOW", ""].registered == cells["CASH_FLOW", "C34"].registered == 1
    assert figure_of("liaison.needs").value(YEAR, keeping.loop.at, "industry:C34").numerator == 2
    client = signed_in("mayor_fang")
    assert "未登记或保密" in said(client.get("/dashboard/needs/?period=2026"))
    listed = said(
        client.get("/dashboard/records/?period=2026&figure=liaison.need_resolution_rate&industry=C34")
    )
    assert sealed.number not in listed


def test_the_page_shows_pictures_with_their_tables_and_each_row_opens_its_cases(
    keeping, signed_in, said, query_count
):
    client = signed_in("mayor_fang")
    client.get("/dashboard/needs/?period=2026")
    with query_count("dashboard.needs"):
        answer = client.get("/dashboard/needs/?period=2026")
    page = said(answer)
    assert "资金周转最多，1 件，已化解 0.0 %" in page
    assert "通用设备制造业" in page and "100.0 %（1 / 1" not in page
    heat = answer.context["charts"]["industry"]
    assert (heat["labels"], heat["most"]) == (["通用设备制造业"], 1)
    assert sorted(heat["columns"]) == sorted(["资金周转", "员工招录"])
    for url in re.findall(r'href="(/dashboard/records/\?[^"]*(?:aspect|industry|region)=[^"]+)"', page):
        assert (
            keeping.firm.needs.filter(aspect="HIRING").get().number in said(client.get(url))
            or "aspect=CASH_FLOW" in url
        )


def test_more_needs_cost_no_more_queries(keeping, signed_in, query_count):
    for aspect in ("TALENT", "ORDERS", "UPGRADING"):
        keeping.need(aspect=aspect, content=f"{aspect} 的难处。")
    client = signed_in("mayor_fang")
    client.get("/dashboard/needs/?period=2026")
    with query_count("dashboard.needs"):
        client.get("/dashboard/needs/?period=2026")


def test_an_empty_period_says_what_will_come(keeping, signed_in, said):
    page = said(signed_in("mayor_fang").get("/dashboard/needs/?period=2025"))
    assert "这一期间还没有企业问题" in page and 'data-chart="industry"' not in page


def test_a_unit_reads_its_own(keeping, signed_in, said):
    page = said(signed_in("director_chen").get("/dashboard/needs/?period=2026"))
    assert "这一期间还没有企业问题" in page, "nothing was dispatched to this unit yet"


def test_not_for_everybody(keeping, signed_in):
    assert signed_in("zhou_jie").get("/dashboard/needs/").status_code == 403
