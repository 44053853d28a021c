"""The demo's clock: at most one row, and none outside the demo."""

from django.db import models


class DemoClock(models.Model):
    """Where the clock was moved to, and what the machine said at that moment."""

    moved_to = models.DateTimeField()
    machine_at = models.DateTimeField()

    class Meta:
        verbose_name = "演示时钟"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="demo_clock_is_one_row"),
        ]
