"""What a card or a finding rests on, as this reader may see it. A case that they may not open has no number here, and no day: a month."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.queries.sight import reads_words, title_for
from bihuan.domain.supervision.choices import IncidentKind
from bihuan.domain.supervision.models import Incident
from bihuan.domain.supervision.queries import cards_visible_to
from bihuan.domain.supervision.rules.incidents import verbs_in
from bihuan.faces.workbench.owing import label_of
from bihuan.faces.workbench.remedies.shown import Cell, Table
from bihuan.faces.workbench.rows import case_url
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar.wording import worked
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry

HEADS = ("情形", "哪一件", "何时", "超期", "不计入", "计入", "日志依据")


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as this reader may see it: nothing of it where they may not."""

    title: str
    url: str


def table_of(incidents: Sequence[Incident], actor: Actor) -> Table:
    """One line per incident. Three queries, however many."""
    named = {("case", pk): seen for pk, seen in cases_seen(incidents, actor).items()}
    named |= {("card", pk): seen for pk, seen in _cards_seen(incidents, actor).items()}
    events = _events({pk for one in incidents for pk in one.entries})
    return Table(
        "依据",
        HEADS,
        [_line(one, named.get((one.subject_kind, one.subject_id)), events) for one in incidents],
        "依据的情形已经不在了：重新计算后不再成立。",
        "每一件都可以追到日志。平台故障、批准暂停、其他单位占用的时间不计入。",
    )


def cases_seen(incidents: Sequence[Incident], actor: Actor) -> Mapping[int, Seen]:
    """Through the gate, with the words that this reader may read."""
    ids = {one.subject_id for one in incidents if one.subject_kind == "case"}
    found: dict[int, Case] = cases_visible_to(actor).select_related("office").in_bulk(ids)
    return {
        pk: Seen(f"{case.number} {title_for(case, words=reads_words(actor, case))}", case_url(case))
        for pk, case in found.items()
    }


def _cards_seen(incidents: Sequence[Incident], actor: Actor) -> Mapping[int, Seen]:
    """The yellow cards of which a red one is made; no query where there are none."""
    ids = {one.subject_id for one in incidents if one.subject_kind == "card"}
    found = cards_visible_to(actor).in_bulk(ids) if ids else {}
    return {
        pk: Seen(f"黄牌 {card.number}", reverse("workbench:cards-one", args=[card.number]))
        for pk, card in found.items()
    }


def steps_of(one: Incident) -> str:
    """What was owed and late: 办理; 联系、办理 where two clocks of one part ran out."""
    return "、".join(label_of(one.subject_kind, verb) for verb in verbs_in(one.verb))


def _line(one: Incident, case: Seen | None, events: Mapping[int, str]) -> list[Cell]:
    what = IncidentKind(one.kind).label
    step = steps_of(one)
    hidden = one.subject_kind == "case" and case is None
    lost = [
        f"平台故障 {worked(one.lost_outage)}" if one.lost_outage else "",
        f"其他单位 {worked(one.lost_others)}" if one.lost_others else "",
        f"暂停已顺延 {worked(one.paused)}" if one.paused else "",
    ]
    return [
        Cell(f"{what}（{step}）" if step else what),
        Cell(case.title, url=case.url) if case else Cell("保密或不由您经手的工单" if hidden else "—"),
        Cell(f"{one.at:%Y 年 %m 月}") if hidden else Cell(at=one.at),
        Cell(worked(one.minutes) if one.minutes else "—"),
        Cell("，".join(part for part in lost if part) or "—"),
        Cell(worked(one.counted) if one.counted else ("—" if one.counts else "不计")),
        Cell("、".join(dict.fromkeys(events[pk] for pk in one.entries if pk in events)) or "—"),
    ]


def _events(ids: Collection[int]) -> Mapping[int, str]:
    rows = Entry.objects.filter(pk__in=ids).values_list("pk", "event")
    return {pk: event_of(event).label for pk, event in rows}
