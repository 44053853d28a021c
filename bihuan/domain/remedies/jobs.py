"""What the calendar does with remedies: each finds, then calls an action per item; safe to repeat."""

from datetime import datetime, timedelta

from bihuan.domain.cases.choices import LinkKind
from bihuan.domain.cases.models import Link
from bihuan.domain.remedies.actions import relapse_on_recurrence, tell_waiting_reporters
from bihuan.domain.remedies.choices import OrderState, UpwardState
from bihuan.domain.remedies.models import Order, OrderCase, Relapse, UpwardCase
from bihuan.kernel.access import Actor
from bihuan.kernel.jobs.items import for_each
from bihuan.kernel.jobs.tasks import JobReport, Task

AT_ONCE = 500


def tell_answers(by: Actor, at: datetime) -> JobReport:
    """A superior answered: every reporter who waits for it is told, one case at a time."""
    untold = UpwardCase.objects.filter(told_at=None, upward__state=UpwardState.ANSWERED)
    waiting = list(untold.order_by("upward_id", "id")[:AT_ONCE])
    report = for_each(
        waiting,
        lambda one: tell_waiting_reporters(waiting=one, by=by, at=at),
        name=lambda one: f"upward_case:{one.pk}",
    )
    return report.and_more() if len(waiting) == AT_ONCE and not report.failed else report


def reopen_relapsed_orders(by: Actor, at: datetime) -> JobReport:
    """A case that people marked as a recurrence of one behind a verified order reopens that order."""
    pairs = []
    seen: set[int] = set()
    verified = OrderCase.objects.filter(order__state=OrderState.VERIFIED).select_related("order")
    links = Link.objects.filter(
        kind=LinkKind.RECURRENCE, undone_at=None, other__in=verified.values("case")
    ).select_related("case")
    behind: dict[int, list[Order]] = {}
    for row in verified.filter(case__in=links.values("other")):
        behind.setdefault(row.case_id, []).append(row.order)
    counted = set(Relapse.objects.filter(case__in=links.values("case")).values_list("order", "case"))
    for link in links.order_by("id"):
        for order in behind.get(link.other_id, ()):
            new = (order.pk, link.case_id) not in counted and order.pk not in seen
            if new and order.verified_at is not None and link.at >= order.verified_at:
                seen.add(order.pk)
                pairs.append((order, link.case))
    return for_each(
        pairs,
        lambda pair: relapse_on_recurrence(order=pair[0], case=pair[1], by=by, at=at),
        name=lambda pair: f"order:{pair[0].pk}",
    )


TASKS = (
    Task("remedies.tell_answers", tell_answers, every=timedelta(minutes=5)),
    Task("remedies.reopen_relapsed_orders", reopen_relapsed_orders, every=timedelta(minutes=10)),
)
