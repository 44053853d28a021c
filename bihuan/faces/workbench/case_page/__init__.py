"""Everything that one page shows of a case, as this actor may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import (
    Identity,
    State,
)
from bihuan.domain.cases.models import (
    Case,
    Custody,
    RelayMessage,
)
from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.queries.sight import Seen, seen_of
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.faces.shared.components.time_account import Stretch
from bihuan.faces.shared.timeline import Happened
from bihuan.faces.workbench.case_page.around import (
    FileShown,
    LinkShown,
    approvals_shown,
    aspect_of,
    files_shown,
    links_of,
    relay_shown,
)
from bihuan.faces.workbench.case_page.coming import OwedShown, likely_first, owed_here, owes_of
from bihuan.faces.workbench.case_page.course import OFFICE_DAY, stretches_of, told
from bihuan.faces.workbench.case_page.decided import Signed, decisions_of
from bihuan.faces.workbench.case_page.legs import LegShown, legs_of
from bihuan.faces.workbench.case_page.words import words_of
from bihuan.faces.workbench.names import office_words
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import duties_on
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Refusal
from bihuan.kernel.verbs import Verb


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
    promised_at: datetime | None = None  # the latest promise, kept or not
    need_aspect: str = ""  # a firm's need: under which of the ten aspects
    urgent_words: Sequence[str] = field(default_factory=tuple)

    @property
    def handled_by(self) -> str:
        """The offices with a part in this round, as a sheet names them."""
        parts = [one for one in self.legs if one.leg.round == self.case.round]
        return "、".join(f"{one.office}（{one.leg.get_role_display()}）" for one in parts)

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
    main, answers = likely_first(CASE_VERBS.answers(facts, actor), case.state, owed_here(open_, actor))
    return CasePage(
        case=case,
        seen=seen,
        facts=facts,
        state=State(case.state),
        words=words_of(case, at),
        answers=answers,
        main=main,
        legs=legs_of(case, legs, open_),
        promise=next((duty for duty in open_ if duty.verb == PROMISE), None),
        promised_at=next((duty.due_at for duty in reversed(duties) if duty.verb == PROMISE), None),
        owes=owes_of(open_),
        timeline=told(entries, seen),
        stretches=stretches_of(custody, duties, at),
        files=files_shown(case, seen),
        relay=relay_shown(case, seen),
        links=links_of(case, actor),
        approvals=approvals_shown(case, actor),
        decisions=decisions_of(case, reads_reporter=seen.sight.words),
        at_office=office_words(custody[-1].office) if custody and custody[-1].to_at is None else "",
        need_aspect=aspect_of(case, at),
        urgent_words=tuple(case.flags or ()),
    )


__all__ = ["OFFICE_DAY", "CasePage", "OwedShown", "case_page", "stretches_of", "words_of"]
