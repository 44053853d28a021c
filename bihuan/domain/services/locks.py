"""How the kernel's jobs, which know a subject's id only, lock one of these."""

from collections.abc import Callable, Mapping

from django.db.models import Model

from bihuan.domain.services.models import Handling, Item, Joint, Matter, Rating, Task


def _lock_of(model: type[Model]) -> Callable[[int], object]:
    def lock(pk: int) -> object:
        return model._default_manager.select_for_update(of=("self",)).get(pk=pk)

    return lock


LOCKS: Mapping[str, Callable[[int], object]] = {
    "item": _lock_of(Item),
    "joint": _lock_of(Joint),
    "matter": _lock_of(Matter),
    "task": _lock_of(Task),
    "handling": _lock_of(Handling),
    "rating": _lock_of(Rating),
}
