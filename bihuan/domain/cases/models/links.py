"""How cases belong together."""

from django.db import models

from bihuan.domain.cases.choices import Boundary, LinkKind, Outcome
from bihuan.domain.cases.models.case import Case
from bihuan.kernel.notes.models import Note


class Link(models.Model):
    """`case` is merged into / split from / a recurrence of `other`. Undone links keep their row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked")
    kind = models.CharField(max_length=16, choices=LinkKind.pairs)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "other", "kind"], name="link_once", condition=models.Q(undone_at=None)
            ),
        ]


class Transfer(models.Model):
    """移送: to whom, on which basis, and what came back. Counted apart from our own rates."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    basis = models.CharField(max_length=16, choices=Boundary.pairs)
    organ = models.CharField("移送给", max_length=80)
    acceptance_number = models.CharField("对方受理编号", max_length=80, blank=True)
    explanation = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.pairs, blank=True)
    answer = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
