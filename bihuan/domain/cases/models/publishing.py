"""公开: what everybody may read of a finished case."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.models.case import Case
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note


class Publication(models.Model):
    """A question and its answer, written by a person for everybody: never the reporter's words, so it survives retention.

    Withdrawn ones keep their row. Category, place, unit and days are copied, because the case is nobody's to read.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField("标题", max_length=120)
    question = models.TextField("反映的问题")
    answer = models.TextField("办理结果")
    category = models.CharField("类别", max_length=80, blank=True)
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="地区"
    )
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="办理单位"
    )
    outcome = models.CharField("办理结果类别", max_length=16, blank=True)
    registered_on = models.DateField("反映日期")
    finished_on = models.DateField("办结日期")
    published_at = models.DateTimeField("公开时间")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdrawn_reason = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "公开的办理结果"
        indexes = [
            # reader: the portal's list, newest first
            models.Index(fields=["-id"], name="publication_shown", condition=Q(withdrawn_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="publication_one_per_case", condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Subject:
        return Subject("publication", self.pk)

    @property
    def days(self) -> int:
        """Natural days from the report to the end."""
        return (self.finished_on - self.registered_on).days
