"""走访: planned, announced, done; with whom, what was answered, what was promised."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import UPCOMING, Noun, PromiseState, VisitKind, VisitState
from bihuan.domain.liaison.models.questions import Edition
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank
from bihuan.kernel.tracked import Tracked


class Visit(Tracked, Blankable):
    """One contact with one firm. `visitor` leads it; other bureaus join as rows. An inspection is kept beside visits and told apart."""

    noun = Noun.VISIT

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="visits", verbose_name="企业"
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="责任办公室")
    visitor = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="visits", verbose_name="走访人"
    )
    visitor_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="+", verbose_name="走访单位"
    )
    is_steward = models.BooleanField("由结对店小二走访", default=False)
    kind = models.CharField("形式", max_length=12, choices=VisitKind.pairs, default=VisitKind.VISIT)
    state = models.CharField("状态", max_length=12, choices=VisitState.pairs, default=VisitState.PLANNED)
    project = models.ForeignKey("Project", on_delete=models.PROTECT, null=True, related_name="visits")
    purpose = models.CharField("事由", max_length=120, blank=True)
    planned_for = models.DateTimeField("计划时间")
    announced_at = models.DateTimeField("告知时间", null=True)
    answered_at = models.DateTimeField("企业答复时间", null=True)
    answer = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="企业的话"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    occurred_at = models.DateTimeField("手机时间", null=True)  # a claim of the phone's
    ended_at = models.DateTimeField("结束时间", null=True)
    summary = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="走访记录"
    )

    class Meta:
        verbose_name = "走访"
        indexes = [
            # reader: a firm's history; the cap on visits
            models.Index(fields=["enterprise", "-planned_for"], name="visit_enterprise"),
            # reader: a steward's calendar
            models.Index(
                fields=["visitor", "planned_for"],
                name="visit_upcoming",
                condition=Q(state__in=sorted(UPCOMING)),
            ),
            # reader: an area's list, newest first
            models.Index(fields=["office", "-id"], name="visit_office"),
            # reader: figures by period
            models.Index(fields=["ended_at"], name="visit_done", condition=Q(state=VisitState.DONE)),
            to_blank("visit", "ended_at"),
        ]

    @property
    def opened_at(self) -> datetime:
        return self.planned_for

    @property
    def done_at(self) -> datetime | None:
        """When it was recorded; none of one that was declined or cancelled."""
        return self.ended_at if self.state == VisitState.DONE else None


class VisitBureau(models.Model):
    """Another office that comes along."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="bureaus")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    topic = models.CharField("事由", max_length=120, blank=True)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "office"], name="visit_bureau_once")]


class Answer(models.Model):
    """What the firm said to one question. `code` and `aspect` are copied, so that a course over years needs no join."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="answers")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=24)
    aspect = models.CharField(max_length=24)
    value = models.CharField(max_length=80, blank=True)
    remark = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: a firm's answers to one question over time
            models.Index(fields=["enterprise", "code", "-at"], name="answer_course"),
        ]
        constraints = [models.UniqueConstraint(fields=["visit", "code"], name="answer_once")]


class Promise(Blankable):
    """What the visitor promised: the first thing on the next visit. It goes along with a hand-over."""

    noun = Noun.PROMISE

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="promises")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="promises")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises")
    text = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="承诺")
    due_on = models.DateField("承诺日期")
    state = models.CharField("状态", max_length=12, choices=PromiseState.pairs, default=PromiseState.OPEN)
    ended_at = models.DateTimeField(null=True)
    result = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "走访承诺"
        indexes = [
            # reader: what is promised to a firm, what a steward promised
            models.Index(fields=["enterprise", "state"], name="promise_enterprise"),
            models.Index(
                fields=["holder", "due_on"], name="promise_open", condition=Q(state=PromiseState.OPEN)
            ),
            to_blank("promise", "ended_at"),
        ]

    @property
    def number(self) -> str:
        """What an address calls it: nobody numbers promises."""
        return str(self.pk)
