"""The papers of supervision, in words: 提醒函, 督办单, 挂牌督办通知, 商请函, 红黄牌通知书, 申诉决定书, 约谈纪要, 通报. No reporter is ever named, and a case
of a sealed or anonymous reporter stands there without its number."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.supervision.actions.steps import paper
from bihuan.domain.supervision.choices import AppealGround, Colour, Decision, Rung
from bihuan.domain.supervision.models import Card, Circular, Interview, Supervision, SupervisionItem
from bihuan.domain.supervision.queries.terms import ground_name
from bihuan.domain.supervision.rules.wording import day_words
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.documents.models import Document
from bihuan.kernel.documents.official import Item

TITLES: Mapping[str, tuple[str, str]] = {
    Rung.REQUEST: ("商请函", "双优商"),
    Rung.REMINDER: ("提醒函", "双优提"),
    Rung.SECTION: ("督办单", "双优督"),
    Rung.HEAD: ("督办通知书", "双优督办"),
    Rung.LISTED: ("挂牌督办通知书", "双优挂"),
}


def supervision_paper(
    supervision: Supervision, demand: str, *, due_at: datetime, by: Actor, at: datetime
) -> Document:
    """The paper of a rung, with the list of its cases."""
    title, word = TITLES[supervision.rung]
    asked = supervision.rung == Rung.REQUEST
    body: list[Item | str] = [
        f"你{'单位' if supervision.addressee_id == supervision.unit_id else '科室'}承办的下列事项{'需要协助尽快办理' if asked else '没有按期办好'}。",
        Item("有关事项", 1),
        *(Item(line, 2) for line in case_lines([item.case for item in items_of(supervision)])),
        Item("商请事项" if asked else "督办要求", 1),
        *[line for line in demand.splitlines() if line.strip()],
        f"请于{day_words(due_at)}前书面{'函复' if asked else '报告办理情况'}。",
    ]
    return paper(
        supervision,
        f"supervision.{supervision.rung}",
        word,
        title=f"{title}\n（{supervision.title}）",
        body=body,
        to=supervision.addressee.name,
        copies_to=[supervision.unit.name] if supervision.addressee_id != supervision.unit_id else [],
        by=by,
        at=at,
    )


def items_of(supervision: Supervision) -> Sequence[SupervisionItem]:
    return list(supervision.items.select_related("case").order_by("id"))


def case_lines(cases: Sequence[Case]) -> list[str]:
    """Each case as a line: number and title; of a sealed or anonymous reporter only that there is one."""
    open_ones = [case for case in cases if case.identity == Identity.NAMED]
    hidden = len(cases) - len(open_ones)
    lines = [f"{case.number} {case.title}。" for case in open_ones]
    return [*lines, *([f"涉及保密或匿名反映的工单 {hidden} 件，不列编号。"] if hidden else [])]


def card_paper(card: Card, facts: str, cases: Sequence[Case], *, by: Actor, at: datetime) -> Document:
    """红黄牌通知书: what was found, what is left out, what follows, how to appeal. The person is named: it is addressed to them alone."""
    name = ground_name(card.ground, on=day_of(card.opened_at))
    colour = Colour(card.colour).label
    whose = f"{card.section.name}{f'（时任{card.post.title}{card.person.name}）' if card.person and card.post else ''}"
    body: list[Item | str] = [
        f"经查，{whose}存在“{name}”情形，决定发给{colour}。",
        Item("认定的事实", 1),
        *facts.splitlines(),
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
        to=card.section.name,
        copies_to=[card.unit.name],
        by=by,
        at=at,
    )


def decision_paper(card: Card, reasons: str, *, by: Actor, at: datetime) -> Document:
    """申诉决定书, with the ground on which it rests."""
    decision = Decision(card.decision).label
    ground = f"，采纳的理由：{AppealGround(card.decision_ground).label}" if card.decision_ground else ""
    body: list[Item | str] = [
        f"对你科室就第{card.number}号牌提出的申诉，经复核，决定{decision}{ground}。",
        Item("理由", 1),
        *reasons.splitlines(),
    ]
    return paper(
        card, "card.decision", "双优复", title="申诉决定书", body=body, to=card.section.name, by=by, at=at
    )


def minutes_paper(
    interview: Interview, minutes: str, promises: str, present: str, *, by: Actor, at: datetime
) -> Document:
    """约谈纪要."""
    body: list[Item | str] = [
        f"{day_words(at)}，在{interview.place}就“{interview.title}”约谈{interview.unit.name}{interview.person.name}。",
        f"参加人员：{present}。",
        Item("约谈内容", 1),
        *minutes.splitlines(),
        Item("整改承诺", 1),
        *promises.splitlines(),
        *([f"请于{day_words_of(interview)}前报告整改情况。"] if interview.report_on else []),
    ]
    return paper(
        interview,
        "interview.minutes",
        "双优谈",
        title=f"约谈纪要\n（{interview.title}）",
        body=body,
        to=interview.unit.name,
        by=by,
        at=at,
    )


def day_words_of(interview: Interview) -> str:
    day = interview.report_on
    return f"{day.year} 年 {day.month} 月 {day.day} 日" if day else ""


def circular_paper(
    circular: Circular, text: str, cards: Sequence[Card], *, by: Actor, at: datetime
) -> Document:
    """通报: sections and units, never a person, never a case."""
    body: list[Item | str] = [
        *text.splitlines(),
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
