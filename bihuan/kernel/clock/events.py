"""What can be journalled of the clock."""

from bihuan.kernel.journal.events import Event

EVENTS = (Event("clock.move", "调时", "演示时钟调到 {to}。"),)
