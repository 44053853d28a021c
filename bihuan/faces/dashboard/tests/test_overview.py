"""The dashboard: every number has its base and opens its records, and nobody reads more than they stand for."""

import re

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.kernel.figures import Period, figures
from bihuan.kernel.figures.days import rebuild_days


def rebuilt(at):
    for figure in figures().values():
        rebuild_days(figure=figure, period=Period.parse("2026-01-01..2027-12-31"), as_of=at)


def test_the_leader_sees_the_loop_and_each_count_opens_its_list(signed_in, loop, clock, said):
    loop.until("closed")
    loop.until("complete")
    loop.later()
    client = signed_in("mayor_fang")
    page = said(client.get("/dashboard/"))
    links = re.findall(r'/dashboard/records/\?step=(\w+)">(\d+)<', page)
    assert dict(links) == {
        "registered": "2",
        "accepted": "2",
        "dispatched": "2",
        "completed": "1",
        "struck_off": "1",
        "closed": "1",
    }
    for step, count in links:
        listed = said(client.get(f"/dashboard/records/?step={step}"))
        assert len(re.findall(r"/work/cases/\d+/", listed)) == int(count)


def test_a_rate_stands_with_its_numbers_its_period_and_its_definition(signed_in, loop, clock, said):
    loop.until("closed")
    loop.until("complete")
    loop.later()
    page = said(signed_in("mayor_fang").get("/dashboard/?period=2026"))
    assert "50.0 %" in page
    assert "1 / 2，2026 年" in page
    assert "期内登记、到统计截止日问题已解决并销号的" in page


def test_day_rows_say_the_same_as_asking_directly(signed_in, loop, clock, said):
    loop.until("closed")
    at = loop.later()
    client = signed_in("mayor_fang")
    before = re.findall(r"figure-value[^>]*>([^<]+)<", said(client.get("/dashboard/?period=2026")))
    rebuilt(at)
    after = re.findall(r"figure-value[^>]*>([^<]+)<", said(client.get("/dashboard/?period=2026")))
    assert before == after


def test_filters_live_in_the_url_and_can_meet(signed_in, loop, clock, said):
    loop.until("closed")
    loop.register(programme="HOTLINE_12345")
    loop.later()
    client = signed_in("mayor_fang")
    assert "1 / 1" in said(client.get("/dashboard/?period=2026&programme=DUAL_OPTIMISATION&area=JZ"))
    assert "1 / 1" not in said(client.get("/dashboard/?period=2026&programme=WALK&area=JZ"))


def test_a_filter_that_means_nothing_narrows_nothing(signed_in, loop, clock, said):
    loop.until("closed")
    loop.later()
    assert "1 / 1" in said(signed_in("mayor_fang").get("/dashboard/?period=x&programme=x&area=x"))


def test_a_unit_head_counts_the_unit_and_no_more(signed_in, loop, clock, said):
    loop.until("closed")
    loop.register()
    loop.later()
    page = said(signed_in("director_chen").get("/dashboard/?period=2026"))
    assert "1 / 1，2026 年" in page
    assert "1 / 1，2026 年" not in said(signed_in("deng_bo").get("/dashboard/?period=2026"))


def test_records_list_only_what_the_reader_may_see(signed_in, loop, clock, said):
    case = loop.until("closed")
    loop.later()
    url = "/dashboard/records/?figure=cases.resolution_rate&period=2026&part=above"
    assert case.number in said(signed_in("mayor_fang").get(url))
    assert case.number not in said(signed_in("deng_bo").get(url))


def test_a_sealed_title_is_nowhere(signed_in, loop, clock, said):
    case = loop.register(identity=Identity.SEALED, title="张三举报李四")
    loop.later()
    Case.objects.filter(pk=case.pk).update(urgency="CRITICAL")
    for url in ("/dashboard/records/?step=registered", "/dashboard/brief/"):
        page = said(signed_in("mayor_fang").get(url))
        assert case.number in page
        assert "张三" not in page


def test_a_handler_has_no_dashboard(signed_in, city):
    assert signed_in("li_qiang").get("/dashboard/").status_code == 403
    assert signed_in("director_chen").get("/dashboard/newspaper/").status_code == 403


def test_whoever_is_not_signed_in_is_asked_to(client, city):
    assert client.get("/dashboard/").status_code == 302


def test_pictures_have_tables_and_no_inline_script(signed_in, loop, clock, said):
    loop.until("closed")
    loop.later()
    page = said(signed_in("mayor_fang").get("/dashboard/"))
    assert page.count("data-chart=") <= page.count("as-table")
    assert not re.findall(r"<script(?![^>]*(src=|application/json))", page)
    assert " style=" not in page


def test_its_queries_do_not_grow_with_what_it_shows(signed_in, loop, clock, query_count):
    loop.until("closed")
    at = loop.later()
    rebuilt(at)
    client = signed_in("mayor_fang")
    client.get("/dashboard/")
    with query_count("dashboard.overview"):
        client.get("/dashboard/")
    for _ in range(3):
        loop.until("complete")
    loop.later()
    rebuilt(loop.at)
    client.get("/dashboard/")  # time has passed: the session is renewed once
    with query_count("dashboard.overview"):
        client.get("/dashboard/")
