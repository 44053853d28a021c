"""The catalogue goes out and comes in again as the same table."""

import io
from dataclasses import replace

import pytest

from bihuan.domain.organisations.sheets.running import import_rows, preview_rows
from bihuan.domain.services import actions
from bihuan.domain.services.models import Item
from bihuan.domain.services.queries import content_of, version_on
from bihuan.domain.services.sheets import HEAD, ITEMS, item_rows
from bihuan.kernel.sheets import open_sheet, write_xlsx
from bihuan.testing.city import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()
pytestmark = pytest.mark.django_db


def sheet(rows):
    out = io.BytesIO()
    write_xlsx(out, HEAD, rows)
    out.seek(0)
    return open_sheet(out)


def preview(rows):
    with sheet(rows) as opened:
        return preview_rows(ITEMS, opened)


@pytest.fixture
def rows(item):
    return list(item_rows(on=TODAY))


def bring_in(city, rows, who="zhao_min"):
    with sheet(rows) as opened:
        return import_rows(ITEMS, opened, by=city.actor(who), at=MONDAY_MORNING)


def changed(row, **cells):
    return [cells.get(label, cell) for label, cell in zip(HEAD, row, strict=True)]


def test_what_went_out_changes_nothing_when_it_comes_back(city, item, rows):
    assert bring_in(city, rows).outcomes == {"unchanged": 1}


def test_a_changed_row_is_the_next_version(city, item, rows, content):
    done = bring_in(city, [changed(rows[0], 承诺办结时限=4, 依据文件="荆数发〔2026〕3号", 施行日期=None)])
    assert done.outcomes == {"changed": 1}
    assert content_of(version_on(item, TODAY)) == replace(content, promised_days=4)


def test_a_new_row_is_registered(city, item, rows, content):
    done = bring_in(city, [changed(rows[0], 实施编码="NEW1")])
    assert done.outcomes == {"added": 1}
    assert content_of(version_on(Item.objects.get(task_code="NEW1"), TODAY)) == content


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"承诺办结时限": 9}, "承诺时限不能超过法定时限"),
        ({"事项类型": "许可"}, "事项类型"),
        ({"实施主体代码": "NOPE"}, "没有单位 NOPE"),
        ({"办理地点": "NOPE|9:00"}, "没有窗口 NOPE"),
        ({"申请材料": "身份证|手稿"}, "没有“手稿”"),
        ({"申请材料": "身份证|原件|必要|申请人自备|两份"}, "不是整数"),
        ({"是否收费": "也许"}, "请填“是”或“否”"),
        ({"实施编码": "有空格 1"}, "只有字母和数字"),
        ({"事项名称": "长" * 121}, "最多 120 个字"),
    ],
)
def test_a_bad_row_is_named_before_anything_is_written(city, rows, cells, reason):
    seen = preview([changed(rows[0], **cells)])
    assert seen.bad_count == 1
    assert reason in "".join(str(fault) for fault in seen.bad[0].faults)


def test_the_same_code_twice_is_named(city, rows):
    assert preview([rows[0], rows[0]]).bad_count == 1


def test_rows_of_another_unit_come_back_with_the_reason(city, rows):
    done = bring_in(city, [changed(rows[0], 承诺办结时限=4, 施行日期=None)], who="xu_hui")
    assert done.outcomes == {} and "只有事项的实施单位" in str(done.bad[0].faults[0])


def test_stopped_items_are_left_out(city, item):
    actions.stop_item(item=item, by=city.actor("ma_li"), at=MONDAY_MORNING, from_on=TODAY, document="停1号")
    assert list(item_rows(on=TODAY)) == []
