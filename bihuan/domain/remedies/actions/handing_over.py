"""违纪违法线索移送: two signatures, a letter, the commission's receipt; only the outcome returns to the case."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions import record_clue_outcome, transfer_as_clue
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.leaving import may_leave_as_clue
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.remedies.actions.steps import (
    let_see,
    lock,
    number_it,
    owe,
    record_step,
    refs,
    refuse_empty,
    written,
)
from bihuan.domain.remedies.choices import ClueState
from bihuan.domain.remedies.models import DisciplineClue
from bihuan.domain.remedies.queries.facts import clue_facts
from bihuan.domain.remedies.queries.limits import limit_of
from bihuan.domain.remedies.rules.clues import (
    may_answer,
    may_draft,
    may_receive,
    may_second,
    may_sign,
    may_withdraw,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.approvals.actions import ask_approval, decide_approval, withdraw_open_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.calendar import day_of
from bihuan.kernel.documents.actions import keep_document
from bihuan.kernel.documents.models import Document
from bihuan.kernel.documents.numerals import document_number
from bihuan.kernel.documents.official import official_document
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.verbs import flag, line, note, pick, verdict

# The calendar writes on the case: its journal names neither signatories nor inspector.
SILENT = Actor.calendar("remedies.clue")


def draft_clue(
    *,
    by: Actor,
    at: datetime,
    case: Annotated[Case, pick("从哪一件发现", "case")],
    organ: Annotated[Office, pick("移送给", "office", "有管辖权的纪检监察机关")],
    gist: Annotated[str, note("线索摘要", "时间、人、事、依据；只有两位签字人和对方看得到")],
    second_signer: Annotated[Person, pick("第二签字人", "person")],
    whole: Annotated[
        bool, flag("整件移送", "工单里除了线索没有别的事；第二人签字后，工单不再派单，反映人会被告知")
    ] = False,
) -> DisciplineClue:
    """起草移送函, signed first by whoever drafts it. The case is silent about it; so are its notices and its lists.

    whole: the case is nothing but this clue; with the second signature it leaves the loop. Only what was never dispatched.
    """
    with transaction.atomic():
        refuse_unless(may_draft(by, case.office_id))
        refuse_unless(
            may_second(
                by.hands, second_signer.pk, complained_of=second_signer.pk == case.respondent_person_id
            )
        )
        if whole:
            refuse_unless(may_leave_as_clue(facts_of(case)))
        clue = DisciplineClue.objects.create(
            office=case.office,
            case=case,
            whole=whole,
            organ=organ,
            first_signer_id=by.hand,
            second_signer=second_signer,
            opened_at=at,
        )
        clue.gist = written(clue, gist, "gist", "请写线索摘要。", at=at)
        let_see(clue, [f"person:{by.hand}", f"person:{second_signer.pk}"])
        ask_approval(
            kind="discipline_clue",
            subject=clue.subject,
            holder=f"person:{second_signer.pk}",
            by=by,
            at=at,
            reason="违纪违法线索移送函，请第二人签字。",
            limit=limit_of("discipline_clue.sign", at=at),
        )
        number_it(clue, at=at)
        record_step(clue, "draft", by=by, at=at, data={"number": clue.number} | refs(gist=clue.gist))
        return clue


def sign_clue(
    *,
    discipline_clue: DisciplineClue,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意移送")],
    answer: Annotated[str, note("意见")] = "",
) -> DisciplineClue:
    """第二人签字: with it the letter is made, numbered and handed over, and a case that is wholly the clue leaves the loop; without it the
    draft ends."""
    with transaction.atomic():
        clue = lock(discipline_clue, seen=seen)
        refuse_unless(may_sign(clue_facts(clue), by))
        asked = asked_approval(clue.subject, kind="discipline_clue")
        decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
        said: dict[str, object] = {"granted": granted} | refs(answer=decided.answer)
        if granted:
            letter = _letter(clue, by=by, at=at)
            said |= {"letter": clue.letter, "file": letter.reference}
            if clue.whole:
                transfer_as_clue(case=clue.case, organ=clue.organ.name, by=SILENT, at=at)
        else:
            clue.state, clue.ended_at = ClueState.WITHDRAWN, at
        record_step(clue, "sign", by=by, at=at, data=said)
        return clue


def sign_clue_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Approval:
    """The same signature, from the one queue of approvals."""
    clue = DisciplineClue.objects.get(pk=approval.subject_id)
    sign_clue(discipline_clue=clue, by=by, at=at, granted=granted, answer=answer)
    approval.refresh_from_db()
    return approval


def withdraw_clue(
    *, discipline_clue: DisciplineClue, by: Actor, at: datetime, seen: int | None = None
) -> DisciplineClue:
    """撤回, before the second signature."""
    with transaction.atomic():
        clue = lock(discipline_clue, seen=seen)
        refuse_unless(may_withdraw(clue_facts(clue), by))
        withdraw_open_approval(subject=clue.subject, kind="discipline_clue", by=by, at=at)
        clue.state, clue.ended_at = ClueState.WITHDRAWN, at
        record_step(clue, "withdraw", by=by, at=at)
        return clue


def receive_clue(
    *,
    discipline_clue: DisciplineClue,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    acceptance_number: Annotated[str, line("接收编号")],
) -> DisciplineClue:
    """接收: the commission has it; its number is our evidence."""
    refuse_empty(acceptance_number, "acceptance_number", "请写接收编号。")
    with transaction.atomic():
        clue = lock(discipline_clue, seen=seen)
        refuse_unless(may_receive(clue_facts(clue), by))
        clue.state, clue.acceptance_number = ClueState.RECEIVED, acceptance_number.strip()[:80]
        finish_duties(subject=clue.subject, at=at, verb="receive")
        owe(clue, "answer", holder=clue.organ.key, role=Role.INSPECTOR, at=at)
        record_step(clue, "receive", by=by, at=at, data={"acceptance_number": clue.acceptance_number})
        return clue


def answer_clue(
    *,
    discipline_clue: DisciplineClue,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    outcome: Annotated[str, note("处理结果", "这句话会写进工单，告诉反映人；不要写办案情况")],
) -> DisciplineClue:
    """反馈: only the outcome goes back to the case."""
    with transaction.atomic():
        clue = lock(discipline_clue, seen=seen)
        refuse_unless(may_answer(clue_facts(clue), by))
        clue.outcome = written(clue, outcome, "outcome", "请写处理结果。", at=at)
        clue.state, clue.answered_at, clue.ended_at = ClueState.ANSWERED, at, at
        finish_duties(subject=clue.subject, at=at)
        record_clue_outcome(case=clue.case, by=SILENT, at=at, outcome=outcome)
        record_step(clue, "answer", by=by, at=at, data=refs(outcome=clue.outcome))
        return clue


def _letter(clue: DisciplineClue, *, by: Actor, at: datetime) -> Document:
    """The GB/T 9704 letter with both names; from now on the commission's inspectors see it and owe its receipt."""
    year = day_of(at).year
    clue.letter = document_number("纪移函", year, int((clue.number or "0")[4:]))
    clue.state, clue.sent_at = ClueState.SENT, at
    let_see(clue, [clue.organ.key], needs_role=Role.INSPECTOR)
    owe(clue, "receive", holder=clue.organ.key, role=Role.INSPECTOR, at=at)
    signed = f"签发人：{clue.first_signer.name}、{clue.second_signer.name}"
    content = official_document(
        title="关于移送违纪违法线索的函",
        body=[clue.gist.text if clue.gist else "", signed],
        signed_by=clue.office.name,
        on=day_of(at),
        number=clue.letter,
        head=clue.office.name,
        to=clue.organ.name,
    )
    return keep_document(
        kind="discipline_clue",
        title="关于移送违纪违法线索的函",
        content=content,
        subject=clue.subject,
        by=by,
        at=at,
        number=clue.letter,
    )
