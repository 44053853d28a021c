"""抽查: monthly, a sample of intake and dispatch is looked at again, to coach and not to punish."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.choices import ReviewKind
from bihuan.domain.cases.models.case import Case
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class Review(models.Model):
    """One look at how a case was taken in or dispatched."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField("抽查什么", max_length=12, choices=ReviewKind.pairs)
    sound = models.BooleanField("做得对")
    coaching = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="辅导意见"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="review_once"),
            models.CheckConstraint(
                condition=Q(sound=True) | Q(coaching__isnull=False), name="review_coaches_what_is_not_sound"
            ),
        ]
