"""Who owes which verb on what by when. Legs, promise, triage, orders, approvals, visits, instructions all use this one table."""

from typing import Any

from django.db import models
from django.db.models import Q

from bihuan.kernel.journal.subjects import Subject


class Duty(models.Model):
    """One thing owed. `due_at` is an index over `calendar.due_moment(started_at, limit, pauses)`, which is asked again before anyone acts on it."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    item = models.CharField(max_length=40, blank=True)  # a part of the subject, e.g. `leg:12`
    verb = models.CharField(max_length=40)
    holder = models.CharField(max_length=40)  # an actor's key: `office:12`, `person:7`
    role = models.CharField(max_length=40, blank=True)  # only those of the holder who have it
    started_at = models.DateTimeField()
    limit = models.CharField(
        max_length=20, blank=True
    )  # `3 wd`; see calendar.Limit; empty: due_at was fixed by hand
    due_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    alert_at = models.DateTimeField(
        null=True, blank=True
    )  # when somebody must next look: warning first, then due
    alerted = models.CharField(max_length=8, blank=True, choices=[("yellow", "黄灯"), ("red", "红灯")])
    done_at = models.DateTimeField(null=True, blank=True)
    dropped = models.BooleanField(default=False)  # ended without being done: returned, superseded
    late_minutes = models.PositiveIntegerField(default=0)  # frozen when it ended, in working minutes

    class Meta:
        verbose_name = "待办"
        indexes = [
            # reader: my work, by due
            models.Index(
                fields=["holder", "due_at", "id"], name="duty_open_holder", condition=Q(done_at=None)
            ),
            # reader: the deadline job
            models.Index(
                fields=["alert_at"], name="duty_open_alert", condition=Q(done_at=None, alert_at__isnull=False)
            ),
            # reader: a subject's page and its actions
            models.Index(fields=["subject_kind", "subject_id"], name="duty_subject"),
            # reader: recomputation after a holiday notice
            models.Index(
                fields=["id"], name="duty_open_provisional", condition=Q(done_at=None, provisional=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "item", "verb", "holder"],
                name="duty_owed_once",
                condition=Q(done_at=None),
            ),
        ]

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)

    @property
    def is_open(self) -> bool:
        return self.done_at is None

    def is_late(self, *, at: Any) -> bool:
        """Past its due moment and still owed."""
        return self.done_at is None and self.due_at is not None and at > self.due_at


class Pause(models.Model):
    """A stretch in which a duty's clock stood still; pauses are rows that are added up."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="pauses")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty"], name="duty_one_open_pause", condition=Q(to_at=None)),
        ]
