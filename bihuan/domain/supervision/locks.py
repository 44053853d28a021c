"""How the kernel's jobs, which know a subject's id only, lock what is here."""

from collections.abc import Callable, Mapping

from bihuan.domain.remedies.locks import lock_of
from bihuan.domain.supervision.models import Card, Circular, Interview, Outage, Supervision

LOCKS: Mapping[str, Callable[[int], object]] = {
    str(model.noun): lock_of(model) for model in (Card, Supervision, Outage, Interview, Circular)
}
