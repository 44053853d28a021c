"""Whose hands: in time (custody) and in person (hands)."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.choices import Stage, Step
from bihuan.domain.cases.models.case import Case
from bihuan.kernel.access.models import Person


class Custody(models.Model):
    """时间账: exactly one office holds the case at any time, so lateness is always somebody's and the days add up to the time that passed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="custodies")
    office = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=16, choices=Stage.pairs)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # reader: the same account for a unit and a period
            models.Index(fields=["office", "from_at"], name="custody_office"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="custody_one_open", condition=Q(to_at=None)),
            models.CheckConstraint(
                condition=Q(to_at=None) | Q(to_at__gte=models.F("from_at")), name="custody_forward"
            ),
        ]


class Hand(models.Model):
    """One person's hand in one step of one round. Persons that must differ are compared here, absent principals included."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hands")
    round = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=16, choices=Step.pairs)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    acting_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: facts_of(case)
            models.Index(fields=["case"], name="hand_case"),
        ]
