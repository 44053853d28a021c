"""Notices that the city loaded itself, when the State Council has published a year that does not ship yet, or changed one."""

from django.db import models
from django.db.models import F, Q

from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.subjects import Subject


class CalendarNotice(models.Model):
    """A year's holidays and make-up days as YAML. Asked for by one person, activated by another; of one year the last activated holds."""

    year = models.PositiveSmallIntegerField("年份")
    document = models.CharField("通知", max_length=300)
    text = models.TextField("放假安排")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    activated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "放假安排"
        constraints = [
            models.CheckConstraint(
                condition=Q(activated_by=None) | ~Q(activated_by=F("proposed_by")),
                name="calendar_notice_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.document

    @property
    def subject(self) -> Subject:
        return Subject("calendar_notice", self.pk)
