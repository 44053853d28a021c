"""The papers of supervision, in words: 提醒函, 督办单, 挂牌督办通知, 商请函, 红黄牌通知书, 申诉决定书, 约谈纪要, 通报. No reporter is ever named, and a case
of a sealed or anonymous reporter stands there without its number."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.models import Office
from bihuan.domain.supervision.actions.steps import paper
from bihuan.domain.supervision.choices import AppealGround, Colour, Decision, Rung
from bihuan.domain.supervision.models import Card, Circular, Interview, Supervision, SupervisionItem
from bihuan.domain.supervision.queries.terms import ground_name
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.documents.models import Document
from bihuan.kernel.documents.numerals import chinese_date
from bihuan.kernel.documents.official import Item

TITLES: Mapping[str, tuple[str, str]] = {
    Rung.REQUEST: ("商请函", "双优商"),
    Rung.REMINDER: ("提醒函", "双优提"),
    Rung.SECTION: ("督办单", "双优督"),
    Rung.HEAD: ("督办通知书", "双优督办"),
    Rung.LISTED: ("挂牌督办通知书", "双优挂"),
}
LETTERS = frozenset({Rung.REQUEST, Rung.REMINDER})


def supervision_paper(
    supervision: Supervision, demand: str, *, due_at: datetime, by: Actor, at: datetime
) -> Document:
    """The paper of a rung, with the list of its cases."""
    title, word = TITLES[supervision.rung]
    asked = supervision.rung == Rung.REQUEST
    body: list[Item | str] = [
        f"你{_you(supervision.addressee_id, supervision.unit_id)}承办的下列事项{'需要协助尽快办理' if asked else '没有按期办好'}。",
        Item("有关事项", 1),
        *(Item(line, 2) for line in case_lines([item.case for item in items_of(supervision)])),
        Item("商请事项" if asked else "督办要求", 1),
        *paragraphs(demand),
        f"请于{chinese_date(day_of(due_at))}前书面{'函复' if asked else '报告办理情况'}。",
    ]
    return paper(
        supervision,
        f"supervision.{supervision.rung}",
        word,
        title=about(supervision.title, title),
        body=body,
        to=whole_name(supervision.addressee),
        copies_to=[supervision.unit.name] if supervision.addressee_id != supervision.unit_id else [],
        letter=supervision.rung in LETTERS,
        by=by,
        at=at,
    )


def items_of(supervision: Supervision) -> Sequence[SupervisionItem]:
    return list(supervision.items.select_related("case").order_by("id"))


def case_lines(cases: Sequence[Case]) -> list[str]:
    """Each case as a line: number and title; of a sealed or anonymous reporter only that there is one."""
    open_ones = [case for case in cases if case.identity == Identity.NAMED]
    hidden = len(cases) - len(open_ones)
    lines = [f"{case.title.rstrip('。')}（工单{case.number}）。" for case in open_ones]
    return [*lines, *([f"涉及保密或匿名反映的工单{hidden}件，不列编号。"] if hidden else [])]


def card_paper(card: Card, facts: str, cases: Sequence[Case], *, by: Actor, at: datetime) -> Document:
    """红黄牌通知书: what was found, what is left out, what follows, how to appeal. The person is named: it is addressed to them alone."""
    name = ground_name(card.ground, on=day_of(card.opened_at))
    colour = Colour(card.colour).label
    post = f"（时任{card.post.title}{card.person.name}）" if card.person and card.post else ""
    whose = f"{whole_name(card.section)}{post}"
    body: list[Item | str] = [
        f"经查，{whose}存在“{name}”情形，决定发给{colour}。",
        Item("认定的事实", 1),
        *paragraphs(facts),
        *([Item("有关工单", 1), *(Item(line, 2) for line in case_lines(cases))] if cases else []),
        Item("你们的权利", 1),
        "可以在送达之日起五个工作日内书面说明，或者提出申诉。申诉由没有参与发牌、与结果没有利害关系的人员裁定，期间不对外公开。",
        "平台故障、批准暂停、其他单位占用的时间不计入；符合容错免责条件的，可以申请免责。",
    ]
    return paper(
        card,
        "card.notice",
        "双优牌",
        title=f"{colour}通知书",
        body=body,
        to=whole_name(card.section),
        copies_to=[card.unit.name] if card.section_id != card.unit_id else [],
        by=by,
        at=at,
    )


def decision_paper(card: Card, reasons: str, *, by: Actor, at: datetime) -> Document:
    """申诉决定书, with the ground on which it rests."""
    decision = Decision(card.decision).label
    ground = f"，采纳的理由：{AppealGround(card.decision_ground).label}" if card.decision_ground else ""
    body: list[Item | str] = [
        f"你{_you(card.section_id, card.unit_id)}对{_notice_of(card)}提出的申诉，经复核，决定{decision}{ground}。",
        Item("理由", 1),
        *paragraphs(reasons),
    ]
    return paper(
        card,
        "card.decision",
        "双优复",
        title=f"{Colour(card.issued_colour or card.colour).label}申诉决定书",
        body=body,
        to=whole_name(card.section),
        copies_to=[card.unit.name] if card.section_id != card.unit_id else [],
        by=by,
        at=at,
        signer=card.judge,
    )


def minutes_paper(
    interview: Interview, minutes: str, promises: str, present: str, *, by: Actor, at: datetime
) -> Document:
    """约谈纪要."""
    due = interview.report_on
    body: list[Item | str] = [
        f"{chinese_date(day_of(at))}，在{interview.place}就“{interview.title}”约谈{interview.unit.name}{interview.person.name}。",
        Item("约谈内容", 1),
        *paragraphs(minutes),
        Item("整改承诺", 1),
        *paragraphs(promises),
        *([f"请于{chinese_date(due)}前报告整改情况。"] if due else []),
        Item("出席：", follows=f"{present.rstrip('。')}。", bold=True),
    ]
    return paper(
        interview,
        "interview.minutes",
        "双优谈",
        title=about(interview.title, "约谈纪要"),
        body=body,
        to=interview.unit.name,
        by=by,
        at=at,
    )


def circular_paper(
    circular: Circular, text: str, cards: Sequence[Card], *, by: Actor, at: datetime
) -> Document:
    """通报: sections and units, never a person, never a case."""
    body: list[Item | str] = [
        *paragraphs(text),
        *([Item("通报的红黄牌", 1)] if cards else []),
        *(Item(card_line(card), 2) for card in cards),
    ]
    return paper(
        circular, "circular", "双优通", title=circular.title, body=body, to="各有关单位", by=by, at=at
    )


def card_line(card: Card) -> str:
    """A card as others may read of it."""
    name = ground_name(card.ground, on=day_of(card.opened_at))
    of = card.section.name if card.section_id == card.unit_id else f"{card.unit.name}{card.section.name}"
    return f"{of}：{name}，{Colour(card.colour).label}。"


def about(title: str, kind: str) -> str:
    """关于……的督办单: what it is about, then what kind of paper it is."""
    matter = title.strip().removeprefix("关于").removesuffix("。")
    return f"关于{matter.removesuffix('的' + kind)}的{kind}"


def whole_name(office: Office) -> str:
    """A section with its unit before it: a letter finds its way."""
    unit = office.unit
    return office.name if unit is None or unit.pk == office.pk else f"{unit.name}{office.name}"


def paragraphs(text: str) -> list[str]:
    """One per line; no gap between a numeral and its unit, as print has it."""
    return [_GAP.sub("", line.strip()) for line in text.splitlines() if line.strip()]


_GAP = re.compile(r"(?<=[\u4e00-\u9fff，。：；]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff])")


def _you(office: int, unit: int) -> str:
    return "单位" if office == unit else "科室"


def _notice_of(card: Card) -> str:
    """The notice by its number, as it was served."""
    numbers = Document.objects.filter(subject_kind="card", subject_id=card.pk, kind="card.notice")
    colour = Colour(card.issued_colour or card.colour).label
    return f"{colour}通知书（{numbers.values_list('number', flat=True).first() or card.number}）"
