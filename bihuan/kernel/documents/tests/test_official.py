import io
from datetime import date
from functools import cache

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.kernel.documents import paper as page
from bihuan.kernel.documents.numerals import chinese_date, chinese_number, document_number, outline_mark
from bihuan.kernel.documents.official import Item, official_document, outline, title_lines

BODY = [
    "现将有关情况函告如下。",
    Item("问题", 1),
    Item("拖车收费过高", 2, follows="群众反映较多。"),
    Item("收费没有依据", 3),
    Item("没有公示", 4),
    Item("价格不统一", 4),
    Item("转包", 3),
    Item("答复不及时", 2),
    Item("要求", 1),
    Item("退还费用", 2),
]


@cache
def letter(**more) -> docx.document.Document:
    fields = {
        "title": "关于整改拖车收费问题的函",
        "body": BODY,
        "signed_by": "荆州市双优化办公室",
        "on": date(2026, 1, 5),
        "head": "荆州市双优化办公室文件",
        "number": document_number("荆双优", 2026, 12),
        "to": "市公安局",
        "enclosed": ["收费清单", "退费名单"],
        "copies_to": ["市财政局", "市司法局"],
    }
    return docx.Document(io.BytesIO(official_document(**(fields | more))))


def line(paper, text):
    return next(p for p in paper.paragraphs if p.text == text)


def font_of(run):
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_the_page_is_that_of_the_standard():
    section = letter().sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    sizes += [section.left_margin, section.right_margin]
    assert [round(size.mm) for size in sizes] == [210, 297, 37, 35, 28, 26]


def test_a_page_holds_22_lines_of_28_characters_and_not_one_more():
    paper = letter()
    body = line(paper, "现将有关情况函告如下。")
    space = int(body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    height = paper.styles["Normal"].paragraph_format.line_spacing.pt
    assert int(156 / 25.4 * 72 / (16 + space)) == 28
    assert int(225 / 25.4 * 72 / height) == 22
    grid = paper.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), int(grid.get(qn("w:linePitch"))) / 20) == ("lines", height)


def test_title_body_and_headings_have_their_type():
    paper = letter()
    assert font_of(line(paper, "关于整改拖车收费问题的函").runs[0]) == ("方正小标宋简体", 22)
    assert font_of(line(paper, "现将有关情况函告如下。").runs[0]) == ("仿宋_GB2312", 16)
    assert font_of(line(paper, "一、问题").runs[0]) == ("黑体", 16)
    heading = line(paper, "（一）拖车收费过高群众反映较多。")
    assert [font_of(run) for run in heading.runs] == [("楷体_GB2312", 16), ("仿宋_GB2312", 16)]


def test_the_outline_is_numbered_by_place_and_starts_again_below_each_heading():
    marks = [mark for _, mark in outline(BODY)]
    assert marks == [
        "",
        "一、",
        "（一）",
        "1.",
        "（1）",
        "（2）",
        "2.",
        "（二）",
        "二、",
        "",
    ]  # alone: not numbered


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于整改拖车收费问题的函", ["关于整改拖车收费问题的函"]),
        (
            "关于施工许可证办理和围挡整改五件工单超期未办的督办单",
            ["关于施工许可证办理和", "围挡整改五件工单超期未办的督办单"],
        ),
        ("第一行\n第二行", ["第一行", "第二行"]),
        (
            "关于市经信局服务中心 1 件工单超期未办的督办通知书",
            ["关于市经信局服务中心 1 件", "工单超期未办的督办通知书"],
        ),
    ],
)
def test_a_long_title_is_broken_into_lines_of_like_length(title, lines):
    assert list(title_lines(title)) == lines


@given(st.text(st.sampled_from("关于拖车收费的和、整改"), min_size=1, max_size=120))
@settings(deadline=None)
def test_broken_into_lines_a_title_is_the_same_and_no_line_is_too_wide(title):
    plain = title.replace("\n", "")
    lines = list(title_lines(plain))
    assert "".join(lines) == plain
    assert all(len(line) <= 20 for line in lines)


