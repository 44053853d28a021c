import io
import resource
import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.refusals import Malformed
from bihuan.kernel.sheets import open_sheet, write_xlsx


def rows_of(content: bytes):
    with open_sheet(io.BytesIO(content)) as sheet:
        return sheet.kind, list(sheet.rows)


def xlsx(*rows, merge=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_its_rows_with_the_numbers_the_office_sees():
    moment = datetime(2023, 1, 5, 9, 3)  # noqa: DTZ001  as a spreadsheet gives it
    kind, rows = rows_of(xlsx(["编号", "时间"], [None, None], ["1", moment], ["2", 3.5]))
    assert kind == "xlsx"
    assert rows == [(1, ["编号", "时间"]), (3, ["1", moment]), (4, ["2", 3.5])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encoding_it_came_in(encoding):
    content = '编号,诉求\r\n1,"拖车费,太高\n请查"\r\n,\r\n2,㐂车站\r\n'.encode(encoding)
    assert rows_of(content) == (
        "csv",
        [(1, ["编号", "诉求"]), (2, ["1", "拖车费,太高\n请查"]), (4, ["2", "㐂车站"])],
    )


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_the_delimiter_is_found_in_the_first_line(delimiter):
    assert rows_of(f"编号{delimiter}诉求\n1{delimiter}拖车\n".encode())[1][1] == (2, ["1", "拖车"])


def test_a_formula_gives_the_value_it_was_saved_with_or_nothing():
    assert rows_of(xlsx(["a"], ["=1+1"], ["b"]))[1] == [(1, ["a"]), (3, ["b"])]


def test_a_cell_in_the_last_corner_costs_no_memory():
    book = openpyxl.Workbook()
    book.active["A1"] = "编号"
    book.active["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    tracemalloc.start()
    _, rows = rows_of(out.getvalue())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == [(1, ["编号"])]
    assert peak < 20_000_000


@pytest.mark.parametrize("content", [b"", b"\n\n", b" , ,\n"])
def test_a_blank_file_has_no_rows(content):
    assert rows_of(content)[1] == []


def test_what_is_no_table_is_refused():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("a.txt", "x")
    for content in (
        archive.getvalue(),
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        b"\xff\xd8\xff\xe0\x81",
    ):
        with pytest.raises(Malformed, match=r"打不开|不是表格|损坏"):
            rows_of(content)


def test_a_zip_bomb_is_refused():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", b"\0" * 40_000_000)
    with pytest.raises(Malformed, match="大得不合常理"):
        rows_of(archive.getvalue())


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_refusal(content):
    try:
        rows_of(content)
    except Malformed as refusal:
        assert refusal.help


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads resident memory from /proc")
def test_a_hundred_thousand_rows_go_out_and_come_in_in_bounded_memory(tmp_path):
    path, before, highest = tmp_path / "out.xlsx", resident(), 0
    with path.open("wb") as out:
        write_xlsx(out, ["诉求"], ([f"第{n}条，拖车费太高了"] for n in range(100_000)))
    with path.open("rb") as file, open_sheet(file) as sheet:
        for number, _ in sheet.rows:
            if number % 5_000 == 0:
                highest = max(highest, resident())
    assert number == 100_001
    assert highest - before < 70_000_000


def test_a_large_csv_is_never_held_together():
    line = f"1,{'拖车费太高了，请查一查' * 10}\n".encode("gb18030")
    file = io.BytesIO(b"a,b\n" + line * 20_000)
    tracemalloc.start()
    with open_sheet(file) as sheet:
        count = sum(1 for _ in sheet.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_001
    assert peak < 4_000_000
