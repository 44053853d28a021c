"""How the kernel's jobs, which know a subject's id only, lock one of these."""

from collections.abc import Callable, Mapping

from bihuan.domain.services.models import Item


def lock_item(pk: int) -> object:
    return Item.objects.select_for_update(of=("self",)).get(pk=pk)


LOCKS: Mapping[str, Callable[[int], object]] = {"item": lock_item}
