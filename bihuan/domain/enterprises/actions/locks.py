"""Lock what an action changes."""

from bihuan.domain.enterprises.models import Enterprise
from bihuan.kernel.journal import last_seq
from bihuan.kernel.refusals import Changed


def lock_enterprise(enterprise: Enterprise, *, seen: int | None = None) -> Enterprise:
    """The row, locked until the transaction ends; refuses when something was done to it that the actor has not seen."""
    locked = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    if seen is not None and last_seq(locked.subject) != seen:
        raise Changed(seen=seen)
    return locked
