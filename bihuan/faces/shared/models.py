"""What the faces themselves remember: how often somebody asked."""

from typing import ClassVar

from django.db import models


class RateWindow(models.Model):
    """How often one key was used in one stretch of time."""

    digest = models.CharField(max_length=64, unique=True)  # HMAC of key and window
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField()

    objects: ClassVar[models.Manager["RateWindow"]] = models.Manager()

    class Meta:
        indexes = [
            # reader: forget_rates
            models.Index(fields=["ends_at"], name="rate_window_ends"),
        ]
