"""What all remedies have: a number, a version, an office in charge, a beginning and an end; and who sees them."""

from typing import ClassVar

from django.db import models

from bihuan.kernel.choices import Codes
from bihuan.kernel.tracked import Tracked


class Remedy(Tracked):
    """`office` is the city or county whose 双优化办 answers for it."""

    noun: ClassVar[Codes]
    limits: ClassVar[str] = "remedies.limit"  # the parameter that says how long each step may take

    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任办公室"
    )
    opened_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        abstract = True


class RemedyParty(models.Model):
    """Visibility is rows. `needs_role`: only those of the holder who have it, as the inspectors of a discipline commission."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    holder = models.CharField(max_length=40)  # an actor's key: `office:12`, `person:7`
    needs_role = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            # reader: what is visible to an actor, newest first
            models.Index(fields=["subject_kind", "holder", "-subject_id"], name="remedy_party_holder"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "holder", "needs_role"], name="remedy_party_once"
            ),
        ]