def test_the_signature_never_stands_on_a_page_alone_and_no_heading_is_left_at_its_foot():
    paper = letter(enclosed=())
    paragraphs = list(paper.paragraphs)
    last = next(i for i, p in enumerate(paragraphs) if p.text == "荆州市双优化办公室")
    assert all(p.paragraph_format.keep_with_next for p in paragraphs[last - 2 : last + 1])
    assert all(line(paper, text).paragraph_format.keep_with_next for text in ("一、问题", "二、要求"))


def test_a_letter_has_the_name_alone_a_double_line_and_its_number_on_the_right():
    paper = letter(head="荆州市双优化办公室", letter=True)
    name, number = paper.paragraphs[:2]
    assert (name.text, number.text) == ("荆州市双优化办公室", "荆双优〔2026〕12号")
    assert name._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:val")) == "thickThinSmallGap"
    assert number.alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_programs_are_told_that_the_text_is_chinese_of_the_mainland():
    assert letter().styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


def test_a_body_paragraph_begins_two_characters_in():
    ind = line(letter(), "现将有关情况函告如下。")._p.pPr.find(qn("w:ind"))
    assert (ind.get(qn("w:firstLineChars")), ind.get(qn("w:firstLine"))) == ("200", "640")


def test_head_number_addressee_enclosures_signature_and_copies_stand_in_order():
    texts = [p.text for p in letter().paragraphs if p.text]
    assert texts[:4] == [
        "荆州市双优化办公室文件",
        "荆双优〔2026〕12号",
        "关于整改拖车收费问题的函",
        "市公安局：",
    ]
    assert texts[-5:] == [
        "附件：1. 收费清单",
        "2. 退费名单",
        "荆州市双优化办公室",
        "2026年1月5日",
        "抄送：市财政局，市司法局。",
    ]


def test_the_head_is_red_above_a_red_line():
    paper = letter()
    assert str(paper.paragraphs[0].runs[0].font.color.rgb) == "E60012"
    border = line(paper, "荆双优〔2026〕12号")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert border.get(qn("w:color")) == "E60012"


@pytest.mark.parametrize(
    "head", ["荆州市双优化办公室文件", "荆州市优化营商环境和优化政务服务工作领导小组办公室文件"]
)
def test_the_head_stands_on_one_line(head):
    run = letter(head=head).paragraphs[0].runs[0]
    assert run.font.size.pt * len(head) <= 442


def test_page_numbers_stand_on_the_outer_side():
    paper = letter()
    assert paper.settings.odd_and_even_pages_header_footer
    section = paper.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    for footer in (odd, even):
        assert footer.text == "— 1 —"
        assert "PAGE" in footer._p.xml
        assert font_of(footer.runs[0]) == ("宋体", 14)


def test_a_plain_letter_needs_no_head():
    paper = letter(head="", number="", to="", enclosed=(), copies_to=())
    assert next(p.text for p in paper.paragraphs if p.text) == "关于整改拖车收费问题的函"


def test_nobody_is_named_as_author():
    known = letter().core_properties
    assert (known.author, known.comments, known.title) == ("", "", "关于整改拖车收费问题的函")


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_printed(title, text):
    assert official_document(title=title, body=[text], signed_by="x", on=date(2026, 1, 5)).startswith(b"PK")


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_numbers_are_said_in_chinese(number, said):
    assert chinese_number(number) == said


def test_an_outline_has_no_item_zero():
    with pytest.raises(ValueError, match="0"):
        outline_mark(1, 0)


def test_dates_and_numbers_have_no_leading_zeros():
    assert chinese_date(date(2026, 1, 5)) == "2026年1月5日"
    assert document_number("荆双优", 2026, 3) == "荆双优〔2026〕3号"


def test_the_constants_are_the_standards():
    assert (page.LINES, page.CHARACTERS, page.SIZE_3) == (22, 28, 16)
