"""What the rooms above write on a case: a campaign, a superior's answer, the outcome of a clue; and what the reporter does with it.

The first four are no verbs of anybody's: the room above has asked its own rules and calls down, inside its own transaction.
"""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import owe_office
from bihuan.domain.cases.actions.leaving import leave
from bihuan.domain.cases.actions.rounds import start_again
from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.choices import Boundary, State
from bihuan.domain.cases.models import Case, RelayMessage, Transfer
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.from_above import may_ask_again
from bihuan.domain.cases.rules.leaving import may_leave_as_clue
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import note

AS_CLUE = (
    "您反映的内容整件属于违纪违法线索，已移送给{organ}，由对方依规依纪办理，我们不再派单。"
    "对方有了反馈，会在这里告诉您。"
)


def join_campaign(*, case: Case, campaign: str, by: Actor, at: datetime) -> Case:
    """纳入专项治理: the case carries the campaign's code. Again changes nothing."""
    with transaction.atomic():
        case = lock_case(case)
        if case.campaign != campaign:
            case.campaign = campaign
            record_step(case, "join_campaign", by=by, at=at, data={"campaign": campaign})
        return case


def record_upward_answer(*, case: Case, by: Actor, at: datetime, report: str, text: str) -> Case:
    """上级答复: its reporter reads it on the receipt page, is told by SMS, and may ask again. `report`: the number of the report upward."""
    with transaction.atomic():
        case = lock_case(case)
        said = _relay(case, text, at=at)
        case.answered_from_above_at = at
        record_step(case, "upward_answer", by=by, at=at, data={"report": report, "text": note_ref(said)})
        return case


def transfer_as_clue(*, case: Case, organ: str, by: Actor, at: datetime) -> Case:
    """整件移送: nothing of it is left for us to handle, so it leaves the loop and its promise ends; the reporter is told where it went.
    Neither letter nor signatories are named."""
    with transaction.atomic():
        case = lock_case(case)
        refuse_unless(may_leave_as_clue(facts_of(case)))
        text = write_note(subject=case.subject, text=AS_CLUE.format(organ=organ), at=at)
        Transfer.objects.create(
            case=case, basis=Boundary.DISCIPLINE, organ=organ[:80], explanation=text, at=at
        )
        leave(case, at=at)
        said = {"organ": organ, "explanation": note_ref(text)}
        record_step(case, "transfer_clue", by=by, at=at, to=State.TRANSFERRED, data=said)
        return case


def record_clue_outcome(*, case: Case, by: Actor, at: datetime, outcome: str) -> Case:
    """有关机关反馈: only the outcome returns; nothing says what was handed over, by whom, when. Of a case that went there whole the office
    now owes the conclusion."""
    with transaction.atomic():
        case = lock_case(case)
        said = _relay(case, outcome, at=at)
        if facts_of(case).as_clue:
            owe_office(case, "conclude_transfer", role=Role.OFFICE, at=at)
        record_step(case, "clue_outcome", by=by, at=at, data={"outcome": note_ref(said)})
        return case


def ask_again(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    text: Annotated[str, note("现在想怎么办", "可以不写")] = "",
) -> Case:
    """再次申请: the superior answered; the case goes round again with a new promise to the reporter."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_ask_again(facts_of(case, by), by))
        words = write_note(subject=case.subject, text=text, at=at) if text.strip() else None
        case.round += 1
        case.outcome, case.simple, case.answered_from_above_at = "", False, None
        start_again(case, at=at)
        said = {"round": case.round} | ({"text": note_ref(words)} if words else {})
        record_step(case, "ask_again", by=by, at=at, to=State.ACCEPTED, data=said)
        return case


def _relay(case: Case, text: str, *, at: datetime) -> Note:
    said = write_note(subject=case.subject, text=text, at=at)
    RelayMessage.objects.create(case=case, from_reporter=False, text=said, at=at)
    return said
