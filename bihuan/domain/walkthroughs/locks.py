"""How the kernel's jobs, which know a subject's id only, lock one of ours."""

from collections.abc import Callable, Mapping

from bihuan.domain.walkthroughs.models import Finding, HandlingLog, Roster, Sitting, Walk, WalkTask
from bihuan.domain.walkthroughs.models.base import Walkthrough

NOUNS: tuple[type[Walkthrough], ...] = (Roster, Sitting, Walk, Finding, WalkTask, HandlingLog)


def _lock_of(model: type[Walkthrough]) -> Callable[[int], object]:
    def lock(pk: int) -> object:
        return model._default_manager.select_for_update(of=("self",)).get(pk=pk)

    return lock


LOCKS: Mapping[str, Callable[[int], object]] = {str(model.noun): _lock_of(model) for model in NOUNS}
