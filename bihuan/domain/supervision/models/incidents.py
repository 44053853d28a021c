"""What is recomputed: incidents from the rows and the journal below, findings from incidents. Nobody writes them by hand."""

from django.db import models
from django.db.models import Q

from bihuan.domain.supervision.choices import IncidentKind, Level
from bihuan.kernel.journal.subjects import Subject


class Answerable(models.Model):
    """Whose it is: the office, its unit, and who held the post that answers for it *then*. An index for those that a reader asks for
    alone; office and unit are asked for with a moment, below."""

    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey("access.Person", on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(
        "organisations.Post", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    entries = models.JSONField("依据的日志", default=list)  # ids of journal entries, ascending

    class Meta:
        abstract = True


class Incident(Answerable):
    """One thing that went wrong. `key` says which, so that the same thing found again is the same row.

    minutes: working minutes late, as frozen on the duty. Of them `lost_outage` and `lost_others` are nobody's or another's; `counted`
    is what is left, and none of it lies after the day on which `person` left the post. `paused`: what an approved pause had moved.
    """

    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=24, choices=IncidentKind.pairs)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    item = models.CharField(max_length=40, blank=True)
    verb = models.CharField(
        max_length=80, blank=True
    )  # what was owed; several clocks of one part: contact+handle
    began_at = models.DateTimeField()  # when its clock began
    at = models.DateTimeField()  # when it went wrong: for a lateness its due moment
    until = models.DateTimeField(null=True)  # when it ended; null: it goes on
    minutes = models.PositiveIntegerField(default=0)
    lost_outage = models.PositiveIntegerField(default=0)
    lost_others = models.PositiveIntegerField(default=0)
    paused = models.PositiveIntegerField(default=0)
    counted = models.PositiveIntegerField(default=0)
    counts = models.BooleanField(default=True)  # false: nothing of it is left to hold against anybody
    sealed = models.BooleanField(
        default=False
    )  # of a sealed or anonymous case: shown without its number to those who do not work on it

    class Meta:
        verbose_name = "情形"
        # Named here and not with the field, which on PostgreSQL would bring a second index for the beginnings of keys: nobody asks for them.
        constraints = [models.UniqueConstraint(fields=["key"], name="incident_key")]
        indexes = [
            # reader: recomputation of a subject; a case's page
            models.Index(fields=["subject_kind", "subject_id"], name="incident_subject"),
            # reader: findings of an office; hot spots; what is held against me
            models.Index(fields=["office", "at"], name="incident_office_at"),
            # reader: hot spots by unit
            models.Index(fields=["unit", "at"], name="incident_unit_at"),
            # reader: the daily look at what is still late
            models.Index(fields=["id"], name="incident_going_on", condition=Q(until=None)),
            # reader: an outage asks whose time it touched
            models.Index(fields=["began_at"], name="incident_began"),
        ]

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)


class Finding(Answerable):
    """A ground that is met, by one incident or several of a period."""

    key = models.CharField(max_length=160)
    ground = models.CharField(max_length=40)
    level = models.CharField(max_length=12, choices=Level.pairs)
    period = models.CharField(max_length=12, blank=True)  # 2026-11, where a ground counts within a period
    at = models.DateTimeField()  # of its latest incident
    number = models.PositiveIntegerField(default=1)
    volume = models.PositiveIntegerField(default=0)  # of which so many: parts due in the period
    minutes = models.PositiveIntegerField(default=0)  # counted minutes of its incidents
    incidents = models.JSONField("由哪些情形", default=list)  # their keys, ascending

    class Meta:
        verbose_name = "认定"
        constraints = [models.UniqueConstraint(fields=["key"], name="finding_key")]
        indexes = [
            # reader: the board, newest first; recomputation of an office
            models.Index(fields=["office", "-at"], name="finding_office"),
            # reader: the proposing job
            models.Index(fields=["level", "-at"], name="finding_level"),
        ]
