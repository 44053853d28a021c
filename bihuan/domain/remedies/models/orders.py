"""责令整改: an order to rectify and everything that a unit does to fulfil it."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.choices import Cause, Noun, OrderState
from bihuan.domain.remedies.models.base import Remedy
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Order(Remedy, Blankable):
    """What must change at its root, in one unit, because of one case or many.

    `cycle` is 1, and one more after each relapse: a relapse asks for a new plan, its own measures and its own trial.
    """

    noun = Noun.ORDER

    title = models.CharField("标题", max_length=120)
    state = models.CharField("状态", max_length=16, choices=OrderState.pairs, default=OrderState.ISSUED)
    cycle = models.PositiveSmallIntegerField("第几次整改", default=1)
    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任单位"
    )
    cause = models.CharField("根源", max_length=12, choices=Cause.pairs)
    found = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="查明的事实"
    )
    root = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="根源分析"
    )
    plan = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="整改方案"
    )
    redress_required = models.BooleanField("要给已受损的人补救", default=False)
    redressed_at = models.DateTimeField("补救完毕", null=True)
    verified_at = models.DateTimeField("核验通过", null=True)

    class Meta:
        verbose_name = "责令整改"
        indexes = [
            # reader: the office's list by state, newest first
            models.Index(fields=["office", "state", "-id"], name="order_office_state"),
            # reader: a unit's page
            models.Index(fields=["unit", "-id"], name="order_unit"),
            to_blank("order", "ended_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=OrderState.VERIFIED) | Q(verified_at__isnull=False),
                name="order_verified_has_moment",
            ),
        ]


class OrderCase(models.Model):
    """A case from which the order follows."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="order_cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            # reader: a case's page; the relapse job
            models.Index(fields=["case"], name="order_case_case"),
        ]
        constraints = [models.UniqueConstraint(fields=["order", "case"], name="order_case_once")]


class Measure(models.Model):
    """A rule that will hold from now on: its text, who answers for it, and the document that establishes it."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="measures")
    cycle = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField("第几项")
    rule = models.CharField("规则", max_length=200)  # 非必要一律不拖车: said to everyone, no names
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任机构"
    )
    due_on = models.DateField("完成日期")
    document = models.CharField("依据文件", max_length=120, blank=True)
    established_at = models.DateTimeField("落实时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "place"], name="measure_place_once"),
            models.CheckConstraint(
                condition=Q(established_at=None) | ~Q(document=""), name="measure_established_by_document"
            ),
        ]

    @property
    def item(self) -> str:
        """How duties and files name this measure."""
        return f"measure:{self.pk}"


class Redress(models.Model):
    """What was given back to those already harmed: how many persons, how much, and the proof. Names stay in the notes."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="redresses")
    cycle = models.PositiveSmallIntegerField()
    persons = models.PositiveIntegerField("人数")
    amount_fen = models.PositiveBigIntegerField("金额（分）", default=0)
    account = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+", verbose_name="说明")
    at = models.DateTimeField()


class SelfCheck(models.Model):
    """举一反三: a like unit looks at itself, and answers within its own limit."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="self_checks")
    unit = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    problems = models.PositiveIntegerField("查出问题数", null=True)
    answer = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "unit"], name="self_check_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(problems__isnull=False), name="self_check_answered_counts"
            ),
        ]

    @property
    def item(self) -> str:
        """How duties and files name this self-check."""
        return f"self_check:{self.pk}"


class Trial(models.Model):
    """Proof by numbers over a period: so many tows free of charge until that day."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="trials")
    cycle = models.PositiveSmallIntegerField()
    counted = models.CharField("数什么", max_length=60)
    target = models.PositiveIntegerField("目标")
    from_on = models.DateField("开始")
    to_on = models.DateField("结束")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "cycle"], name="trial_per_cycle"),
            models.CheckConstraint(condition=Q(target__gt=0), name="trial_has_target"),
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="trial_period"),
        ]


class Reading(models.Model):
    """What was counted on one day."""

    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="readings")
    on = models.DateField()
    number = models.PositiveIntegerField("数量")
    failed = models.PositiveIntegerField("不合要求的", default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "on"], name="reading_per_day")]


class Relapse(models.Model):
    """It happened again after the fix was verified; the case that shows it."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="relapses")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "case"], name="relapse_once_per_case")]
