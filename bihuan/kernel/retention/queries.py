"""What has ended and still names somebody."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import F, QuerySet

from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.retention.nouns import Retained


def kept(noun: Retained) -> QuerySet[Any]:
    """Rows that have ended and are not blanked; `retention_from`: since when it counts."""
    rows = noun.model._default_manager.filter(**{f"{noun.ended}__isnull": False}, blanked_at=None)
    ended: QuerySet[Any] = rows.annotate(retention_from=F(noun.ended))
    return ended


def moment_of(ended: date | datetime) -> datetime:
    """A day is over when it began: what ended with it was no more on that day."""
    if isinstance(ended, datetime):
        return ended
    return datetime.combine(ended, time(), tzinfo=CITY_TIME)
