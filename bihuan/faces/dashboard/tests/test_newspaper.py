"""对照报纸: in the order of the page, opened where we count it, with the reason where we do not."""

from bihuan.domain.indicators.newspaper import rows


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
