"""Duty rosters for nights and holidays."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.organisations.choices import ShiftRank
from bihuan.domain.organisations.models.offices import Office
from bihuan.kernel.access.models import Person


class Shift(models.Model):
    """One person on duty for one office from a moment to a moment: first, next, or the leader on duty."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    rank = models.CharField("班次", max_length=8, choices=ShiftRank.pairs, default=ShiftRank.FIRST)
    from_at = models.DateTimeField("起")
    to_at = models.DateTimeField("止")

    class Meta:
        verbose_name = "值班"
        # reader: on_duty, and the roster page of an office
        indexes = [models.Index(fields=["office", "to_at", "from_at"], name="shift_office")]
        constraints = [models.CheckConstraint(condition=Q(from_at__lt=F("to_at")), name="shift_period")]
