"""A walk against the promise that held when it began."""

from django.utils.timezone import localtime

from bihuan.domain.services.queries import promise_of
from bihuan.domain.walkthroughs.models import Walk
from bihuan.domain.walkthroughs.rules.comparing import Compared, Walked, compare_with_promise
from bihuan.kernel.calendar import city_calendar


def compared(walk: Walk) -> list[Compared]:
    """Line by line. The guide is the one that held then, whatever it says today."""
    steps = list(walk.steps.prefetch_related("materials"))
    moments = [localtime(one.claimed_at or one.at).date() for one in steps]
    days = city_calendar().working_days_between(min(moments), max(moments)) if moments else 0
    happened = Walked(
        days=days,
        trips=max((one.trip for one in steps), default=0),
        materials=[(material.name, material.again) for one in steps for material in one.materials.all()],
        steps=[one.name for one in steps],
    )
    return compare_with_promise(promise_of(walk.item_version), happened)
