"""What firms say of a steward: counted, and only where no single firm can be guessed behind it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from bihuan.domain.liaison.choices import CONTENT
from bihuan.domain.liaison.models import StewardRating
from bihuan.kernel.calendar import day_of
from bihuan.kernel.calendar.moments import at_moment
from bihuan.kernel.parameters.values import value


@dataclass(frozen=True, slots=True)
class FirmsWord:
    """Of this year. content: None where they are fewer than `least`: then it is not told, and nobody infers it."""

    ratings: int
    content: int | None
    least: int


def firms_word_on(stewards: Collection[int], *, at: datetime) -> FirmsWord:
    """基本满意 and above among the ratings that these cadres were given this year."""
    on = day_of(at)
    least: int = value("liaison.rating_least", on=on)
    rows = StewardRating.objects.filter(
        steward__in=stewards, at__gte=at_moment(on.replace(month=1, day=1), 0), at__lte=at
    )
    said = rows.aggregate(all=Count("pk"), content=Count("pk", filter=Q(rating__in=sorted(CONTENT))))
    return FirmsWord(said["all"], said["content"] if said["all"] >= least else None, least)
