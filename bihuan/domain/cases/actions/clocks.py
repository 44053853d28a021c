"""The clocks of a case: the promise to the reporter, and what each office owes within it."""

from datetime import datetime

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.queries.limits import limit_for
from bihuan.domain.cases.rules.rounds import LAST_ROUND
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.duties.actions import drop_duties, finish_duties, start_duty
from bihuan.kernel.duties.models import Duty

# A leader's instruction is reported on, and an exclusion is decided, even when the case is closed meanwhile.
OUTLIVES = frozenset({"report_instruction", "decide_exclusion"})


def owe(case: Case, verb: str, *, holder: str, role: str = "", at: datetime, item: str = "") -> Duty:
    """Somebody owes the next step, within the limit that the parameters give for it."""
    return start_duty(
        subject=case.subject,
        verb=verb,
        holder=holder,
        role=role,
        item=item,
        started_at=at,
        limit=limit_for(case, verb, at=at),
    )


def owe_office(case: Case, verb: str, *, role: str, at: datetime, item: str = "") -> Duty:
    """The office in charge owes it."""
    return owe(case, verb, holder=case.office.key, role=role, at=at, item=item)


def promise_of(case: Case) -> Duty:
    """The latest promise to the reporter, kept or not."""
    return Duty.objects.filter(subject_kind="case", subject_id=case.pk, verb="promise").order_by("-id")[0]


def keep_promise(case: Case, *, at: datetime) -> None:
    """The promise clock stops: done, as far as the offices say."""
    finish_duties(subject=case.subject, at=at, verb="promise")


def reopen_promise(case: Case) -> None:
    """Sent back: the reporter's date is what it was, and runs again."""
    kept = promise_of(case)
    if not kept.is_open:
        start_duty(
            subject=case.subject,
            verb="promise",
            holder=kept.holder,
            role=kept.role,
            started_at=kept.started_at,
            due_at=kept.due_at,
        )


def end_leg_duties(leg: Leg, *, at: datetime, done: bool = True) -> None:
    """What this part owed is done, or dropped; its lateness is frozen on it."""
    end = finish_duties if done else drop_duties
    end(subject=leg.case.subject, at=at, item=leg.item)
    leg.late_minutes = (
        Duty.objects.filter(subject_kind="case", subject_id=leg.case_id, item=leg.item, verb="handle")
        .order_by("-id")
        .values_list("late_minutes", flat=True)
        .first()
        or 0
    )


def end_all_duties(case: Case, *, at: datetime) -> None:
    """The case left the loop: nobody owes anything any more, save what outlives it."""
    drop_duties(subject=case.subject, at=at, but=OUTLIVES)


def owe_decision(case: Case, *, at: datetime) -> None:
    """Not content: the arbiter decides; after the last round the head of the unit that led owes the final answer."""
    owe_office(case, "decide", role=Role.ARBITER, at=at)
    if case.round >= LAST_ROUND:
        for leg in case.legs.select_related("office").filter(round=case.round, parent=None, role="LEAD"):
            owe(
                case,
                "final_answer",
                holder=f"office:{leg.office.unit_id or leg.office_id}",
                role=Role.UNIT_HEAD,
                at=at,
            )
