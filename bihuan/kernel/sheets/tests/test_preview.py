import io

import pytest

from bihuan.kernel.identifiers import uscc
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.sheets import (
    Column,
    Fault,
    GoodRow,
    one_of,
    open_sheet,
    parse_day,
    preview,
    text,
    whole_number,
    write_rejects,
)
from bihuan.kernel.sheets.checking import checked, table_of

COLUMNS = [
    Column("uscc", "统一社会信用代码", lambda cell: uscc(text(cell)), required=True, aliases=("信用代码",)),
    Column("name", "名称", required=True),
    Column("staff", "人数", whole_number),
    Column("founded_on", "成立日期", parse_day),
    Column("kind", "性质", one_of({"民营": "PRIVATE", "国有": "STATE"})),
]
HEAD = "信用代码,名称 ,人数*,成立日期,性质,备注\n"
GOOD = '91350100M000100Y43,　恒达 机械\u00a0,"1,200",2003年5月1日,民营,x\n'


def seen(content: str, **more):
    with open_sheet(io.BytesIO(content.encode())) as sheet:
        return preview(sheet, COLUMNS, **more)


def test_good_rows_are_read_by_their_columns():
    found = seen(HEAD + GOOD)
    assert (found.good_count, found.bad_count, found.unknown) == (1, 0, ["备注"])
    assert found.sample[0].number == 2
    assert found.sample[0].values | {"founded_on": "-"} == {
        "uscc": "91350100M000100Y43", "name": "恒达 机械", "staff": 1200, "founded_on": "-", "kind": "PRIVATE",
    }  # fmt: skip


def test_each_bad_row_is_named_with_all_its_reasons():
    found = seen(HEAD + GOOD + "\n91350100M000100Y44,,很多,去年,外星,\n")
    assert (found.good_count, found.bad_count) == (1, 1)
    bad = found.bad[0]
    assert bad.number == 4
    assert [fault.column for fault in bad.faults] == ["统一社会信用代码", "名称", "人数", "成立日期", "性质"]
    assert str(bad.faults[1]) == "名称：不能为空。"
    assert "校验位" in str(bad.faults[0])
    assert "民营、国有" in str(bad.faults[4])


def test_titles_above_the_head_are_skipped():
    assert seen("荆州市企业名录\n制表：双优化办\n" + HEAD + GOOD).sample[0].number == 4


def test_a_missing_column_is_refused_with_what_was_found():
    with pytest.raises(Malformed) as refused:
        seen("名称,电话\n恒达,1\n")
    assert refused.value.sentence == "表头缺少：统一社会信用代码。"
    assert "名称、电话" in refused.value.help


def test_a_remembered_mapping_names_columns_that_are_called_otherwise():
    found = seen("码,企业\n91350100M000100Y43,恒达\n", mapping={"码": "uscc", "企业": "name"})
    assert found.good_count == 1


def test_a_rule_sees_the_whole_row():
    known = set()

    def no_repeats(values):
        if values["uscc"] in known:
            yield Fault("", "和前面的行重复。")
        known.add(values["uscc"])

    found = seen(HEAD + GOOD + GOOD, rule=no_repeats)
    assert (found.good_count, found.bad_count) == (1, 1)
    assert [str(fault) for fault in found.bad[0].faults] == ["和前面的行重复。"]


def test_many_bad_rows_are_counted_and_the_first_are_shown():
    found = seen(HEAD + "x,y\n" * 100, most_bad=7)
    assert (found.bad_count, len(found.bad)) == (100, 7)


def test_an_empty_file_says_so():
    with pytest.raises(Malformed, match="空的"):
        seen("")


def test_rejects_are_corrected_where_they_stand_and_come_in_again():
    with open_sheet(io.BytesIO((HEAD + GOOD + GOOD.replace("Y43", "Y44")).encode())) as sheet:
        table = table_of(sheet, COLUMNS)
        bad = [row for row in checked(table, COLUMNS) if not isinstance(row, GoodRow)]
    out = io.BytesIO()
    assert write_rejects(out, table.head, bad) == 1
    with open_sheet(out) as sheet:
        again = preview(sheet, COLUMNS)
    assert (again.good_count, again.bad_count) == (0, 1)
    assert again.bad[0].cells[:1] == [3]
    assert "校验位" in str(again.bad[0].cells[1])
    assert again.unknown == ["原行号", "退回原因", "备注"]


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("  a\u3000\u00a0b \u200b", "a b"),
        ("一\r\n 二 ", "一\n二"),
        (12.0, "12"),
        (13812345678.0, "13812345678"),
        (1.5, "1.5"),
        (None, ""),
        ("'=1+1", "=1+1"),
        ("it's", "it's"),
    ],
)
def test_a_cell_is_freed_from_what_a_keyboard_adds(cell, clean):
    assert text(cell) == clean


@pytest.mark.parametrize("cell", ["1.5", 1.5, "x", "", "1e9", True])
def test_a_number_that_is_not_whole_is_refused(cell):
    with pytest.raises(Malformed):
        whole_number(cell)
