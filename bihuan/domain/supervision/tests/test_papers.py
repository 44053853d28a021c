"""The papers that were made: GB/T 9704 form, numbered, hashed into the journal, and silent about reporters."""

import hashlib
import io
from collections.abc import Callable
from datetime import timedelta

import docx
import pytest
from django.core.files.storage import default_storage
from docx.oxml.ns import qn

from bihuan.domain.cases.actions import Outsider
from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, Decision, Rung
from bihuan.domain.supervision.queries.facts import cases_behind
from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.kernel.documents.models import Document
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.refusals import Malformed
from bihuan.testing.refusals import refused


def opened(document: Document):
    with default_storage.open(document.attachment.path, "rb") as stored:
        content = stored.read()
    return content, docx.Document(io.BytesIO(content))


def text_of(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in opened(document)[1].paragraphs)


def rung(of: Rung) -> Callable[[Supervising], Document]:
    def make(supervising: Supervising) -> Document:
        given = {}
        if of == Rung.REQUEST:
            housing = supervising.loop.city.housing
            housing.body_kind = "VERTICAL"
            housing.save()
            given["addressee"] = housing
        one = supervising.supervision(of, **given)
        if of == Rung.LISTED:
            supervising.do(actions.decide_listing, one, "mayor_fang", granted=True, answer="同意。")
        return Document.objects.get(subject_kind="supervision", subject_id=one.pk)

    return make


def notice(supervising: Supervising) -> Document:
    supervising.card("serve")
    return Document.objects.get(kind="card.notice")


def decision(supervising: Supervising) -> Document:
    given = {"decision": Decision.LIFTED, "ground": AppealGround.OUTAGE, "reasons": "平台故障，已经认定。"}
    supervising.do(actions.decide_appeal, supervising.card("decide"), "han_xue", **given)
    return Document.objects.get(kind="card.decision")


def arranged(supervising: Supervising, who: str = "director_chen", **given):
    loop = supervising.loop
    return actions.arrange_interview(
        by=loop.actor("mayor_fang"),
        at=loop.later(),
        unit=loop.city.housing,
        person=loop.city.person(who),
        title="虚假办结",
        planned_at=loop.at + timedelta(days=1),
        place="三楼",
        **given,
    )


def minutes(supervising: Supervising) -> Document:
    said = {"present": "市领导、局长", "minutes": "指出把关不严。", "promises": "逐件自查。"}
    supervising.do(actions.record_minutes, arranged(supervising), "zhao_min", **said)
    return Document.objects.get(kind="interview.minutes")


def circular(supervising: Supervising) -> Document:
    card = supervising.card("effective")
    loop = supervising.loop
    one = actions.draft_circular(
        by=loop.actor("zhao_min"), at=loop.later(), title="关于超期的通报", text="引以为戒。", cards=[card]
    )
    one = supervising.do(actions.ask_circular, one, "zhao_min")
    supervising.do(actions.decide_circular, one, "mayor_fang", granted=True, answer="同意。")
    return Document.objects.get(kind="circular")


# Each paper with its title, its number and the first words of its body.
PAPERS = [
    (rung(Rung.REMINDER), "关于施工围挡迟迟不改的提醒函", "双优提〔2026〕1号", "你科室承办"),
    (rung(Rung.SECTION), "关于施工围挡迟迟不改的督办单", "双优督〔2026〕1号", "你科室承办"),
    (rung(Rung.HEAD), "关于施工围挡迟迟不改的督办通知书", "双优督办〔2026〕1号", "你单位承办"),
    (rung(Rung.LISTED), "关于施工围挡迟迟不改的挂牌督办通知书", "双优挂〔2026〕1号", "你单位承办"),
    (rung(Rung.REQUEST), "关于施工围挡迟迟不改的商请函", "双优商〔2026〕1号", "你单位承办"),
    (notice, "黄牌通知书", "双优牌〔2026〕1号", "经查，市住房和城乡建设局建筑许可科（时任"),
    (decision, "黄牌申诉决定书", "双优复〔2026〕1号", "你科室对黄牌通知书（双优牌〔2026〕1号）"),
    (minutes, "关于虚假办结的约谈纪要", "双优谈〔2026〕1号", "2026年"),
    (circular, "关于超期的通报", "双优通〔2026〕1号", "引以为戒"),
]


