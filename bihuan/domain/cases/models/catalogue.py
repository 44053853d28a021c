"""派单目录: dated data that says where a kind of problem goes."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.cases.models.returns import Precedent
from bihuan.kernel.journal.subjects import Subject


class DispatchRule(models.Model):
    """One row: category × region × respondent → lead, co-handlers, limit; from a day until a day, with its document.

    An empty category, region or respondent means any; the most specific row that is in force on the day comes first. A category stands
    for everything under it (`城乡建设` for `城乡建设/安全生产`), a region for everything inside it.
    """

    category = models.CharField("类别", max_length=80, blank=True)
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="地区"
    )
    respondent = models.ForeignKey(
        "organisations.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="被反映单位",
    )
    lead = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="主办单位"
    )
    co_offices = models.ManyToManyField("organisations.Office", related_name="+", verbose_name="协办单位")
    limit = models.CharField("办理时限", max_length=20, blank=True)
    from_on = models.DateField("起")
    until_on = models.DateField("止（含）", null=True)
    document = models.CharField("依据文件", max_length=120)
    precedent = models.ForeignKey(Precedent, on_delete=models.PROTECT, null=True, related_name="rules")

    class Meta:
        verbose_name = "派单目录"
        indexes = [
            # reader: suggest_dispatch, by the category and those above it
            models.Index(fields=["category", "from_on"], name="dispatch_rule_category"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="dispatch_rule_period"
            ),
        ]

    @property
    def subject(self) -> Subject:
        return Subject("dispatch_rule", self.pk)
