"""包联: who keeps which firm company, since when; what else a plan must know of cadres."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import (
    ConflictKind,
    Noun,
    PairingEnd,
    PairingReason,
    PairingState,
    Rating,
    RequestState,
)
from bihuan.domain.organisations.models import Office, Post
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank
from bihuan.kernel.tracked import Tracked


class Pairing(Blankable):
    """One firm, one steward, from a day until the day on which it is no more. History keeps the name under which the firm knew its steward."""

    noun = Noun.PAIRING

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="pairings", verbose_name="企业"
    )
    steward = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="pairings", verbose_name="店小二"
    )
    steward_name = models.CharField("当时的姓名", max_length=64)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="岗位")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="+", verbose_name="责任办公室"
    )  # whose 双优化办 answers for it
    reason = models.CharField("缘由", max_length=12, choices=PairingReason.pairs)
    plan = models.ForeignKey(
        "PairingPlan", on_delete=models.PROTECT, null=True, related_name="pairings", verbose_name="方案"
    )
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    from_on = models.DateField("起")
    ended_on = models.DateField("止（次日）", null=True)  # the first day on which it is no more
    ended_why = models.CharField("结束原因", max_length=12, choices=PairingEnd.pairs, blank=True)

    class Meta:
        verbose_name = "结对"
        indexes = [
            # reader: who was the steward on a day; the firm's history
            models.Index(fields=["enterprise", "-from_on"], name="pairing_enterprise"),
            # reader: a steward's page
            models.Index(
                fields=["steward", "enterprise"], name="pairing_steward", condition=Q(ended_on=None)
            ),
            # reader: an area's list of pairings, newest first
            models.Index(fields=["office", "-id"], name="pairing_office"),
            to_blank("pairing", "ended_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(ended_on=None), name="pairing_one_steward"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(from_on__lte=F("ended_on")), name="pairing_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise.name}—{self.steward_name}"

    @property
    def number(self) -> str:
        """What an address calls it: nobody numbers pairings."""
        return str(self.pk)

    @property
    def state(self) -> PairingState:
        return PairingState.RUNNING if self.ended_on is None else PairingState.ENDED

    def holds(self, *, on: date) -> bool:
        return self.from_on <= on and (self.ended_on is None or on < self.ended_on)


class DutySteward(models.Model):
    """Whom a firm without a steward of its own reaches in an area."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="区域")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="值班店小二")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name="岗位")
    from_on = models.DateField("起")
    ended_on = models.DateField("止（次日）", null=True)

    class Meta:
        verbose_name = "值班店小二"
        constraints = [
            models.UniqueConstraint(fields=["office"], condition=Q(ended_on=None), name="duty_steward_once"),
        ]


class Expertise(models.Model):
    """An industry (beginning of a GB/T 4754 code) that a cadre knows."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="expertise")
    industry = models.CharField("行业代码", max_length=5)

    class Meta:
        verbose_name = "专长"
        constraints = [models.UniqueConstraint(fields=["person", "industry"], name="expertise_once")]


class Conflict(models.Model):
    """A declared conflict of interest between a cadre and a firm."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="conflicts")
    kind = models.CharField("种类", max_length=12, choices=ConflictKind.pairs)
    declared_at = models.DateTimeField("申报时间")
    ended_at = models.DateTimeField("解除时间", null=True)

    class Meta:
        verbose_name = "利益冲突"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "enterprise", "kind"], condition=Q(ended_at=None), name="conflict_once"
            ),
        ]


class StewardRequest(Tracked, Blankable):
    """A firm asks for another steward. Its reason is for the 双优化办 only: no gate of the steward's leads here."""

    noun = Noun.REQUEST

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="requests")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="责任办公室")
    state = models.CharField("状态", max_length=12, choices=RequestState.pairs, default=RequestState.ASKED)
    reason = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="理由"
    )
    asked_at = models.DateTimeField("提出时间")
    decided_at = models.DateTimeField("处理时间", null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答复"
    )

    class Meta:
        verbose_name = "更换店小二申请"
        indexes = [
            # reader: the office's queue
            models.Index(fields=["office", "state", "-id"], name="steward_request_office"),
            to_blank("steward_request", "decided_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"], condition=Q(state=RequestState.ASKED), name="steward_request_once"
            ),
        ]

    @property
    def opened_at(self) -> datetime:
        return self.asked_at

    @property
    def ended_at(self) -> datetime | None:
        return self.decided_at


class StewardRating(models.Model):
    """A firm's word on its steward, apart from its word on a solution. `case`: on which occasion."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="ratings")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    steward = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    rating = models.CharField("评价", max_length=12, choices=Rating.pairs)
    remark = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = "店小二评价"
        indexes = [
            # reader: a steward's mean, the figure by period
            models.Index(fields=["steward", "at"], name="steward_rating_steward"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(case__isnull=False), name="steward_rating_per_case"
            ),
        ]
