"""结对方案: what a year's pairing would be, row by row with its reason, before anybody activates it."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import Noun, PlanState, RowKind, Scope
from bihuan.domain.organisations.models import Office, Post
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank
from bihuan.kernel.tracked import Tracked


class PairingPlan(Tracked, Blankable):
    """`digest` is of the rows: what is activated is what was previewed. The costs say what stability is worth."""

    noun = Noun.PLAN

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="区域")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=12, choices=PlanState.pairs, default=PlanState.DRAFT)
    stability = models.PositiveSmallIntegerField("稳定权重")
    made_at = models.DateTimeField("生成时间")
    made_on = models.DateField("基准日")
    digest = models.CharField(max_length=64)
    firms = models.PositiveIntegerField("企业数", default=0)
    stewards = models.PositiveIntegerField("干部数", default=0)
    kept = models.PositiveIntegerField("不变", default=0)
    new = models.PositiveIntegerField("新结对", default=0)
    changed = models.PositiveIntegerField("换人", default=0)
    short = models.PositiveIntegerField("缺人", default=0)
    out = models.PositiveIntegerField("退出", default=0)
    mismatch = models.PositiveIntegerField("不匹配分", default=0)  # sum of all costs but that of change
    free_changed = models.PositiveIntegerField("不计稳定时换人", default=0)
    free_mismatch = models.PositiveIntegerField("不计稳定时不匹配分", default=0)
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("结束时间", null=True)
    from_on = models.DateField("生效日", null=True)

    class Meta:
        verbose_name = "结对方案"
        indexes = [
            # reader: an area's plans, newest first
            models.Index(fields=["office", "-id"], name="pairing_plan_office"),
            to_blank("plan", "ended_at"),
        ]

    @property
    def opened_at(self) -> datetime:
        return self.made_at

    @property
    def activated_at(self) -> datetime | None:
        """When the last firm had its steward; none of one that was refused or discarded."""
        return self.ended_at if self.state == PlanState.ACTIVATED else None


class PlanRow(models.Model):
    """One firm in a plan. `why` holds what the choice rests on: {"area": 0, "expertise": 30, "change": 0, "load": 10}; of a firm without
    a steward the reason that names what is short."""

    plan = models.ForeignKey(PairingPlan, on_delete=models.CASCADE, related_name="rows")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField("范围", max_length=12, choices=Scope.pairs, blank=True)
    kind = models.CharField("变化", max_length=8, choices=RowKind.pairs)
    was = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    steward = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True)
    skipped = models.CharField("没有照办的原因", max_length=80, blank=True)

    class Meta:
        indexes = [
            # reader: a plan's page by kind of change
            models.Index(fields=["plan", "kind", "id"], name="plan_row_kind"),
            # reader: the job that puts an approved plan into force
            models.Index(fields=["plan", "id"], name="plan_row_waiting", condition=Q(applied_at=None)),
        ]
        constraints = [models.UniqueConstraint(fields=["plan", "enterprise"], name="plan_row_once")]
