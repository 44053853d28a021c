"""专项治理: scope, period, lead office, problem areas, ledger, effect. It groups cases of any source."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.choices import CampaignState, Noun
from bihuan.domain.remedies.models.base import Remedy
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Campaign(Remedy, Blankable):
    """`code` is what cases carry. The number of areas may be known before their names are: they stay codes until a city names them."""

    noun = Noun.CAMPAIGN

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=100)
    state = models.CharField(
        "状态", max_length=12, choices=CampaignState.pairs, default=CampaignState.RUNNING
    )
    scope = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="范围"
    )
    from_on = models.DateField("开始")
    to_on = models.DateField("结束")
    lead = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="牵头单位"
    )
    effect = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="成效"
    )

    class Meta:
        verbose_name = "专项治理"
        indexes = [
            to_blank("campaign", "ended_at"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="campaign_period"),
        ]


class ProblemArea(models.Model):
    """One kind of problem that the campaign looks for. An empty name is honest: the source said how many, not which."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField("代码", max_length=40)
    name = models.CharField("名称", max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="area_code_once")]

    def __str__(self) -> str:
        return self.name or f"{self.code}（待命名）"


class CampaignCase(models.Model):
    """A case on the campaign's ledger, in one of its areas."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="campaign_cases")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="campaign_case")
    area = models.ForeignKey(ProblemArea, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: the ledger by area
            models.Index(fields=["campaign", "area", "case"], name="campaign_case_area"),
        ]
