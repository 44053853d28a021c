"""The papers that were made: GB/T 9704 form, numbered, hashed into the journal, and silent about reporters."""

import hashlib
import io

import docx
from django.core.files.storage import default_storage
from docx.oxml.ns import qn

from bihuan.domain.cases.choices import Identity
from bihuan.domain.supervision.choices import Rung
from bihuan.kernel.documents.models import Document
from bihuan.kernel.journal import history


def opened(document: Document):
    with default_storage.open(document.attachment.path, "rb") as stored:
        content = stored.read()
    return content, docx.Document(io.BytesIO(content))


def test_a_paper_has_margins_lines_and_type_of_the_standard_and_its_hash_in_the_journal(supervising):
    one = supervising.supervision(Rung.SECTION)
    document = Document.objects.get(subject_kind="supervision", subject_id=one.pk)
    content, paper = opened(document)
    section = paper.sections[0]
    margins = [section.top_margin, section.left_margin, section.right_margin, section.bottom_margin]
    assert [round(margin.mm) for margin in margins] == [37, 28, 26, 35]
    body = next(p for p in paper.paragraphs if p.text.startswith("你科室承办"))
    space = int(body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(156 / 25.4 * 72 / (16 + space)) == 28
    assert int(225 / 25.4 * 72 / paper.styles["Normal"].paragraph_format.line_spacing.pt) == 22
    title = next(p for p in paper.paragraphs if p.text == "督办单")
    fonts = [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in (title.runs[0], body.runs[0])]
    assert fonts == ["方正小标宋简体", "仿宋_GB2312"]
    assert document.number == "双优督〔2026〕1号"
    said = history(one.subject)[-1].data["paper"]
    assert said == {"document": document.pk, "sha256": hashlib.sha256(content).hexdigest()}


def test_the_case_of_a_reporter_who_is_not_named_stands_in_no_paper(supervising, loop):
    secret = loop.until("complete", reporter=None, identity=Identity.ANONYMOUS)
    one = supervising.supervision(Rung.SECTION, secret)
    _, paper = opened(Document.objects.get(subject_kind="supervision", subject_id=one.pk))
    text = "\n".join(p.text for p in paper.paragraphs)
    assert secret.number not in text and secret.title not in text
    assert "涉及保密或匿名反映的工单 1 件" in text
