"""The one clock. Nobody but the server tells the time, and only faces and jobs ask: everything below them is handed `at`.

In the demo the clock is one row that only moves forward (`move_clock`), so that one can stand on another day. Order is never a
timestamp: it is a sequence, so that a machine whose clock steps backwards breaks nothing. See `docs/kernel/clock.md`.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from bihuan.kernel.doors import door

if TYPE_CHECKING:
    from bihuan.kernel.clock.actions import move_clock

__getattr__ = door(__name__, move_clock="actions")


def now() -> datetime:
    """The moment it is, aware, in UTC. In the demo: where the clock was moved to, plus the time that passed since."""
    machine = timezone.now().astimezone(UTC)
    if not settings.DEMO:
        return machine
    from bihuan.kernel.clock.queries import demo_moment  # models cannot be imported while apps load

    return demo_moment(machine)


__all__ = ["move_clock", "now"]
