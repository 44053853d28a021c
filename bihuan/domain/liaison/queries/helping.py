"""What can be offered under an aspect on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from bihuan.domain.liaison.models import Help


def helps_on(day: date) -> QuerySet[Help]:
    """The catalogue of a day."""
    held = Help.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), from_on__lte=day)
    return held.select_related("provider").order_by("aspect", "id")


def helps_for(aspect: str, *, on: date) -> QuerySet[Help]:
    return helps_on(on).filter(aspect=aspect)
