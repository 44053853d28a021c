import io

import docx
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.kernel.documents.slips import Box, paired, slip

ROWS = [
    ("来源", "12345热线"),
    ("登记时间", "2026-11-23 09:03"),
    ("承办单位", "市公安局交警支队"),
    ("诉求", "沙市区北京路拖车费太高，请查一查。" * 5),
]
BOXES = [Box("拟办意见", "请市公安局阅处。"), Box("领导批示", height_mm=45), Box("办理结果")]


def printed(**more):
    return docx.Document(
        io.BytesIO(
            slip("工单办理单", ROWS, BOXES, ["承办人", "审核人", "分管领导"], number="JZ2026-000123", **more)
        )
    )


def labels(paper):
    return [list(dict.fromkeys(cell.text for cell in row.cells)) for row in paper.tables[0].rows]


def test_the_slip_names_its_number_and_its_facts():
    paper = printed()
    assert [p.text for p in paper.paragraphs if p.text] == ["工单办理单", "编号：JZ2026-000123"]
    lines = labels(paper)
    assert lines[0] == ["来源", "12345热线", "登记时间", "2026-11-23 09:03"]
    assert lines[2] == ["诉求", ROWS[3][1]]


def test_short_facts_share_a_line_and_long_ones_have_their_own():
    assert paired([("a", "1"), ("b", "2"), ("c", "长" * 30), ("d", "4"), ("e", "5\n6")]) == [
        [("a", "1"), ("b", "2")], [("c", "长" * 30)], [("d", "4")], [("e", "5\n6")],
    ]  # fmt: skip


def test_each_box_has_room_and_a_line_to_sign():
    rows = printed().tables[0].rows
    boxes = {row.cells[0].text: row for row in rows}
    for box in BOXES:
        row = boxes[box.label]
        assert round(row.height.mm) == box.height_mm
        assert "签名：" in row.cells[1].text
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    assert boxes["拟办意见"].cells[1].text.startswith("请市公安局阅处。")


def test_who_signs_stands_at_the_bottom():
    assert labels(printed())[-2:] == [["承办人", "", "审核人"], ["分管领导", ""]]


def test_the_table_is_as_wide_as_the_type_area():
    cells = printed().tables[0].rows[0].cells
    assert sum(cell.width.mm for cell in dict.fromkeys(cells)) <= 156.5


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_printed(label, value):
    assert slip(value, [(label, value)], [Box(label, value)], [label]).startswith(b"PK")
