"""What is known of a firm for a year."""

from django.db import models

from bihuan.domain.enterprises.choices import AboveScaleKind, SizeClass
from bihuan.domain.enterprises.models.enterprises import Enterprise


class EnterpriseYear(models.Model):
    """The figures of one year and the size class that the rule gives. A null figure is unknown, never zero."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField("年度")
    staff = models.PositiveIntegerField("从业人员", null=True, blank=True)
    revenue_fen = models.BigIntegerField("营业收入（分）", null=True, blank=True)
    assets_fen = models.BigIntegerField("资产总额（分）", null=True, blank=True)
    size_class = models.CharField("规模", max_length=8, choices=SizeClass.pairs, blank=True)

    class Meta:
        verbose_name = "年度数据"
        constraints = [models.UniqueConstraint(fields=["enterprise", "year"], name="enterprise_year_once")]


class AboveScale(models.Model):
    """A firm counted as above-scale in a year, by kind."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="above_scale")
    kind = models.CharField("类别", max_length=16, choices=AboveScaleKind.pairs)
    year = models.PositiveSmallIntegerField("年度")

    class Meta:
        verbose_name = "规上标记"
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "kind", "year"], name="above_scale_once"),
        ]
        # reader: the base set of a year's pairing and rates
        indexes = [models.Index(fields=["year", "kind", "enterprise"], name="above_scale_year")]
