"""The vocabulary that verbs choose items from."""

from typing import Any

from bihuan.domain.services.models import ItemVersion
from bihuan.domain.services.queries import item_for, items_visible_to
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.verbs import Picker

FEW = 31


def find_items(actor: Actor, words: str) -> list[Any]:
    found = items_visible_to(actor)
    said = without_nul(words)
    if said:
        named = ItemVersion.objects.filter(name__contains=said).values("item")
        found = found.filter(task_code=said) | found.filter(pk__in=named)
    return list(found.prefetch_related("versions").order_by("task_code")[:FEW])


def label(item: Any) -> str:
    versions = sorted(item.versions.all(), key=lambda version: version.place)
    return f"{versions[-1].name if versions else ''}（{item.task_code}）"


PICKERS = (Picker("item", find_items, item_for, lambda item: str(item.task_code), label),)
