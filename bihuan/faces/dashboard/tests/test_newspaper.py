"""对照报纸: in the order of the page, opened where we count it, with the reason where we do not."""

from bihuan.domain.cases.importing import ImportOrder, run_import
from bihuan.domain.indicators.newspaper import rows
from bihuan.domain.services.choices import MatterState
from bihuan.domain.services.models import Joint, Matter
from bihuan.faces.shared.definitions import in_words
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import Period, Signer, decide_figure, figure_of, propose_figure


def test_every_row_of_the_page_is_there_in_its_order(signed_in, loop, clock, said):
    loop.until("closed")
    loop.later()
    page = said(signed_in("mayor_fang").get("/dashboard/newspaper/"))
    places = []
    start = 0
    for row in rows():
        start = page.index(row.said, start)
        places.append(start)
    assert places == sorted(places)


def test_what_we_count_opens_its_records_and_says_that_it_differs(signed_in, loop, clock, said):
    loop.until("closed", programme="TEN_QUESTIONS")
    loop.later()
    client = signed_in("mayor_fang")
    page = said(client.get("/dashboard/newspaper/"))
    assert "100.0 %" in page
    assert "不一致" in page
    assert "本市记录里没有报上所说的期间" in page
    assert "figure=cases.resolution_rate" in page


def test_what_does_not_hold_says_why(signed_in, city, said):
    page = said(signed_in("mayor_fang").get("/dashboard/newspaper/"))
    assert "是它所属平均数 1,796 元的 24 倍" in page
    assert "各档没有严格递增" in page


def test_it_asks_each_figure_once(signed_in, loop, clock, query_count):
    loop.until("closed")
    loop.later()
    client = signed_in("mayor_fang")
    client.get("/dashboard/newspaper/")
    with query_count("dashboard.newspaper"):
        client.get("/dashboard/newspaper/")


def test_imported_replies_have_a_page_of_their_own_by_source(signed_in, city, clock, said):
    from bihuan.domain.cases.tests.test_import_cases import ROWS, sheet_of

    for source in ("甲平台", "乙平台"):
        order = ImportOrder(source=source, office=city.city)
        run_import(sheet_of(ROWS), order, by=Actor.calendar("import_cases"), at=clock.at)
    client = signed_in("mayor_fang")
    assert "1 / 2" in said(client.get("/dashboard/imported/?source=甲平台"))
    assert "2 / 4" in said(client.get("/dashboard/imported/"))
    listed = said(
        client.get("/dashboard/records/?figure=imported.outcome_unknown&part=above&period=2019&source=甲平台")
    )
    assert "公交线路" in listed
    assert "2019000002" in listed
    assert "2019000004" not in listed


def test_the_public_reads_what_was_published_with_its_definition(client, loop, said):
    loop.until("closed")
    assert "还没有公布" in said(client.get("/figures/"))
    proposed = propose_figure(
        code="cases.resolution_rate",
        period=Period.year(2026),
        as_of=loop.at,
        put_to=Signer(loop.city.city.key, "LEADER"),
        by=loop.actor("zhao_min"),
        at=loop.later(),
        reason="年度公布",
    )
    assert "还没有公布" in said(client.get("/figures/"))
    mayor = loop.actor("mayor_fang")
    decide_figure(published=proposed, by=mayor, at=loop.later(), granted=True, answer="")
    page = said(client.get("/figures/"))
    assert "100.0 %，1 / 1，2026 年" in page
    assert "不剔除" in page


def test_a_definition_names_its_limit_in_words():
    said = in_words(figure_of("cases.on_time_rate").definition)
    assert "cases.limit" not in said and "“办理承诺时限”" in said


def finished_matter(city, at):
    joint = Joint.objects.create(
        code="card", name="社保卡丢了一起办", window=city.housing_window, limit="1 wd", opened_at=at
    )
    return Matter.objects.create(
        joint=joint,
        number="LB2026000001",
        state=MatterState.DONE,
        applicant="张三",
        phone="13812345678",
        submitted_at=at,
        accepted_at=at,
        ended_at=at,
    )


def test_joint_matters_behind_a_number_tell_nobody_who_applied(signed_in, city, clock, said, query_count):
    done = finished_matter(city, clock.at)
    client = signed_in("mayor_fang")
    address = f"/dashboard/joint-matters/?figure=services.joint_on_the_spot&period={clock.at:%Y}"
    with query_count("dashboard.matter_records"):
        page = said(client.get(address))
    assert done.number in page
    assert "张三" not in page
    assert "13812345678" not in page
    assert client.get("/dashboard/joint-matters/?figure=x").status_code == 404
    assert done.number not in said(signed_in("deng_bo").get(address))
