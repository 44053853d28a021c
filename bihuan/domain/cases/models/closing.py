"""Done, checked, asked: dated rows that figures are rebuilt from."""

from django.db import models

from bihuan.domain.cases.choices import Outcome, RulingKind, Satisfaction
from bihuan.domain.cases.models.case import Case
from bihuan.domain.cases.models.leg import Leg
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class Completion(models.Model):
    """办结: a leg's claim that it is done. Handler → section head → approver; it counts only when approved."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="completions")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16, choices=Outcome.pairs)
    reply = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+", verbose_name="答复")
    promised_on = models.DateField("承诺日期", null=True)
    quality = models.JSONField(
        "质量提示", default=list
    )  # flags of the checks: inform the checker, never decide
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    endorsed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    endorsed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refused_reason = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            # reader: a leg's page; near-copy check by unit
            models.Index(fields=["leg", "-id"], name="completion_leg"),
        ]


class CheckResult(models.Model):
    """核查: the office looked at the evidence and struck off, or sent back for rework."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    outcome = models.CharField(max_length=16, choices=Outcome.pairs, default=Outcome.SOLVED)
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    on_site = models.BooleanField("现场核查", default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: solved-and-struck-off by period
            models.Index(fields=["at", "passed"], name="check_at"),
            # reader: a case's page
            models.Index(fields=["case", "round"], name="check_case"),
        ]


class FollowUp(models.Model):
    """回访: what the reporter says when an independent person asks. One per round, the sample of a direct answer is round 0; unreached and
    anonymous are counted apart."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    round = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reached = models.BooleanField(null=True)
    solved = models.BooleanField("反映人说已解决", null=True)
    contact_confirmed = models.BooleanField("确认联系过", null=True)
    satisfaction = models.CharField(max_length=20, choices=Satisfaction.pairs, blank=True)
    said = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    disputed_at = models.DateTimeField(null=True)  # the reporter said by receipt that it is not solved
    via = models.CharField(max_length=16, blank=True)  # phone, portal, relay

    class Meta:
        indexes = [
            # reader: satisfaction and solution rates by period
            models.Index(fields=["finished_at"], name="follow_up_finished"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="follow_up_per_round")]


class FollowUpAttempt(models.Model):
    """One try to reach the reporter; three tries, on three days and at different hours, make 'unreached'."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered = models.BooleanField()
    gist = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")


class Ruling(models.Model):
    """裁定: how it goes on when the reporter is not content. `reason` says what must differ, or why the result stands."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rulings")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=RulingKind.pairs)
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    remedies = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
