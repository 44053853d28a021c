"""What has ended and still names somebody."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.retention.nouns import Retained


def kept(noun: Retained) -> QuerySet[Any]:
    """Rows that have ended and are not blanked. That one was blanked is its chain's to say: no row is marked."""
    blanked = Entry.objects.filter(subject_kind=noun.kind, subject_id=OuterRef("pk"), event=noun.event)
    rows = noun.model._default_manager.filter(**{f"{noun.ended}__isnull": False})
    ended: QuerySet[Any] = rows.annotate(retention_from=F(noun.ended)).filter(~Exists(blanked))
    return ended


def moment_of(ended: date | datetime) -> datetime:
    """A day is over when it began: what ended with it was no more on that day."""
    if isinstance(ended, datetime):
        return ended
    return datetime.combine(ended, time(), tzinfo=CITY_TIME)
