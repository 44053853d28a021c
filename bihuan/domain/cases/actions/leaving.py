"""Out of the loop, each way with its basis and its words to the reporter."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import end_all_duties, owe_office, reopen_promise
from bihuan.domain.cases.actions.parts import recall_tree
from bihuan.domain.cases.actions.steps import (
    end_custody,
    lock_case,
    lock_with_followers,
    pass_to,
    record_step,
)
from bihuan.domain.cases.choices import Boundary, LinkKind, Outcome, Stage, State
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.domain.cases.models import Case, Link, Transfer
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.offices import one_above
from bihuan.domain.cases.rules.leaving import (
    DECLINES,
    is_ground_of_transfer,
    may_conclude_transfer,
    may_decline,
    may_transfer,
    may_void,
    may_withdraw,
)
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.actions import finish_duties
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import choice, line, note


def decline_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    basis: Annotated[Boundary, choice("不受理的依据")],
    explanation: Annotated[str, note("给反映人的说明", "写明依据，以及应该去哪里办")],
) -> Case:
    """不予受理: outside the boundary, with the basis and where to turn; the reporter reads the explanation."""
    if basis not in DECLINES:
        raise Malformed(
            "not_a_ground",
            f"“{basis.label}”不是不予受理的依据。",
            "属于其他机关职责的，请移送。",
            fields={"basis": "请选其他依据，或改为移送。"},
        )
    _refuse_unless_explained(explanation, "explanation")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_decline(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=explanation, at=at)
        leave(case, at=at)
        record_step(
            case,
            "decline",
            by=by,
            at=at,
            to=State.DECLINED,
            data={"basis": basis, "explanation": note_ref(text)},
        )
        return case


def transfer_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    basis: Annotated[Boundary, choice("移送的依据")],
    organ: Annotated[str, line("移送给", "如：市场监管 12315、劳动监察、110")],
    acceptance_number: Annotated[str, line("对方受理编号", "对方的受理编号就是移送的凭证")] = "",
    explanation: Annotated[str, note("给反映人的说明")] = "",
) -> Case:
    """移送: another organ has the statutory duty; its acceptance number is the evidence and its clock replaces ours. Counted apart."""
    _refuse_unless_explained(organ, "organ")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(is_ground_of_transfer(basis, has_area_above=one_above(case.office) != case.office))
        refuse_unless(may_transfer(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=explanation, at=at)
        Transfer.objects.create(
            case=case, basis=basis, organ=organ, acceptance_number=acceptance_number, explanation=text, at=at
        )
        leave(case, at=at)
        record_step(
            case,
            "transfer",
            by=by,
            at=at,
            to=State.TRANSFERRED,
            data={
                "basis": basis,
                "organ": organ,
                "acceptance_number": acceptance_number,
                "explanation": note_ref(text),
            },
        )
        return case


def conclude_transfer(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    outcome: Annotated[Outcome, choice("对方的办理结果")],
    answer: Annotated[str, note("对方的答复")],
) -> Case:
    """移送结果: only the outcome returns to us; the case is closed as transferred, apart from our own rates."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_conclude_transfer(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=answer, at=at)
        Transfer.objects.filter(case=case, answered_at=None).update(
            answered_at=at, outcome=outcome, answer=text
        )
        case.outcome = outcome
        finish_duties(subject=case.subject, at=at, verb="conclude_transfer")
        record_step(
            case,
            "conclude_transfer",
            by=by,
            at=at,
            to=State.CLOSED,
            data={"outcome": outcome, "answer": note_ref(text)},
        )
        return case


def withdraw_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("撤回的原因", "可以不写")] = "",
) -> Case:
    """撤回: the reporter does not pursue it any more. What is a danger to others may be registered anew by the office."""
    with transaction.atomic():
        case = lock_with_followers(case, seen=seen)
        refuse_unless(may_withdraw(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        leave(case, at=at)
        release_followers(case, by=by, at=at)
        record_step(case, "withdraw", by=by, at=at, to=State.WITHDRAWN, data={"reason": note_ref(text)})
        return case


def void_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("作废的原因", "如：重复登记、误操作")],
) -> Case:
    """作废: registered in error. The number stays used; the row stays readable."""
    _refuse_unless_explained(reason, "reason")
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_void(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        leave(case, at=at)
        record_step(case, "void", by=by, at=at, to=State.VOID, data={"reason": note_ref(text)})
        return case


def release_followers(lead: Case, *, by: Actor, at: datetime) -> None:
    """One reporter does not pursue it; the others do: each of their cases goes its own way again."""
    for follower in lead.followers.filter(state=State.MERGED).order_by("id"):
        case = lock_case(follower)
        set_free(case, at=at)
        record_step(case, "unmerge", by=by, at=at, to=State.ACCEPTED, data={"withdrawn": lead.number})


def set_free(case: Case, *, at: datetime) -> None:
    """A merged case goes its own way again, from triage; the reporter's date is what it was."""
    Link.objects.filter(case=case, kind=LinkKind.MERGED, undone_at=None).update(undone_at=at)
    case.lead = None
    case.accepted_at = case.accepted_at or at
    reopen_promise(case)
    owe_office(case, "dispatch", role=Role.OFFICE, at=at)
    pass_to(case, office_id=case.office_id, stage=Stage.TRIAGE, at=at)


def leave(case: Case, *, at: datetime) -> None:
    """Nobody owes anything any more, open parts are recalled as late as they are, nobody holds it, no pause is left over."""
    open_at_top = case.legs.filter(state__in=sorted(LEG_OPEN), parent=None)
    for leg in open_at_top.select_related("office", "case").order_by("id"):
        recall_tree(leg, at=at)
    end_all_duties(case, at=at)
    end_custody(case, at=at)
    case.suspended_at = case.suspended_until = None


def _refuse_unless_explained(text: str, field: str) -> None:
    if not text.strip():
        raise Malformed("no_reason", "还没有写明理由。", "请写明依据和理由。", fields={field: "请填写。"})
