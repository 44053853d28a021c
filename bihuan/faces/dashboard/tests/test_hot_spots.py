"""督办热点: rates with volumes, for leaders; every number is a figure, and opens what is behind it."""

import io

import openpyxl
import pytest

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.supervision.choices import IncidentKind
from bihuan.domain.supervision.figures import TALLIES
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.kernel.figures import Period
from bihuan.kernel.figures.days import rebuild_days
from bihuan.testing.cases import Loop
from bihuan.testing.tables import moment


@pytest.fixture
def supervising(city, clock) -> Supervising:
    made = Supervising(Loop(city))
    made.lapse()
    made.tick()
    clock.stand_at(made.loop.later())
    return made


def test_a_late_unit_stands_there_with_its_rate_and_its_volume(supervising, signed_in, query_count):
    at = supervising.loop.at
    for tally in TALLIES.values():
        rebuild_days(figure=tally.figure, period=Period.parse("2026"), as_of=at)
    client = signed_in("mayor_fang")
    with query_count("dashboard.hot_spots"):
        page = client.get("/dashboard/hot-spots/").content.decode()
    assert "市住建局" in page and "1 / 2" in page and "件数少" in page
    assert "双优化办环节超期率" in page and "怎么算" in page


def test_without_day_rows_the_figures_are_asked_directly(supervising, signed_in):
    page = signed_in("mayor_fang").get("/dashboard/hot-spots/").content.decode()
    assert "市住建局" in page and "1 / 2" in page


def test_the_rate_opens_the_cases_behind_it(supervising, signed_in):
    client = signed_in("mayor_fang")
    page = client.get("/dashboard/hot-spots/").content.decode()
    url = page.partition('href="/dashboard/records/')[2].partition('"')[0].replace("&amp;", "&")
    behind = client.get(f"/dashboard/records/{url}").content.decode()
    late = Incident.objects.get(kind=IncidentKind.LATE, item__startswith="leg:")
    assert "计入的超期率背后的工单" in behind
    assert f"/work/cases/{Case.objects.get(pk=late.subject_id).number}/" in behind
    assert "没有计入的" in behind


def test_a_section_that_comes_back_is_named_with_each_month(supervising, city, signed_in):
    section, case = city.streets_window, Case.objects.get()
    for month in ("2026-10", "2026-11", "2026-12"):
        due = moment(f"{month}-05 12:00")
        leg = Leg.objects.create(
            case=case,
            round=1,
            office=section,
            role="LEAD",
            limit="5 wd",
            dispatched_at=due,
            due_at=due,
            state="COMPLETED",
            ended_at=due,
        )
        Incident.objects.create(
            key=f"late:{leg.item}", kind=IncidentKind.LATE, office=section, unit=section.unit, subject_kind="case",
            subject_id=case.pk, item=leg.item, began_at=due, at=due, counted=60,
        )  # fmt: skip
    page = signed_in("mayor_fang").get("/dashboard/hot-spots/").content.decode()
    assert "1 个科室反复超期" in page and section.short_name in page and "3 件" in page


def test_the_table_to_take_along_has_the_same_numbers(supervising, signed_in):
    client = signed_in("mayor_fang")
    answer = client.get("/dashboard/hot-spots/table/?period=2026")
    head, first, *rest = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert (row["单位"], row["到期承办件"], row["计入的超期"], row["计入的超期率"]) == (
        "市住建局",
        2,
        1,
        "50.0 %",
    )
    assert "不宜比较" in row["说明"] and not rest
    assert (
        "/dashboard/hot-spots/table/?period=2026"
        in client.get("/dashboard/hot-spots/?period=2026").content.decode()
    )
    assert signed_in("li_qiang").get("/dashboard/hot-spots/table/").status_code == 403


def test_a_period_that_no_calendar_knows_is_as_if_it_were_not_there(supervising, signed_in):
    for period in ("9999", "0001", "0001-01-01..9999-12-31"):
        assert signed_in("mayor_fang").get(f"/dashboard/hot-spots/?period={period}").status_code == 200


def test_nothing_late_is_said_and_a_handler_has_no_such_page(signed_in):
    page = signed_in("mayor_fang").get("/dashboard/hot-spots/").content.decode()
    assert "这段时间没有计入的超期" in page and "没有科室反复超期" in page
    assert signed_in("li_qiang").get("/dashboard/hot-spots/").status_code == 403
