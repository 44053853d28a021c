"""Everything that one page shows of a case, as this actor may see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import (
    Difficulty,
    Identity,
    LegState,
    Level,
    Outcome,
    RequestType,
    Satisfaction,
    Stage,
    State,
    Urgency,
)
from bihuan.domain.cases.models import (
    Case,
    CheckResult,
    Completion,
    Custody,
    FollowUp,
    Leg,
    RelayMessage,
    Ruling,
)
from bihuan.domain.cases.owed import PROMISE, owed
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.sight import Seen, is_from_reporter, reads_words, seen_of, title_for
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.faces.shared.components.time_account import Stretch
from bihuan.faces.shared.timeline import Happened, timeline_of
from bihuan.faces.workbench.names import holder_names, office_names_by_code, office_words, offices_by_id
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import approvals_on
from bihuan.kernel.attachments.kinds import KINDS
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import duties_on
from bihuan.kernel.journal import Entry, history
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.verbs import Verb

OFFICE_DAY = 420  # working minutes of one office day, for the time bar
# What a reporter said comes with these; above a seal only.
FROM_REPORTER = frozenset({"case.register", "case.add", "case.rate", "case.say_not_solved", "case.follow_up"})


@dataclass(frozen=True, slots=True)
class LegShown:
    """A part in the tree. `due`: its open clock; `instruction` as written by whoever dispatched."""

    leg: Leg
    depth: int
    office: str
    state: LegState
    due: Duty | None
    handler: str
    instruction: str
    completions: Sequence["CompletionShown"] = ()


@dataclass(frozen=True, slots=True)
class CompletionShown:
    """What a part claims, who signed, and what the checks of quality say."""

    row: Completion
    outcome: Outcome
    reply: str
    flags: Sequence[Mapping[str, str]]
    refused: str


@dataclass(frozen=True, slots=True)
class OwedShown:
    """One open duty on the case."""

    duty: Duty
    label: str
    holder: str


@dataclass(frozen=True, slots=True)
class FileShown:
    attachment: Attachment
    from_reporter: bool
    is_picture: bool


@dataclass(frozen=True, slots=True)
class LinkShown:
    """Another case that belongs to this one; `url` only where this actor may open it."""

    what: str
    number: str
    title: str
    visible: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """Something said or decided in a round: by whom, when, the texts."""

    round: int
    label: str
    by: str
    at: datetime | None
    texts: Sequence[str] = ()
    good: bool | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case for one reader."""

    case: Case
    seen: Seen
    facts: CaseFacts
    state: State
    words: Mapping[str, str]
    answers: Sequence[tuple[Verb, Refusal | None]]
    main: str
    legs: Sequence[LegShown]
    promise: Duty | None
    owes: Sequence[OwedShown]
    timeline: Sequence[Happened]
    stretches: Sequence[Stretch]
    files: Sequence[FileShown]
    relay: Sequence[RelayMessage]
    links: Sequence[LinkShown]
    approvals: Sequence[Any]
    decisions: Sequence[Signed]
    at_office: str = ""
    urgent_words: Sequence[str] = field(default_factory=tuple)

    @property
    def is_anonymous(self) -> bool:
        return self.case.identity == Identity.ANONYMOUS