@pytest.mark.parametrize(("make", "title", "number", "first"), PAPERS, ids=[row[1] for row in PAPERS])
def test_each_paper_has_page_lines_and_type_of_the_standard_and_its_hash_in_the_journal(
    supervising, make, title, number, first
):
    document = make(supervising)
    content, paper = opened(document)
    section = paper.sections[0]
    margins = [section.top_margin, section.left_margin, section.right_margin, section.bottom_margin]
    assert [round(margin.mm) for margin in margins] == [37, 28, 26, 35]
    body = next(p for p in paper.paragraphs if p.text.startswith(first))
    space = int(body.runs[0]._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(156 / 25.4 * 72 / (body.runs[0].font.size.pt + space)) == 28
    assert int(225 / 25.4 * 72 / paper.styles["Normal"].paragraph_format.line_spacing.pt) == 22
    head = next(p for p in paper.paragraphs if p.text == title)
    fonts = [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in (head.runs[0], body.runs[0])]
    assert fonts == ["方正小标宋简体", "仿宋_GB2312"]
    assert document.number == number
    subject = Subject(document.subject_kind, document.subject_id)
    papers = [entry.data["paper"] for entry in history(subject) if "paper" in entry.data]
    assert papers[-1] == {"document": document.pk, "sha256": hashlib.sha256(content).hexdigest()}


def test_the_case_of_a_reporter_who_is_not_named_stands_in_no_paper(supervising, loop):
    secret = loop.until("complete", reporter=None, identity=Identity.ANONYMOUS)
    one = supervising.supervision(Rung.SECTION, secret)
    text = text_of(Document.objects.get(subject_kind="supervision", subject_id=one.pk))
    assert secret.number not in text and secret.title not in text
    assert "涉及保密或匿名反映的工单1件" in text


TELLING = {
    "name": "请尽快回复钱多多。",
    "phone": "请联系 139 0000 0009。",
    "case": "请说明 {number} 为什么超期。",
    "identity": "身份证号 11010519491231002X。",
}


@pytest.mark.parametrize("field", ["title", "demand"])
@pytest.mark.parametrize("what", TELLING)
def test_neither_title_nor_demand_tells_of_a_sealed_reporter(supervising, loop, field, what):
    reporter = Outsider(name="钱多多", phone="13900000009")
    secret = loop.until("complete", reporter=reporter)
    Case.objects.filter(pk=secret.pk).update(identity=Identity.SEALED)
    given = {"title": "超期未办", "demand": "请说明原因。", field: TELLING[what].format(number=secret.number)}
    with pytest.raises(Malformed) as said:
        actions.issue_supervision(
            by=loop.actor("zhao_min"),
            at=loop.later(),
            rung=Rung.SECTION,
            addressee=loop.city.housing_permits,
            cases=[secret],
            **given,
        )
    assert said.value.code == "tells_of_a_reporter" and set(said.value.fields) == {field}
    assert secret.number not in str(said.value) and "钱多多" not in str(said.value)


def test_the_number_of_a_named_reporter_s_case_and_an_office_s_telephone_may_stand_in_an_order(
    supervising, loop
):
    case = loop.until("complete")
    one = actions.issue_supervision(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        rung=Rung.SECTION,
        addressee=loop.city.housing_permits,
        cases=[case],
        title="超期未办",
        demand=f"请说明 {case.number} 的原因，电话 0716-8000100。",
    )
    assert one.number


def test_what_is_made_public_names_no_case_at_all(supervising, loop):
    case = loop.until("complete")
    one = actions.issue_supervision(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        rung=Rung.LISTED,
        addressee=loop.city.housing,
        cases=[case],
        title=f"{case.number} 超期",
        demand="办。",
    )
    one = supervising.do(actions.decide_listing, one, "mayor_fang", granted=True, answer="同意。")
    with refused("tells_of_a_reporter"):
        supervising.do(actions.publish_supervision, one, "zheng_kai")


def test_a_circular_names_no_case_at_all(supervising, loop):
    card = supervising.card("effective")
    with refused("tells_of_a_reporter"):
        actions.draft_circular(
            by=loop.actor("zhao_min"),
            at=loop.later(),
            title="通报",
            text=f"工单 {_case_of(card).number} 超期。",
            cards=[card],
        )


def _case_of(card):
    return Case.objects.get(pk=cases_behind(card)[0])


def test_reasons_and_minutes_name_no_reporter(supervising, loop):
    card = supervising.card()
    name = _case_of(card).reporters.first().name
    with refused("tells_of_a_reporter"):
        supervising.do(actions.issue_card, card, "zheng_kai", reasons=f"{name}反映属实。")
    order = supervising.supervision(Rung.HEAD, _case_of(card))
    talk = arranged(supervising, supervision=order)
    said = {"present": "局长", "minutes": f"{name}说没有办。", "promises": "自查。"}
    with refused("tells_of_a_reporter"):
        supervising.do(actions.record_minutes, talk, "zhao_min", **said)


def test_only_somebody_who_serves_in_the_unit_is_asked_to_come(supervising):
    with refused("not_of_the_unit"):
        arranged(supervising, "deng_bo")
