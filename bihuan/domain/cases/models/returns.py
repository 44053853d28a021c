"""退单与裁定: who asked to be rid of a part, who answered, and who spent the time."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.models.case import Case
from bihuan.domain.cases.models.leg import Leg
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note


class Return(models.Model):
    """退单: the holder of a part names the proper unit and the duty clause. It takes effect when the section head has signed.

    charged: when it was decided, who spent how many working minutes, as [[office code, minutes], …].
    shortfall: the working minutes by which the new part runs beyond the returned one, since nobody gets less than the least.
    """

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="returns")
    proper = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="应由谁办"
    )
    clause = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+", verbose_name="职责依据")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField("升级裁定于", null=True)
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField("同意", null=True)  # null at the end: the part was recalled or left the loop
    charged = models.JSONField(default=list)
    shortfall = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "退单"
        indexes = [
            # reader: the job that lifts what nobody answered
            models.Index(
                fields=["signed_at"],
                name="return_unanswered",
                condition=Q(decided_at=None, lifted_at=None, signed_at__isnull=False),
            ),
        ]
        constraints = [
            # reader: the one open return of a part
            models.UniqueConstraint(fields=["leg"], name="return_one_open", condition=Q(decided_at=None)),
        ]


class Precedent(models.Model):
    """裁定先例: what an arbiter decided belongs where, and why. Found by category, region, respondent and words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="precedents")
    category = models.CharField(max_length=80, blank=True)
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, null=True, related_name="+")
    respondent = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, null=True, related_name="+"
    )
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="裁定由谁办"
    )
    reasons = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    last_resort = models.BooleanField("兜底", default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "裁定先例"
        indexes = [
            # reader: suggest_dispatch, newest first
            models.Index(fields=["category", "-id"], name="precedent_category"),
        ]

    @property
    def subject(self) -> Subject:
        return Subject("precedent", self.pk)
