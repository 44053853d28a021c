"""核查: strike off on evidence, or send back for rework."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.clocks import owe_office, reopen_promise
from bihuan.domain.cases.actions.steps import (
    add_hand,
    lock_case,
    lock_with_followers,
    move_leg,
    pass_to,
    record_step,
)
from bihuan.domain.cases.choices import LegRole, LegState, Outcome, Stage, State, Step
from bihuan.domain.cases.models import Case, CheckResult, Completion, FollowUp, Leg
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.checking import may_rework, may_strike_off
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.actions import finish_duties, start_duty
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import files, flag, note


def strike_off_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    evidence: Annotated[Sequence[Attachment], files("核查材料")] = (),
    on_site: Annotated[bool, flag("到现场看过")] = False,
    opinion: Annotated[str, note("核查意见")] = "",
) -> Case:
    """销号: strike a completed case off the list on its evidence. The reporter has not been asked yet: an independent person will."""
    with transaction.atomic():
        case = lock_with_followers(case, seen=seen)
        refuse_unless(may_strike_off(facts_of(case, by), by))
        if not (evidence or on_site or _has_evidence(case)):
            raise Malformed(
                "strike_off_needs_evidence",
                "没有佐证材料，不能销号。",
                "请上传整改前后的佐证，或到现场核查后勾选“到现场看过”。",
                fields={"evidence": "请上传佐证材料。"},
            )
        attach(attachments=evidence, subject=case.subject, item=f"check:{case.round}", at=at)
        text = write_note(subject=case.subject, text=opinion, at=at) if opinion.strip() else None
        finish_duties(subject=case.subject, at=at, verb="check")
        _strike_off(case, by=by, at=at, on_site=on_site, opinion=text)
        _strike_off_followers(case, by=by, at=at)
        record_step(
            case,
            "strike_off",
            by=by,
            at=at,
            to=State.STRUCK_OFF,
            data={"outcome": case.outcome, "on_site": on_site, "files": [a.pk for a in evidence]}
            | ({"opinion": note_ref(text)} if text else {}),
        )
        return case


def rework_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("退回重办的理由", "写明证据哪里不够")],
) -> Case:
    """退回重办: the evidence does not carry the claim. The reporter's date stays what it was and runs again."""
    if not reason.strip():
        raise Malformed(
            "no_reason", "还没有写明理由。", "请写明证据哪里不够。", fields={"reason": "请填写。"}
        )
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_rework(facts_of(case, by), by))
        text = write_note(subject=case.subject, text=reason, at=at)
        CheckResult.objects.create(
            case=case,
            round=case.round,
            passed=False,
            outcome=case.outcome,
            reason=text,
            by_id=by.hand,
            at=at,
        )
        add_hand(case, Step.CHECKED, by=by, at=at)
        finish_duties(subject=case.subject, at=at, verb="check")
        reopen_promise(case)
        leg = reopen_leg(case, at=at)
        case.outcome = ""
        pass_to(case, office_id=leg.office_id, stage=Stage.HANDLING, at=at)
        record_step(
            case,
            "rework",
            by=by,
            at=at,
            to=State.HANDLING,
            data={"reason": note_ref(text), "office": leg.office.code},
        )
        return case


def _strike_off(
    case: Case, *, by: Actor, at: datetime, on_site: bool = False, opinion: Note | None = None
) -> None:
    """The row that figures read, the hand, and the follow-up that is owed from now on."""
    CheckResult.objects.create(
        case=case,
        round=case.round,
        passed=True,
        outcome=case.outcome,
        reason=opinion,
        on_site=on_site,
        by_id=by.hand,
        at=at,
    )
    add_hand(case, Step.STRUCK_OFF, by=by, at=at)
    case.struck_off_at = at
    duty = owe_office(case, "follow_up", role=Role.FOLLOW_UP, at=at)
    FollowUp.objects.create(case=case, round=case.round, due_at=duty.due_at or at)
    pass_to(case, office_id=case.office_id, stage=Stage.FOLLOW_UP, at=at)


def _strike_off_followers(lead: Case, *, by: Actor, at: datetime) -> None:
    """Every reporter of a merged case is asked for themselves."""
    for follower in lead.followers.select_related("office").filter(state=State.MERGED).order_by("id"):
        case = lock_case(follower)
        case.outcome = lead.outcome
        _strike_off(case, by=by, at=at)
        record_step(
            case,
            "strike_off",
            by=by,
            at=at,
            to=State.STRUCK_OFF,
            data={"outcome": case.outcome, "lead": lead.number},
        )


def _has_evidence(case: Case) -> bool:
    """What the offices of this round gave; where a promise was accepted, only what was given after it: 凭证明销号."""
    items = [leg.item for leg in case.legs.filter(round=case.round)]
    given = Attachment.objects.filter(subject_kind="case", subject_id=case.pk, item__in=items)
    promised = case.checks.filter(round=case.round, outcome=Outcome.PROMISED).order_by("-id").first()
    return (given.filter(received_at__gt=promised.at) if promised else given).exists()


def reopen_leg(case: Case, *, at: datetime, due_at: datetime | None = None) -> Leg:
    """The part that last claimed completion works again, its due moment unchanged unless a new one was agreed; the desks above it wait for it again."""
    done = Completion.objects.filter(
        leg__case=case, leg__round=case.round, leg__role=LegRole.LEAD, leg__state=LegState.COMPLETED
    )
    leg = done.select_related("leg__office", "leg__case").order_by("-leg__ended_at", "-leg_id")[0].leg
    line = leg.parent
    while line is not None:
        move_leg(line, to=LegState.HANDLING, at=at)
        _work_again(line, LegState.DELEGATED, at=at, due_at=due_at)
        line = line.parent
    _work_again(leg, LegState.HANDLING, at=at, due_at=due_at)
    return leg


def _work_again(leg: Leg, state: LegState, *, at: datetime, due_at: datetime | None) -> None:
    leg.due_at = due_at or leg.due_at
    move_leg(leg, to=state, at=at)
    start_duty(
        subject=leg.case.subject,
        verb="handle",
        holder=leg.office.key,
        item=leg.item,
        started_at=at,
        due_at=leg.due_at,
    )
