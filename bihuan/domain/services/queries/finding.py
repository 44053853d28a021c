"""办事搜索: items in force that say what was asked for, in the catalogue's words or in people's."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries.versions import versions_in_force
from bihuan.domain.services.rules.finding import parts_of, ways_to_say
from bihuan.kernel.parameters.values import value
from bihuan.kernel.search.queries import matching


def find_services(words: str, *, on: date) -> tuple[QuerySet[ItemVersion], bool]:
    """Those in force on a day that match; and whether all was said, or only a part of it could be found."""
    in_force = versions_in_force(on).select_related("item__unit")
    if not words.strip():
        return in_force, True
    groups, fillers = value("services.synonyms", on=on), value("services.filler_words", on=on)
    found = _any_of(in_force, ways_to_say(words, groups, fillers))
    if found.exists():
        return found, True
    deeds = value("services.deed_words", on=on)
    return _any_of(in_force, parts_of(words, groups, fillers, deeds)), False


def text_of(version: ItemVersion) -> str:
    """What people find an item by: its name, what comes out of it, who may have it."""
    return f"{version.name}\n{version.result}\n{version.conditions}"


def item_texts() -> Iterator[tuple[int, str]]:
    """The last published version of everything that is offered."""
    for version in versions_in_force(date.max).iterator():
        yield version.item_id, text_of(version)


def _any_of(versions: QuerySet[ItemVersion], ways: list[str]) -> QuerySet[ItemVersion]:
    if not ways:
        return versions.none()
    said = reduce(or_, (Q(item__in=matching(Item.objects.all(), "item", way).values("pk")) for way in ways))
    return versions.filter(said)
