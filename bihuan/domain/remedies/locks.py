"""How the kernel's jobs, which know a subject's id only, lock a remedy."""

from collections.abc import Callable, Mapping

from bihuan.domain.remedies.models import Campaign, DisciplineClue, LongTerm, Order, Remedy, Upward


def lock_of(model: type[Remedy]) -> Callable[[int], object]:
    """Locks one by its id."""

    def lock(pk: int) -> object:
        return model._default_manager.select_for_update(of=("self",)).get(pk=pk)

    return lock


LOCKS: Mapping[str, Callable[[int], object]] = {
    str(model.noun): lock_of(model) for model in (Order, Upward, Campaign, LongTerm, DisciplineClue)
}
