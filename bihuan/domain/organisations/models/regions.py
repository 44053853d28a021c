"""Regions: codes with validity periods."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from bihuan.domain.organisations.choices import CodeStandard, RegionKind


class Region(models.Model):
    """One code in one period. A county that becomes a city gets a new row; the old one keeps its last day and names its successor."""

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=RegionKind.pairs)
    standard = models.CharField(
        "代码标准", max_length=12, choices=CodeStandard.pairs, default=CodeStandard.GB2260
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=100, blank=True)  # ids from the root to here: `/1/5/12/`
    from_on = models.DateField("启用日", null=True, blank=True)  # null: since ever
    to_on = models.DateField("最后一日", null=True, blank=True)  # the last day on which it is valid
    successor_code = models.CharField("继任代码", max_length=12, blank=True)

    class Meta:
        verbose_name = "区域"
        constraints = [
            # reader: region_on
            models.UniqueConstraint(fields=["code", "from_on"], name="region_code_period"),
            models.UniqueConstraint(fields=["code"], name="region_code_first", condition=Q(from_on=None)),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(from_on__lte=F("to_on")), name="region_period"
            ),
        ]
        # reader: everything inside a region
        indexes = [models.Index(fields=["path"], name="region_path")]

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """From the nearest to the root, without itself."""
        return tuple(int(part) for part in self.path.strip("/").split("/")[-2::-1] if part)

    def is_valid(self, *, on: date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (self.to_on is None or on <= self.to_on)