def case_page(case: Case, actor: Actor, *, at: datetime) -> CasePage:
    """Read it all once. The number of queries does not depend on how much happened."""
    facts = facts_of(case, actor, at=at)
    seen = seen_of(case, actor, facts)
    duties = list(duties_on(case.subject))
    open_ = [duty for duty in duties if duty.is_open]
    legs = list(
        case.legs.select_related("office__unit", "office__desk__unit", "handler", "instruction").order_by(
            "round", "id"
        )
    )
    custody = list(
        Custody.objects.filter(case=case)
        .select_related("office__unit", "office__desk__unit")
        .order_by("from_at", "id")
    )
    entries = list(history(case.subject))
    main, answers = _likely_first(CASE_VERBS.answers(facts, actor), case.state, _owed_here(open_, actor))
    return CasePage(
        case=case,
        seen=seen,
        facts=facts,
        state=State(case.state),
        words=words_of(case, at),
        answers=answers,
        main=main,
        legs=_legs(case, legs, open_),
        promise=next((duty for duty in open_ if duty.verb == PROMISE), None),
        owes=_owes(open_),
        timeline=_timeline(entries, seen),
        stretches=stretches_of(custody, duties, at),
        files=_files(case, seen),
        relay=_relay(case, seen),
        links=_links(case, actor),
        approvals=_approvals(case, actor),
        decisions=_decisions(case, reads_reporter=seen.sight.words),
        at_office=office_words(custody[-1].office) if custody and custody[-1].to_at is None else "",
        urgent_words=tuple(case.flags or ()),
    )


def words_of(case: Case, at: datetime) -> dict[str, str]:
    """Codes in words."""
    on = day_of(at)
    return {
        "kind": RequestType(case.request_type).label,
        "urgency": Urgency(case.urgency).label,
        "difficulty": Difficulty(case.difficulty).label,
        "level": Level(case.level).label,
        "identity": Identity(case.identity).label,
        "office": office_words(case.office),
        "outcome": Outcome(case.outcome).label if case.outcome else "",
        "programme": value("cases.programmes", on=on).get(case.programme, case.programme),
        "channel": value("cases.channels", on=on).get(case.channel, case.channel),
    }


# What usually comes next in a state; the first of them that is allowed is the page's main button.
NEXT: Mapping[str, tuple[str, ...]] = {
    State.REGISTERED: ("accept",),
    State.ACCEPTED: ("dispatch",),
    State.DISPATCHED: ("acknowledge",),
    State.HANDLING: ("acknowledge", "complete", "subdispatch", "endorse", "approve"),
    State.COMPLETED: ("strike_off", "accept_promise"),
    State.STRUCK_OFF: ("follow_up",),
    State.DISSATISFIED: ("new_round",),
}


def _likely_first(
    answers: Sequence[tuple[Verb, Refusal | None]], state: str, owed_here: str
) -> tuple[str, list[tuple[Verb, Refusal | None]]]:
    """The main verb, and the answers with it in front."""
    allowed = {verb.code for verb, refusal in answers if refusal is None}
    main = next((code for code in (owed_here, *NEXT.get(state, ())) if code in allowed), "none")
    return main, sorted(answers, key=lambda answer: answer[0].code != main)


def _owed_here(open_: Iterable[Duty], actor: Actor) -> str:
    """The verb of what this actor owes here, the most urgent first."""
    mine = [duty for duty in open_ if duty.holder in actor.keys and (not duty.role or actor.has(duty.role))]
    mine.sort(key=lambda duty: (duty.verb == "handle", duty.due_at is None, duty.due_at or duty.started_at))
    return next((verb for duty in mine if (verb := owed(duty.verb).verb)), "")


def _owes(open_: Sequence[Duty]) -> list[OwedShown]:
    names = holder_names(duty.holder for duty in open_)
    rows = sorted(open_, key=lambda duty: (duty.due_at is None, duty.due_at or duty.started_at))
    return [OwedShown(duty, owed(duty.verb).label, names.get(duty.holder, "")) for duty in rows]


def _legs(case: Case, legs: Sequence[Leg], open_: Sequence[Duty]) -> list[LegShown]:
    """The tree of this round first, then earlier rounds; children under their parents."""
    clocks = {duty.item: duty for duty in open_ if duty.verb == "handle"}
    claims: dict[int, list[CompletionShown]] = {}
    rows = Completion.objects.filter(leg__case=case).select_related(
        "reply", "refused_reason", "submitted_by", "endorsed_by", "approved_by"
    )
    for row in rows.order_by("id"):
        claims.setdefault(row.leg_id, []).append(_completion(row))
    children: dict[int | None, list[Leg]] = {}
    for leg in legs:
        children.setdefault(leg.parent_id, []).append(leg)
    shown: list[LegShown] = []

    def walk(parent: int | None, depth: int) -> None:
        for leg in children.get(parent, ()):
            shown.append(_leg(leg, depth, clocks.get(leg.item), claims.get(leg.pk, ())))
            walk(leg.pk, depth + 1)

    walk(None, 0)
    return sorted(shown, key=lambda one: -one.leg.round)


