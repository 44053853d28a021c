"""What must run when, and who is running it until when."""

from django.db import models
from django.db.models import Q

from bihuan.kernel.access.models import Person
from bihuan.kernel.jobs.choices import RequestState


class Job(models.Model):
    """One task of the schedule. Claimed by a conditional UPDATE; a worker that dies loses it when the lease ends."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=40, blank=True)  # the claim, new at every run
    last_started_at = models.DateTimeField(null=True, blank=True)
    last_finished_at = models.DateTimeField(null=True, blank=True)
    last_done = models.PositiveIntegerField(default=0)
    last_refused = models.PositiveIntegerField(default=0)
    last_failed = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)  # classes and places in the code, never values
    failing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "定时任务"


class Request(models.Model):
    """Long work that a person asked for: an import, an export, a bulk. A worker picks it up; its owner sees how far it is."""

    kind = models.CharField(max_length=40)  # a code of RequestKind
    payload = models.JSONField(default=dict)
    checkpoint = models.JSONField(default=dict)  # how far it came, to go on after a crash
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    post_id = models.BigIntegerField(null=True)
    acting_for_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState.pairs, default=RequestState.WAITING)
    leased_until = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    result_id = models.BigIntegerField(null=True, blank=True)  # an attachment
    outcome = models.JSONField(default=dict)  # counts and sentences for the owner
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = "后台任务"
        indexes = [
            # reader: the worker
            models.Index(
                fields=["asked_at", "id"],
                name="request_open",
                condition=Q(state__in=[RequestState.WAITING, RequestState.RUNNING]),
            ),
            # reader: the owner's list
            models.Index(fields=["asked_by", "-id"], name="request_owner"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.WAITING, RequestState.RUNNING)
