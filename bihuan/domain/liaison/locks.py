"""How the kernel's jobs, which know a subject's id only, lock a row of this room."""

from collections.abc import Callable, Mapping

from bihuan.domain.liaison.models import (
    Edition,
    Help,
    Need,
    Pairing,
    PairingPlan,
    Project,
    Promise,
    StewardRequest,
    Visit,
)
from bihuan.kernel.tracked import Kept


def _lock_of(model: type[Kept]) -> Callable[[int], object]:
    def lock(pk: int) -> object:
        return model._default_manager.select_for_update(of=("self",)).get(pk=pk)

    return lock


LOCKS: Mapping[str, Callable[[int], object]] = {
    str(model.noun): _lock_of(model)
    for model in (
        Pairing,
        PairingPlan,
        StewardRequest,
        Visit,
        Promise,
        Need,
        Help,
        Edition,
        Project,
    )
}
