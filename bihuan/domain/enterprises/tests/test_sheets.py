"""企业表."""

import io

import pytest

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.enterprises.sheets import ENTERPRISES, PUBLIC_HEAD, enterprise_rows
from bihuan.domain.organisations.sheets import import_rows, preview_rows
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.sheets import open_sheet, write_xlsx
from bihuan.testing.city import MONDAY_MORNING

NEW = "91350100M000100Y43"


def row(uscc=NEW, name="甲公司", **more):
    values = {"统一社会信用代码": uscc, "企业名称": name} | more
    return [values.get(label, "") for label in ENTERPRISES.head]


def sheet_of(rows, head=None):
    out = io.BytesIO()
    write_xlsx(out, head or ENTERPRISES.head, rows)
    return open_sheet(out)


def imported(rows, by, head=None):
    with sheet_of(rows, head) as sheet:
        return import_rows(ENTERPRISES, sheet, by=by, at=MONDAY_MORNING)


FULL = {
    "区划代码": "421022",
    "行业代码": "c34",
    "年度": 2025,
    "从业人员": "1,200",
    "营业收入（万元）": "4.5亿",
    "规上类别": "规上工业",
    "联系人": "张三",
    "联系电话": "138-1234-5678",
}


def test_a_row_brings_a_firm_with_its_year_mark_and_contact(city, zhao_min):
    done = imported([row(**FULL)], zhao_min)
    assert done.outcomes == {"added": 1} and not done.bad
    firm = Enterprise.objects.get(uscc=NEW)
    assert (firm.region.name, firm.industry, firm.size_class) == ("公安县", "C34", "LARGE")
    assert firm.years.get().revenue_fen == 450_000_000_00
    assert firm.above_scale.get().kind == "INDUSTRY" and firm.contacts.get().phone == "13812345678"


def test_again_changes_nothing(city, zhao_min):
    imported([row(**FULL)], zhao_min)
    entries = Entry.objects.count()
    assert imported([row(**FULL)], zhao_min).outcomes == {"unchanged": 1}
    assert Entry.objects.count() == entries


def test_a_new_name_is_a_renaming(hengda, zhao_min):
    assert imported([row(hengda.uscc, "恒达智造")], zhao_min).outcomes == {"changed": 1}
    assert hengda.past_names.get().name == "恒达机械制造有限公司"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (row("91350100M000100Y44"), "校验位"),
        (row(name=""), "企业名称"),
        (row(区划代码="429999"), "429999"),
        (row(行业代码="Z1"), "Z1"),
        (row(从业人员="10"), "就要写年度"),
        (row(年度="2025", 从业人员="很多"), "不是整数"),
        (row(联系电话="13812345678"), "就要写联系人"),
        (row(规上类别="规下"), "“规下”"),
    ],
)
def test_a_bad_row_is_named_and_nothing_written(city, values, reason):
    with sheet_of([values, row()]) as sheet:
        seen = preview_rows(ENTERPRISES, sheet)
    assert [bad.number for bad in seen.bad] == [2] and seen.good_count == 1
    assert reason in "".join(map(str, seen.bad[0].faults))
    assert not Enterprise.objects.exists()


def test_a_firm_stands_once_a_year(city):
    with sheet_of(
        [row(年度=2024, 从业人员=1), row(年度=2025, 从业人员=1), row(年度=2025, 从业人员=2)]
    ) as sheet:
        assert [bad.number for bad in preview_rows(ENTERPRISES, sheet).bad] == [4]


def test_a_row_that_an_action_refuses_leaves_nothing_behind(city, zhou_jie):
    done = imported([row(**FULL)], zhou_jie)  # a steward may register, but not record figures
    assert "双优化办" in str(done.bad[0].faults[0])
    assert not Enterprise.objects.exists() and not Entry.objects.exists()


def test_the_export_shows_what_one_may_see_without_contacts_and_comes_back_unchanged(
    firms, zhao_min, song_na
):
    imported([row(**FULL)], zhao_min)
    rows = list(enterprise_rows(zhao_min, year=2025))
    assert len(rows) == 3 and "13812345678" not in str(rows)
    assert {line[1] for line in enterprise_rows(song_na, year=2025)} == {"新源食品有限公司", "甲公司"}
    assert imported(rows, zhao_min, head=PUBLIC_HEAD).outcomes == {"unchanged": 3}


def test_the_export_asks_a_fixed_number_of_queries(firms, zhao_min, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        list(enterprise_rows(zhao_min, year=2025))
