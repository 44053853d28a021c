"""What all remedies have: a number, a version, an office in charge, a beginning and an end; and who sees them."""

from typing import ClassVar

from django.db import models

from bihuan.domain.remedies.choices import Noun
from bihuan.kernel.journal.subjects import Subject


class Remedy(models.Model):
    """`version` is the seq of its last journal entry; `office` is the city or county whose 双优化办 answers for it."""

    noun: ClassVar[Noun]

    # Drawn last in the transaction that makes it, hence null for a moment.
    number = models.CharField("编号", max_length=16, unique=True, null=True)
    version = models.PositiveIntegerField(default=0)
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任办公室"
    )
    opened_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number or "未编号"

    @property
    def subject(self) -> Subject:
        return Subject(str(self.noun), self.pk)


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
