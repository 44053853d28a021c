import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.sheets import csv_pieces, safe_text, text, write_xlsx, writing

DANGEROUS = ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("x")']


def cells(head, rows, **more):
    out = io.BytesIO()
    count = write_xlsx(out, head, rows, **more)
    book = openpyxl.load_workbook(out)
    return count, [[[c.value for c in row] for row in sheet.iter_rows()] for sheet in book.worksheets], book


@pytest.mark.parametrize("value", DANGEROUS)
def test_what_begins_like_a_formula_is_text_in_every_format(value):
    _, sheets, book = cells([value], [[value]])
    for row in sheets[0]:
        assert str(row[0]).startswith("'")
    assert book.active["A2"].data_type == "s"
    line = b"".join(csv_pieces(["h"], [[value]])).decode("utf-8-sig").split("\r\n", 1)[1]
    assert line.lstrip('"').startswith("'")


@given(st.text(max_size=40))
def test_exported_text_never_begins_like_a_formula(value):
    assert not safe_text(value).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("value", ["=1+1", "-5度", "拖车"])
def test_what_goes_out_comes_in_as_it_was(value):
    assert text(safe_text(value)) == value


def test_values_keep_their_types():
    at = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    count, sheets, _ = cells(["a"] * 7, [[1, Decimal("2.50"), at, date(2026, 1, 2), True, None, -3]])
    assert count == 1
    assert sheets[0][1] == [1, 2.5, datetime(2026, 11, 23, 9, 30), datetime(2026, 1, 2), "是", None, -3]  # noqa: DTZ001


def test_odd_values_are_written_as_text():
    _, sheets, _ = cells(
        ["a"], [["\x00\x1f拖\ud800车"], [float("nan")], [10**20], [date(1800, 1, 1)], ["长" * 40_000]]
    )
    assert [row[0] for row in sheets[0][1:4]] == ["拖车", "nan", str(10**20)]
    assert sheets[0][4] == ["1800-01-01"]
    assert str(sheets[0][5][0]).endswith("已截断）")


def test_an_export_of_nothing_has_its_head():
    count, sheets, _ = cells(["编号"], [])
    assert (count, sheets) == (0, [[["编号"]]])
    assert b"".join(csv_pieces(["编号"], [])).decode() == "\ufeff编号\r\n"


def test_beyond_a_sheets_length_it_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(writing, "ROWS_PER_SHEET", 2)
    count, sheets, book = cells(["编号"], [[n] for n in range(5)], title="a/b:c")
    assert count == 5
    assert [sheet[1:] for sheet in sheets] == [[[0], [1]], [[2], [3]], [[4]]]
    assert all(sheet[0] == ["编号"] for sheet in sheets)
    assert book.sheetnames[0] == "a b c"


def test_a_large_csv_is_written_in_pieces():
    tracemalloc.start()
    sizes = [len(piece) for piece in csv_pieces(["a"], (["拖车费太高了" * 5] for _ in range(20_000)))]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(sizes) > 1_800_000
    assert peak < 1_500_000