def _leg(leg: Leg, depth: int, due: Duty | None, claims: Sequence[CompletionShown]) -> LegShown:
    return LegShown(
        leg=leg,
        depth=min(depth, 3),
        office=office_words(leg.office),
        state=LegState(leg.state),
        due=due,
        handler=leg.handler.name if leg.handler else "",
        instruction=leg.instruction.text if leg.instruction else "",
        completions=tuple(claims),
    )


def _completion(row: Completion) -> CompletionShown:
    return CompletionShown(
        row=row,
        outcome=Outcome(row.outcome),
        reply=row.reply.text,
        flags=list(row.quality or ()),
        refused=row.refused_reason.text if row.refused_reason else "",
    )


def _timeline(entries: Sequence[Entry], seen: Seen) -> list[Happened]:
    """Above a seal everything; below it no text that came from the reporter."""
    names = office_names_by_code(
        str(entry.data[key]) for entry in entries for key in ("office", "from") if entry.data.get(key)
    )

    def office(code: Any) -> str:
        return names.get(str(code), str(code))

    say = {
        "office": office,
        "from": office,
        "outcome": lambda code: _label(Outcome, code),
        "satisfaction": lambda code: _label(Satisfaction, code),
        "state": lambda code: _label(State, code),
    }
    return timeline_of(entries, say=say, notes_for=lambda entry: _may_read(entry, seen))


def _may_read(entry: Entry, seen: Seen) -> bool:
    if entry.event == "case.register":  # stands at the top of the page
        return False
    said_outside = entry.actor_kind in (ActorKind.RECEIPT, ActorKind.PUBLIC) or entry.event in FROM_REPORTER
    return seen.sight.words or not said_outside


def _label(codes: Any, code: Any) -> str:
    return str(codes(code).label) if code in codes.values else str(code)


def stretches_of(custody: Sequence[Custody], duties: Sequence[Duty], at: datetime) -> list[Stretch]:
    """Whose hands held it how many working minutes: one after the other, so they add up to the time that passed."""
    calendar = city_calendar()
    due = max((duty.due_at for duty in duties if duty.verb == PROMISE and duty.due_at), default=None)
    return [
        Stretch(
            holder=office_words(row.office),
            minutes=calendar.working_minutes_between(row.from_at, max(row.to_at or at, row.from_at)),
            what=Stage(row.stage).label,
            paused=row.stage == Stage.SUSPENDED,
            late=due is not None and (row.to_at or at) > due and row.stage not in _AFTER_PROMISE,
        )
        for row in custody
    ]


_AFTER_PROMISE = frozenset({Stage.CHECK, Stage.FOLLOW_UP, Stage.DECISION, Stage.SUSPENDED})


def _files(case: Case, seen: Seen) -> list[FileShown]:
    """What offices added is for whoever sees the case; what the reporter gave stays above a seal."""
    return [
        FileShown(file, is_from_reporter(file), KINDS[file.kind].content_type.startswith("image/"))
        for file in files_of(case.subject)
        if seen.sight.words or not is_from_reporter(file)
    ]


def _relay(case: Case, seen: Seen) -> list[RelayMessage]:
    """Below a seal the reporter's words are read from the first message on that they could answer."""
    rows = list(case.relay.select_related("text", "leg__office").order_by("at", "id"))
    if seen.sight.words:
        return rows
    first = next((place for place, row in enumerate(rows) if not row.from_reporter), len(rows))
    return rows[first:]


