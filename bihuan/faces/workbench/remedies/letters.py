"""Official letters after GB/T 9704: the order to a unit, the report to a superior. The hand-over letter is made and kept when it is signed."""

from datetime import datetime

from bihuan.domain.remedies.models import Order, Upward
from bihuan.faces.workbench.remedies.page import RemedyPage
from bihuan.kernel.calendar import day_of
from bihuan.kernel.documents.numerals import document_number
from bihuan.kernel.documents.official import Item, official_document
from bihuan.kernel.refusals import NotVisible


def letter_of(page: RemedyPage, *, at: datetime) -> bytes:
    """The paper of an order or of a report upward."""
    if isinstance(page.thing, Order):
        return _order(page.thing, page)
    if isinstance(page.thing, Upward):
        return _upward(page.thing, page, at)
    raise NotVisible("no_letter", "这一项没有公文。", "")


def _order(order: Order, page: RemedyPage) -> bytes:
    year = day_of(order.opened_at).year
    office = (order.office.desk or order.office).name
    demands: list[Item | str] = [
        Item("整改要求", 1),
        "请从规则上改：逐条写明今后怎样办、由谁负责、哪一天落实，报送整改方案。",
        *(("请找到已受损的群众，逐人补救，凭证备查。",) if order.redress_required else ()),
        "规则落实后试运行，用数字证明，再申请核验。",
    ]
    return official_document(
        title=f"责令整改通知书\n（{order.title}）",
        body=[*_texts(page), *demands],
        signed_by=office,
        on=day_of(order.opened_at),
        number=document_number("双优整", year, int((order.number or "0")[4:])),
        head=office,
        to=order.unit.name,
    )


def _upward(upward: Upward, page: RemedyPage, at: datetime) -> bytes:
    """A draft has no number yet: it is written in when it is sent."""
    return official_document(
        title=f"关于{upward.title}的报告",
        body=[*_texts(page, but="告诉反映人的话"), "特此报告，请予支持为盼。"],
        signed_by=upward.unit.name,
        on=upward.sent_on or day_of(at),
        number=upward.document,
        head=upward.unit.name,
        to=upward.superior,
    )


def _texts(page: RemedyPage, but: str = "整改方案") -> list[Item | str]:
    found: list[Item | str] = []
    for label, text in page.shown.texts:
        if label != but:
            found += [Item(label, 1), *(line for line in text.splitlines() if line.strip())]
    return found
