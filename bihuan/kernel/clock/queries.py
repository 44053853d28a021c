"""Where the demo's clock stands."""

from datetime import UTC, datetime

from bihuan.kernel.clock.models import DemoClock
from bihuan.kernel.clock.rules import standing_at


def demo_moment(machine: datetime) -> datetime:
    """The demo's time when the machine says `machine`; the machine's own while nobody moved the clock."""
    row = DemoClock.objects.filter(pk=1).first()
    if row is None:
        return machine
    return standing_at(moved_to=row.moved_to, machine_at=row.machine_at, machine=machine).astimezone(UTC)
