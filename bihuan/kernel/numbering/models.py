"""Gap-free numbers per kind and year."""

from django.db import models


class Counter(models.Model):
    """The last number drawn. Locked by its UPDATE until the transaction ends: draw it last."""

    kind = models.CharField(max_length=32)
    year = models.PositiveIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="counter_kind_year")]
