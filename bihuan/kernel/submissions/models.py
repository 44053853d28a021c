"""What was asked once, and its answer."""

from django.db import models
from django.db.models import Q


class Submission(models.Model):
    """One key of one actor: the API's Idempotency-Key, a form's hidden field, a phone's offline key, an import's (source, external id).

    lasting: kept for good, because the same row may be imported again after years.
    """

    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()
    lasting = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="submission_once")]
        indexes = [
            # reader: forget_submissions
            models.Index(fields=["at"], name="submission_old", condition=Q(lasting=False))
        ]
