from dataclasses import replace
from datetime import date

import pytest

from bihuan.domain.services import actions
from bihuan.domain.services.rules.content import ItemContent, WindowContent
from bihuan.testing.city import MONDAY_MORNING
from bihuan.testing.permits import PERMIT


@pytest.fixture
def content(city) -> ItemContent:
    return replace(PERMIT, windows=(WindowContent(city.housing_window.code, "工作日 8:30–12:00"),))


@pytest.fixture
def item(city, content):
    return actions.register_item(
        by=city.actor("ma_li"),
        at=MONDAY_MORNING,
        unit=city.housing,
        task_code="11421000011345678A4000115001000",
        catalog_code="000115001000",
        content=content,
        from_on=date(2026, 1, 1),
        document="荆建发〔2026〕1号",
    )
