"""决不能走过场: what looks like theatre. A rule finds it when it ends; a person decides; until then it is not counted."""

from django.db import models
from django.db.models import Q

from bihuan.domain.walkthroughs.models.sittings import Sitting
from bihuan.domain.walkthroughs.models.walks import Walk
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class Doubt(models.Model):
    """One rule that fired on one sitting or walk. `genuine`: a person's answer, with reason; empty while nobody has looked."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="doubts")
    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, null=True, related_name="doubts")
    code = models.CharField(max_length=24)
    found_at = models.DateTimeField()
    genuine = models.BooleanField("属实", null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            # reader: the office's list of doubtful ones
            models.Index(fields=["found_at"], name="doubt_open", condition=Q(genuine=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "code"], name="doubt_sitting_once"),
            models.UniqueConstraint(fields=["walk", "code"], name="doubt_walk_once"),
            models.CheckConstraint(
                condition=Q(sitting=None, walk__isnull=False) | Q(sitting__isnull=False, walk=None),
                name="doubt_of_one",
            ),
            models.CheckConstraint(
                condition=Q(genuine=None, decided_at=None)
                | Q(genuine__isnull=False, decided_at__isnull=False),
                name="doubt_decided_has_moment",
            ),
        ]
