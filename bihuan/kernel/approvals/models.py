"""Asked by one, decided by another, with reason, document and expiry. The database keeps the persons different."""

from django.db import models
from django.db.models import F, Q

from bihuan.kernel.access.models import Person
from bihuan.kernel.approvals.choices import ApprovalState
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note


def _not_the_askers(field: str) -> Q:
    """Null, or neither the asker nor the one for whom was asked."""
    other = ~Q(**{field: F("asked_by")}) & (Q(asked_for=None) | ~Q(**{field: F("asked_for")}))
    return Q(**{field: None}) | other


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
    # The absent person whose work the asker covered: a hand too.
    asked_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ApprovalState.pairs, default=ApprovalState.ASKED)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)  # when it ended, in whichever way
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
            # reader: the expiry job
            models.Index(
                fields=["expires_at"],
                name="approval_open_expiry",
                condition=Q(decided_at=None, expires_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=_not_the_askers("decided_by"), name="approval_two_persons"),
            models.CheckConstraint(condition=_not_the_askers("decided_for"), name="approval_two_hands"),
            models.CheckConstraint(
                condition=Q(state=ApprovalState.ASKED, decided_at=None)
                | (~Q(state=ApprovalState.ASKED) & Q(decided_at__isnull=False)),
                name="approval_ended_has_moment",
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

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @property
    def granted(self) -> bool | None:
        """True or False once somebody decided; None while nobody has, and when it was withdrawn or expired."""
        return {ApprovalState.GRANTED: True, ApprovalState.REFUSED: False}.get(ApprovalState(self.state))
