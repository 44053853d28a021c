"""What the holder of a receipt may know of their case: where it stands, who has it, which texts were written to them. Never the office's
timeline, never another reporter's words.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from bihuan.domain.cases.choices import LegRole, LegState, LinkKind, PartyRole, State
from bihuan.domain.cases.choices.states import PORTAL_WORDS
from bihuan.domain.cases.models import Case, CaseParty, Completion, Leg, RelayMessage
from bihuan.domain.cases.queries.privacy import private_words_of
from bihuan.domain.cases.rules.publishing import private_in
from bihuan.domain.organisations.models import Office
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import NotVisible

# Cases that came out of one report: the receipt of the first opens them all.
TOGETHER = (LinkKind.SPLIT, LinkKind.RETALIATION)
# Texts that are written to the reporter, by the event that carries them: what they are called, and under which keys of the entry.
TEXTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "case.reply": ("给您的答复", ("reply",)),
    "case.decline": ("为什么不受理", ("explanation",)),
    "case.transfer": ("移送说明", ("explanation",)),
    "case.transfer_clue": ("移送说明", ("explanation",)),
    "case.conclude_transfer": ("对方的办理结果", ("answer",)),
    "case.new_round": ("再办一次，这次有什么不同", ("differs",)),
    "case.uphold": ("维持办理结果的理由", ("reason", "remedies")),
    "case.final_answer": ("最终答复", ("answer",)),
}
CHECKED = frozenset({State.STRUCK_OFF, State.DISSATISFIED, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Told:
    """A text that was written to the reporter."""

    title: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, as codes: the face has the words. `office` is the unit that it names."""

    event: str
    at: datetime
    state: str
    office: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as its reporter may know it. While it is merged, the lead case's progress stands for its own.

    offices: the units that work on it now.   owed: what is owed next, by verb.   together: the other cases of the same receipt.
    """

    case: Case
    state: str
    merged: bool
    suspended: bool
    offices: tuple[str, ...]
    owed: Mapping[str, Duty]
    told: tuple[Told, ...]
    messages: tuple[RelayMessage, ...]
    steps: tuple[Step, ...]
    together: tuple[Case, ...]


def case_of_receipt(opened: Collection[int], number: str) -> Case:
    """The gate of receipts: the case itself, or one that came out of it."""
    case = (
        Case.objects.filter(
            Q(pk__in=opened) | Q(links__kind__in=TOGETHER, links__other_id__in=opened, links__undone_at=None)
        )
        .select_related("office", "region", "enterprise", "content", "lead")
        .filter(number=number)
        .distinct()
        .first()
    )
    if case is None:
        raise NotVisible("no_such_receipt", "请先输入编号和查询码。", "编号和查询码在您的回执上。")
    return case


def together_with(case: Case) -> tuple[Case, ...]:
    """The cases that came out of the same report as this one, and the one that this came out of."""
    out_of = Case.objects.filter(links__kind__in=TOGETHER, links__other=case, links__undone_at=None)
    return tuple(out_of.distinct().order_by("id"))


def standing_of(case: Case) -> Standing:
    """Where the reporter's case stands."""
    followed = case.lead if case.lead is not None else case
    merged = case.state == State.MERGED
    entries = history(case.subject)
    if merged:
        since = next((e.at for e in reversed(entries) if e.event == "case.merge"), case.registered_at)
        entries += [e for e in history(followed.subject) if e.at >= since and e.event != "case.take_in"]
    walking = followed if merged else case
    return Standing(
        case=case,
        state=walking.state,
        merged=merged,
        suspended=walking.suspended_at is not None,
        offices=_offices(followed),
        owed={duty.verb: duty for duty in open_duties(walking.subject).order_by("-due_at")},
        told=(*_answers(case, followed), *_texts(entries, case)),
        messages=tuple(case.relay.select_related("text").order_by("id")),
        steps=_steps(entries),
        together=together_with(case),
    )


