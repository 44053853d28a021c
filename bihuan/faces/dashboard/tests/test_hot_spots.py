"""督办热点: rates with volumes, for leaders."""

from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.testing.cases import Loop


def test_a_late_unit_stands_there_with_its_rate_and_its_volume(city, signed_in, clock, query_count):
    supervising = Supervising(Loop(city))
    supervising.lapse()
    supervising.tick()
    clock.stand_at(supervising.loop.later())
    client = signed_in("mayor_fang")
    with query_count("dashboard.hot_spots"):
        page = client.get("/dashboard/hot-spots/").content.decode()
    assert "市住建局" in page and "1 / 2" in page and "件数少" in page


def test_nothing_late_is_said_and_a_handler_has_no_such_page(signed_in):
    assert "这段时间没有计入的超期" in signed_in("mayor_fang").get("/dashboard/hot-spots/").content.decode()
    assert signed_in("li_qiang").get("/dashboard/hot-spots/").status_code == 403
