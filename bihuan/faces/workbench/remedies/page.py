"""Everything that one page shows of a remedy, as this actor may see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.domain.remedies.choices import UpwardAnswer
from bihuan.faces.shared.timeline import Happened, timeline_of
from bihuan.faces.workbench.case_page import OwedShown
from bihuan.faces.workbench.names import holder_names, office_names_by_code
from bihuan.faces.workbench.owing import label_of
from bihuan.faces.workbench.remedies.kinds import Kind
from bihuan.faces.workbench.remedies.shown import Shown
from bihuan.faces.workbench.rows import WITH_A_ROW, CaseRow, rows_of
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import Entry, history
from bihuan.kernel.money import yuan
from bihuan.kernel.refusals import NotVisible, Refusal
from bihuan.kernel.states import StateCodes
from bihuan.kernel.verbs import Verb

CASES_SHOWN = 50
OFFICE_KEYS = ("unit", "office", "lead", "window", "section", "addressee", "judge")
# What a flag of an entry says, yes and no.
YES_AND_NO = {
    "granted": ("同意", "不同意"),
    "genuine": ("属实", "不属实"),
    "rectified": ("确实改了", "没有改"),
    "fixed": ("固定", "不再固定"),
}
OFFICE_LISTS = ("units", "like_units")


@dataclass(frozen=True, slots=True)
class RemedyPage:
    """One remedy for one reader. `more_cases`: beyond those listed; `hidden`: how many exist that this reader may not open."""

    kind: Kind
    thing: Any
    title: str
    state: StateCodes
    shown: Shown
    cases: Sequence[CaseRow]
    more_cases: bool
    answers: Sequence[tuple[Verb, Refusal | None]]
    main: str
    owes: Sequence[OwedShown]
    files: Sequence[Attachment]
    timeline: Sequence[Happened]


def remedy_page(kind: Kind, number: str, actor: Actor, *, at: datetime) -> RemedyPage:
    """Through the gate, read once. The number of queries does not depend on how much happened."""
    thing = kind.visible(actor).select_related(*kind.on_page).filter(**{kind.by: number}).first()
    if thing is None:
        raise NotVisible()
    shown = kind.show(thing, actor, at)
    open_ = list(open_duties(thing.subject))
    answers = kind.table.answers(kind.facts(thing, actor), actor)
    main = _main(answers, open_, actor)
    cases = (
        list(shown.cases.select_related(*WITH_A_ROW)[: CASES_SHOWN + 1]) if shown.cases is not None else []
    )
    return RemedyPage(
        kind=kind,
        thing=thing,
        title=kind.title(thing),
        state=kind.state(thing),
        shown=shown,
        cases=rows_of(cases[:CASES_SHOWN], actor),
        more_cases=len(cases) > CASES_SHOWN,
        answers=sorted(answers, key=lambda answer: answer[0].code != main),
        main=main,
        owes=_owes(open_),
        files=_files(thing, shown),
        timeline=_timeline(kind, thing, shown),
    )


def _main(answers: Sequence[tuple[Verb, Refusal | None]], open_: Sequence[Duty], actor: Actor) -> str:
    """The verb of what this actor owes here, the most urgent first."""
    allowed = {verb.code for verb, refusal in answers if refusal is None}
    mine = [duty for duty in open_ if duty.holder in actor.keys and (not duty.role or actor.has(duty.role))]
    mine.sort(key=lambda duty: (duty.due_at is None, duty.due_at or duty.started_at))
    return next((duty.verb for duty in mine if duty.verb in allowed), "none")


def _owes(open_: Sequence[Duty]) -> list[OwedShown]:
    names = holder_names(duty.holder for duty in open_)
    rows = sorted(open_, key=lambda duty: (duty.due_at is None, duty.due_at or duty.started_at))
    return [
        OwedShown(duty, label_of(duty.subject_kind, duty.verb), names.get(duty.holder, "")) for duty in rows
    ]


def _files(thing: Any, shown: Shown) -> list[Attachment]:
    quiet = shown.quiet_items
    return [file for file in files_of(thing.subject) if not (quiet and file.item.startswith(quiet))]


def _timeline(kind: Kind, thing: Any, shown: Shown) -> list[Happened]:
    entries = list(history(thing.subject))
    return timeline_of(
        entries,
        say={**_say(entries), **kind.say},
        notes_for=lambda entry: entry.event not in shown.quiet_events,
    )


def _say(entries: Sequence[Entry]) -> dict[str, Callable[[Any], str]]:
    """Codes of offices in names, money in yuan, yes and no in words."""
    codes = {str(entry.data[key]) for entry in entries for key in OFFICE_KEYS if entry.data.get(key)}
    codes |= {str(code) for entry in entries for key in OFFICE_LISTS for code in entry.data.get(key, ())}
    names = office_names_by_code(codes)

    def name(code: Any) -> str:
        return names.get(str(code), str(code))

    return {
        **dict.fromkeys(OFFICE_KEYS, name),
        **{key: lambda many: "、".join(name(one) for one in many) for key in OFFICE_LISTS},
        **{key: _yes_or_no(*words) for key, words in YES_AND_NO.items()},
        "answer": _answer_words,
        "amount_fen": lambda fen: f"{yuan(fen)}，即 {fen} ",
    }


def _yes_or_no(yes: str, no: str) -> Callable[[Any], str]:
    return lambda said: yes if said else no


def _answer_words(value: Any) -> str:
    return UpwardAnswer(value).label if value in UpwardAnswer.values else ""
