"""Who owes which verb on what by when. Legs, promise, triage, orders, approvals, visits, instructions all use this one table."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from bihuan.kernel.duties.choices import Light
from bihuan.kernel.journal.subjects import Subject


class Duty(models.Model):
    """One thing owed. `due_at` is an index over `rules.due_of(calendar, terms)`, which is asked again before anyone acts on it."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    item = models.CharField(max_length=40, blank=True)  # a part of the subject, e.g. `leg:12`
    verb = models.CharField(max_length=40)
    holder = models.CharField(max_length=40)  # an actor's key: `office:12`, `person:7`
    role = models.CharField(max_length=40, blank=True)  # only those of the holder who have it
    started_at = models.DateTimeField()
    # `3 wd`, with what was granted on top `15 wd + 10 wd`; empty: agreed_at, or no due moment at all
    limit = models.CharField(max_length=80, blank=True)
    # a due moment fixed by hand: a promised date, an extension to a date
    agreed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # empty too while the clock stands still
    provisional = models.BooleanField(default=False)
    # when somebody must next look: warning first, then due
    alert_at = models.DateTimeField(null=True, blank=True)
    alerted = models.CharField(max_length=8, blank=True, choices=Light.pairs)  # the light that is on
    done_at = models.DateTimeField(null=True, blank=True)
    dropped = models.BooleanField(default=False)  # ended without being done: returned, superseded
    # frozen when it ended: working minutes, or minutes of the wall clock where the limit ran on it; 0 = in time
    late_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "待办"
        indexes = [
            # reader: my work, by due
            models.Index(
                fields=["holder", "due_at", "id"], name="duty_open_holder", condition=Q(done_at=None)
            ),
            # reader: the deadline job
            models.Index(
                fields=["alert_at", "id"],
                name="duty_open_alert",
                condition=Q(done_at=None, alert_at__isnull=False),
            ),
            # reader: a subject's page and its actions
            models.Index(fields=["subject_kind", "subject_id"], name="duty_subject"),
            # reader: supervision, which asks on what something was late
            models.Index(
                fields=["subject_kind", "due_at", "subject_id"],
                name="duty_late",
                condition=Q(late_minutes__gt=0),
            ),
            # reader: recomputation after a notice, which walks the open ones
            models.Index(fields=["id"], name="duty_open", condition=Q(done_at=None)),
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

    def is_late(self, *, at: datetime) -> bool:
        """Past its due moment and still owed; ended ones say `late_minutes`."""
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


class FormerDue(models.Model):
    """A due moment that was in force until something moved it: an extension, a pause, a notice. What is counted as of an earlier day
    reads these, so that a figure of the past stays what it was."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="former")
    due_at = models.DateTimeField(null=True)  # empty: the clock stood still
    until_at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: `due_as_of`, the figures
            models.Index(fields=["duty", "until_at"], name="former_due"),
        ]


class CalendarSeen(models.Model):
    """One row: the calendar by which all open duties were last computed. Another one in force means that they are asked again."""

    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="calendar_seen_is_one_row")]
