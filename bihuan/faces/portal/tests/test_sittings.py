"""下周局长坐窗口: only where the city and the roster wish it."""

import pytest
from django.urls import reverse


@pytest.mark.usefixtures("active")
def test_next_week_is_read_by_everybody(client, clock, desk):
    clock.stand_at(desk.at)
    page = client.get(reverse("portal:sittings")).content.decode()
    assert page.count("市住建局政务窗口") == 1 and "市住房和城乡建设局" in page


def test_nothing_is_said_where_nothing_is_public(client, city):
    assert "还没有公开的安排" in client.get(reverse("portal:sittings")).content.decode()


@pytest.mark.usefixtures("active")
def test_a_city_that_does_not_wish_it_has_no_such_page(client, clock, desk, monkeypatch):
    clock.stand_at(desk.at)
    monkeypatch.setattr("bihuan.faces.portal.sittings.value", lambda name, on: False)
    assert client.get(reverse("portal:sittings")).status_code == 404
