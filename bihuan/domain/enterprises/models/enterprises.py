"""Enterprises and their names over time."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.enterprises.choices import SizeClass, Standing
from bihuan.domain.organisations.models import Region
from bihuan.kernel.journal.subjects import Subject


class Enterprise(models.Model):
    """One firm. `name` is what it is called now; `industry` a code of GB/T 4754; `size_class` the last year's by the statistics rule.

    A duplicate that was merged stays as a row and names its survivor, which is never itself merged away.
    """

    # null: known by name only, until somebody finds the code
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True, null=True, blank=True)
    name = models.CharField("名称", max_length=120)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.CharField("地址", max_length=200, blank=True)
    industry = models.CharField("行业代码", max_length=5, blank=True)
    size_class = models.CharField("规模", max_length=8, choices=SizeClass.pairs, blank=True)
    standing = models.CharField("经营状态", max_length=12, choices=Standing.pairs, default=Standing.OPERATING)
    founded_on = models.DateField("成立日", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "企业"
        indexes = [
            # reader: pickers and imports, by name
            models.Index(fields=["name"], name="enterprise_name"),
            # reader: enterprises_visible_to of a county, in the order of the list
            models.Index(fields=["region", "id"], name="enterprise_region"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | (Q(merged_into__isnull=False, merged_at__isnull=False) & ~Q(merged_into=F("id"))),
                name="enterprise_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("enterprise", self.pk)

    @property
    def code(self) -> str:
        """Public key: the USCC, or `E<id>` as long as none is known."""
        return self.uscc or f"E{self.pk}"


class EnterpriseName(models.Model):
    """A name that a firm bore until a day, or under which a merged duplicate was kept."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="past_names")
    name = models.CharField("曾用名", max_length=120)
    to_on = models.DateField("最后一日")  # the last day on which it was called so
    was_own = models.BooleanField(default=True)  # false: the name of a duplicate that was merged

    class Meta:
        verbose_name = "曾用名"
        indexes = [
            # reader: finding a firm by a name that it no longer bears
            models.Index(fields=["name"], name="enterprise_past_name"),
        ]
