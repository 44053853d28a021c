"""The month's sample of intake and dispatch, the same whoever asks and whenever."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from bihuan.domain.cases.choices import ReviewKind
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.rules.reviewing import in_sample
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.parameters.values import value


def review_sample(actor: Actor, kind: ReviewKind, *, month: date) -> QuerySet[Case]:
    """The sampled cases of a month that wait to be looked at, by number."""
    start = datetime.combine(month.replace(day=1), time(), tzinfo=CITY_TIME)
    after = datetime.combine((start.date() + timedelta(days=32)).replace(day=1), time(), tzinfo=CITY_TIME)
    percent = value("cases.review_sample", on=month)
    taken = Case.objects.filter(registered_at__gte=start, registered_at__lt=after)
    if kind == ReviewKind.DISPATCH:
        taken = taken.exclude(dispatched_at=None)
    numbers = taken.exclude(reviews__kind=kind).values_list("pk", "number")
    sampled = [pk for pk, number in numbers if in_sample(number or "", kind, percent=percent)]
    return cases_visible_to(actor).filter(pk__in=sampled).order_by("number")