def _offices(case: Case) -> tuple[str, ...]:
    """The units of this round's lead parts."""
    legs = case.legs.filter(round=case.round, parent=None, role=LegRole.LEAD).exclude(
        state__in=[LegState.RETURNED, LegState.RECALLED]
    )
    units = [leg.office.unit or leg.office for leg in legs.select_related("office__unit").order_by("id")]
    return tuple(dict.fromkeys(unit.name for unit in units))


def offices_of(cases: Collection[Case]) -> Mapping[int, tuple[str, ...]]:
    """The same for a list of cases; a merged one has its lead's. One query."""
    followed = {case.lead_id or case.pk for case in cases}
    rows = Leg.objects.filter(
        case__in=followed, case__round=F("round"), parent=None, role=LegRole.LEAD
    ).exclude(state__in=[LegState.RETURNED, LegState.RECALLED])
    units: dict[int, dict[str, None]] = {}
    for leg in rows.select_related("office__unit").order_by("id"):
        units.setdefault(leg.case_id, {})[(leg.office.unit or leg.office).name] = None
    return {case.pk: tuple(units.get(case.lead_id or case.pk, ())) for case in cases}


def standing_words(case: Case, offices: Collection[str]) -> str:
    """Where a case stands, in one sentence for its reporter: in lists, and for a firm's own program."""
    if case.suspended_at is not None:
        return "经批准暂停办理。"
    return PORTAL_WORDS[case.state].format(office="、".join(offices) or "承办单位")


def reporting_holders(case: Case) -> list[str]:
    """Who signs in as the reporter of a case: the whole firm where it is shared, else the one contact."""
    rows = CaseParty.objects.filter(case=case, role=PartyRole.REPORTER).order_by("holder")
    holders = list(rows.values_list("holder", flat=True))
    whole = [holder for holder in holders if holder.startswith("enterprise:")]
    return whole or holders


def unanswered(visible: QuerySet[Case]) -> QuerySet[Case]:
    """Open cases in which the last word on the relay is an office's: it waits for the reporter's. The oldest first."""
    last = RelayMessage.objects.filter(case=OuterRef("pk")).order_by("-id").values("from_reporter")[:1]
    asked = visible.filter(ended_at=None).annotate(last_is_ours=Subquery(last))
    return asked.filter(last_is_ours=False).order_by("id")


def _answers(case: Case, followed: Case) -> list[Told]:
    """What the offices say was done, once it was checked. From a lead case only what names none of its own reporters."""
    if case.state not in CHECKED:
        return []
    done = (
        Completion.objects.filter(leg__case=followed, round=followed.round, refused_at=None)
        .filter(leg__state=LegState.COMPLETED)
        .select_related("reply")
        .order_by("id")
    )
    barred = private_words_of(followed) if followed.pk != case.pk else ()
    return [
        Told("办理结果", one.reply.text, case.struck_off_at or one.submitted_at)
        for one in done
        if one.reply.text and not (barred and private_in(one.reply.text, barred))
    ]


def _texts(entries: Iterable[Entry], case: Case) -> list[Told]:
    """The newest text of each kind that the journal of this very case names."""
    wanted: dict[str, tuple[Entry, list[int]]] = {}
    for entry in entries:
        if entry.event in TEXTS and entry.subject_id == case.pk:
            keys = TEXTS[entry.event][1]
            notes = [entry.data[key]["note"] for key in keys if isinstance(entry.data.get(key), dict)]
            wanted[entry.event] = (entry, notes)
    texts = Note.objects.in_bulk([pk for _, notes in wanted.values() for pk in notes])
    return [
        Told(TEXTS[event][0], said, entry.at)
        for event, (entry, notes) in wanted.items()
        if (said := "\n\n".join(texts[pk].text for pk in notes if pk in texts and texts[pk].text))
    ]


def _steps(entries: Iterable[Entry]) -> tuple[Step, ...]:
    entries = list(entries)
    codes = {code for e in entries if isinstance(code := e.data.get("office"), str)}
    units = {
        office.code: (office.unit or office).name
        for office in Office.objects.filter(code__in=codes).select_related("unit")
    }
    return tuple(
        Step(e.event, e.at, str(e.data.get("state", "")), units.get(str(e.data.get("office")), ""), e.data)
        for e in entries
    )
