"""Which region a code meant on a day."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from bihuan.domain.organisations.models import Region
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.refusals import NotVisible


def regions_on(day: date) -> QuerySet[Region]:
    """The regions whose code is valid on a day."""
    return Region.objects.filter(Q(from_on=None) | Q(from_on__lte=day), Q(to_on=None) | Q(to_on__gte=day))


def region_on(code: str, day: date) -> Region | None:
    """The region that bore this code on that day; None where the code was not (or no longer) valid."""
    return regions_on(day).filter(code=without_nul(code)).first()


def region_for(code: str, *, on: date) -> Region:
    """The gate: the region of a code on a day; a code that has ended leads to its successor."""
    code = without_nul(code)
    for _ in range(5):  # a chain of successors; the longest real one has two links
        region = region_on(code, on)
        if region is not None:
            return region
        ended = (
            Region.objects.filter(code=code, to_on__lt=on)
            .exclude(successor_code="")
            .order_by("-to_on")
            .first()
        )
        if ended is None:
            break
        code = ended.successor_code
    raise NotVisible("no_such_region", "没有这个区划代码，或者它在那一天还没有启用。", "请从区域名单中选择。")


def ancestors_of(region: Region) -> list[Region]:
    """Everything above it, nearest first; one query."""
    above = Region.objects.in_bulk(region.ancestor_ids)
    return [above[pk] for pk in region.ancestor_ids]


def regions_inside(region: Region) -> QuerySet[Region]:
    """It and everything in it, codes of every period."""
    return Region.objects.filter(path__startswith=region.path)


def find_regions(words: str, *, on: date | None = None, limit: int = 20) -> list[Region]:
    """Regions valid on a day (or not ended) whose name contains the words or whose code begins with them; whole areas before towns."""
    valid = regions_on(on) if on else Region.objects.filter(to_on=None)
    words = without_nul(words)
    near = valid.filter(Q(name__contains=words) | Q(code__startswith=words))
    return list(near.select_related("parent").order_by(Length("code"), "code")[:limit])
