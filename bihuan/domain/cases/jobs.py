"""What the calendar does with cases: each finds, then calls an action per item; safe to repeat."""

from datetime import datetime, time, timedelta
from itertools import takewhile

from bihuan.domain.cases.actions import (
    archive_case,
    end_suspension,
    escalate_leg,
    lift_return,
    vacate_leg,
)
from bihuan.domain.cases.actions.telling import tell_holders
from bihuan.domain.cases.choices import LegState, Urgency
from bihuan.domain.cases.choices.states import LEG_OPEN, OPEN
from bihuan.domain.cases.models import Case, Leg, Return
from bihuan.domain.cases.rules.urgent import CALL_EVERY
from bihuan.domain.organisations.queries import leavers
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import Daily, JobReport, Task
from bihuan.kernel.journal.readers import read_new
from bihuan.kernel.parameters.values import value

AT_ONCE = 500
# A worker that stood still for some days misses nobody.
LEFT_LATELY = timedelta(days=14)


def lift_silent_returns(by: Actor, at: datetime) -> JobReport:
    """A return that nobody answered in time goes to arbitration."""
    waiting = Return.objects.filter(decided_at=None, lifted_at=None, signed_at__lt=at)
    legs = [asked.leg for asked in waiting.select_related("leg__case").order_by("signed_at", "id")]
    due = Duty.objects.filter(subject_kind="case", verb="decide_return", done_at=None, due_at__lt=at).filter(
        subject_id__in=[leg.case_id for leg in legs]
    )
    silent = set(due.values_list("item", flat=True))
    legs = [leg for leg in legs if leg.item in silent]
    return for_each(
        legs, lambda leg: lift_return(case=leg.case, leg=leg, by=by, at=at), name=lambda leg: leg.item
    )


def end_suspensions(by: Actor, at: datetime) -> JobReport:
    """A pause whose last day is over ends at that midnight."""
    over = Case.objects.filter(suspended_until__lt=day_of(at), state__in=sorted(OPEN)).order_by("id")
    cases = list(over[:AT_ONCE])
    report = for_each(
        cases, lambda case: end_suspension(case=case, by=by, at=at), name=lambda case: f"case:{case.pk}"
    )
    return report.and_more() if len(cases) == AT_ONCE and not report.failed else report


def call_next_on_duty(by: Actor, at: datetime) -> JobReport:
    """A critical part that nobody acknowledged for a quarter of an hour: the next on duty, then the leader on duty."""
    waiting = Leg.objects.filter(
        state=LegState.DISPATCHED, case__urgency=Urgency.CRITICAL, case__ended_at=None
    )
    late = waiting.filter(dispatched_at__lte=at - CALL_EVERY).select_related("case").order_by("id")
    return for_each(
        late[:AT_ONCE], lambda leg: escalate_leg(leg=leg, by=by, at=at), name=lambda leg: leg.item
    )


def tell_of_lights(by: Actor, at: datetime) -> JobReport:
    """Whoever owes it hears that a light came on: the lights are the kernel's, who is told is ours."""
    with read_new("cases.lights", kinds={"case"}, events={"duty.yellow", "duty.red"}) as entries:
        cases = Case.objects.in_bulk({entry.subject_id for entry in entries})
        for entry in entries:
            tell_holders(cases[entry.subject_id], entry, [entry.data["holder"]], at=at)
        return JobReport(done=len(entries))


def vacate_legs(by: Actor, at: datetime) -> JobReport:
    """Parts under the name of somebody who has left lately go back to their section, which assigns them again."""
    today = day_of(at)
    gone = leavers(since=today - LEFT_LATELY, on=today)
    legs = (
        Leg.objects.filter(handler__in=gone, state__in=sorted(LEG_OPEN)).select_related("case").order_by("id")
    )
    return for_each(legs, lambda leg: vacate_leg(leg=leg, by=by, at=at), name=lambda leg: leg.item)


def archive_old_cases(by: Actor, at: datetime) -> JobReport:
    """What ended a whole retention period ago loses its personal data."""
    period = value("cases.retention", on=day_of(at))
    calendar = city_calendar()
    ended = Case.objects.filter(ended_at__lt=at, blanked_at=None).exclude(
        lead__isnull=False, lead__ended_at=None
    )
    # The longest ended come first, so that the first that is not due ends the search.
    cases = list(
        takewhile(
            lambda case: calendar.due(case.ended_at or at, period).at <= at,
            ended.order_by("ended_at")[:AT_ONCE],
        )
    )
    report = for_each(
        cases, lambda case: archive_case(case=case, by=by, at=at), name=lambda case: f"case:{case.pk}"
    )
    return report.and_more() if len(cases) == AT_ONCE and not report.failed else report


TASKS = (
    Task("cases.call_next_on_duty", call_next_on_duty, every=timedelta(minutes=2)),
    Task("cases.tell_of_lights", tell_of_lights, every=timedelta(minutes=2)),
    Task("cases.lift_silent_returns", lift_silent_returns, every=timedelta(minutes=10)),
    Task("cases.vacate_legs", vacate_legs, every=Daily(time(0, 20))),
    Task("cases.end_suspensions", end_suspensions, every=timedelta(minutes=10)),
    Task("cases.archive", archive_old_cases, every=Daily(time(2, 30))),
)