def _links(case: Case, actor: Actor) -> list[LinkShown]:
    """Both directions, and what was merged into it. One query says which of them this actor may open."""
    outward = [
        (link.get_kind_display(), link.other, link.undone_at)
        for link in case.links.select_related("other__office")
    ]
    inward = [
        (_turned(link.kind), link.case, link.undone_at) for link in case.linked.select_related("case__office")
    ]
    rows = outward + inward
    visible = set(
        cases_visible_to(actor).filter(pk__in=[other.pk for _, other, _ in rows]).values_list("pk", flat=True)
    )
    return [
        LinkShown(
            what,
            other.number or "",
            title_for(other, words=reads_words(actor, other)) if other.pk in visible else "",
            other.pk in visible,
            undone is not None,
        )
        for what, other, undone in rows
    ]


def _turned(kind: str) -> str:
    """The same link, seen from the other side."""
    return {
        "MERGED": "并入本件",
        "SPLIT": "拆出",
        "RECURRENCE": "后来复发",
        "REPEAT": "又被反映",
        "RETALIATION": "反映打击报复",
    }.get(kind, "相关")


def _approvals(case: Case, actor: Actor) -> list[dict[str, Any]]:
    rows = list(approvals_on(case.subject))
    names = holder_names(row.holder for row in rows)
    return [
        {
            "row": row,
            "label": kind_of(row.kind).label,
            "holder": names.get(row.holder, ""),
            "mine": row.is_open and row.holder in actor.keys and (not row.role or actor.has(row.role)),
        }
        for row in rows
    ]


def _decisions(case: Case, *, reads_reporter: bool) -> list[Signed]:
    """Checks, follow-ups and rulings, in the order in which they were made."""
    made = [*_checks(case), *_follow_ups(case, reads_reporter), *_rulings(case)]
    return sorted(made, key=lambda one: (one.at is None, one.at or case.registered_at))


def _checks(case: Case) -> Iterable[Signed]:
    for row in CheckResult.objects.filter(case=case).select_related("by", "reason").order_by("id"):
        label = (
            "核查属实，销号"
            if row.passed
            else ("确认承诺期限" if row.outcome == Outcome.PROMISED else "核查不符，退回重办")
        )
        notes = ["到现场看过"] if row.on_site else []
        yield Signed(row.round, label, row.by.name, row.at, _text(row.reason), row.passed, notes)


def _follow_ups(case: Case, reads_reporter: bool) -> Iterable[Signed]:
    rows = FollowUp.objects.filter(case=case, finished_at__isnull=False).select_related("by", "said")
    for row in rows.order_by("id"):
        if row.reached is False:
            yield Signed(row.round, "三次没有访到", row.by.name if row.by else "", row.finished_at)
            continue
        notes = ["反映人说已解决" if row.solved else "反映人说没有解决"]
        if row.contact_confirmed is not None:
            notes.append("确认联系过" if row.contact_confirmed else "说没有联系过")
        label = f"回访：{_label(Satisfaction, row.satisfaction)}"
        by = row.by.name if row.by else "反映人网上评价"
        yield Signed(
            row.round,
            label,
            by,
            row.finished_at,
            _text(row.said) if reads_reporter else (),
            row.solved,
            notes,
        )


def _rulings(case: Case) -> Iterable[Signed]:
    rows = Ruling.objects.filter(case=case).select_related("by", "reason", "remedies")
    for row in rows.order_by("id"):
        texts = [*_text(row.reason), *_text(row.remedies)]
        yield Signed(row.round, f"裁定：{row.get_kind_display()}", row.by.name, row.at, texts)


def _text(note: Any) -> list[str]:
    return [note.text] if note is not None and note.text else []


__all__ = ["OFFICE_DAY", "CasePage", "case_page", "offices_by_id", "stretches_of", "words_of"]
