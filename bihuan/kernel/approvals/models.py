"""Asked by one, decided by another, with reason, document and expiry. The database keeps the two persons different."""

from django.db import models
from django.db.models import F, Q

from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note


class Approval(models.Model):
    """One request for a yes. Its effect is the deciding action's; this row only says who asked what and who answered."""

    kind = models.CharField(max_length=40)  # a code of ApprovalKind
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    item = models.CharField(max_length=40, blank=True)
    payload = models.JSONField(default=dict)  # what was asked for; no personal data
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=120, blank=True)
    holder = models.CharField(max_length=40)  # who is to decide
    role = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "审批"
        indexes = [
            # reader: the one queue page
            models.Index(
                fields=["holder", "asked_at", "id"], name="approval_open_holder", condition=Q(decided_at=None)
            ),
            # reader: a subject's page
            models.Index(fields=["subject_kind", "subject_id"], name="approval_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="approval_two_persons"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_kind", "subject_id", "item"],
                name="approval_asked_once",
                condition=Q(decided_at=None),
            ),
        ]

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)
