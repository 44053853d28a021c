"""走流程: an item walked by a director, step by step; what was found on the way, and what a later version of the item saved."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.cases.choices import Level, Outcome, State
from bihuan.domain.cases.models import Case
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.walkthroughs.choices import (
    FindingKind,
    FindingState,
    Noun,
    TaskState,
    WalkMode,
    WalkRole,
    WalkState,
)
from bihuan.domain.walkthroughs.models.base import Outing, Walkthrough
from bihuan.domain.walkthroughs.models.sittings import Sitting
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class WalkTask(Walkthrough):
    """走流程任务: a high-frequency item that nobody has walked for too long; the unit owes a walk. `person`: to whom it was assigned."""

    noun = Noun.WALK_TASK

    state = models.CharField("状态", max_length=12, choices=TaskState.pairs, default=TaskState.OPEN)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name="事项")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="指派给"
    )

    class Meta:
        verbose_name = "走流程任务"
        indexes = [
            # reader: a unit's list of tasks
            models.Index(fields=["unit", "-id"], name="walk_task_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state=TaskState.OPEN), name="walk_task_one_open"
            )
        ]


class Walk(Outing):
    """One item walked once. `disguised`: sealed until it ends. `sitting`: done while sitting at a window; then it is no person-time of its own."""

    noun = Noun.WALK

    state = models.CharField("状态", max_length=12, choices=WalkState.pairs, default=WalkState.OPEN)
    walker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="走流程的人")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name="事项")
    item_version = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, related_name="+", verbose_name="当时的版本"
    )
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="walks")
    task = models.OneToOneField(WalkTask, on_delete=models.PROTECT, null=True, related_name="walk")
    role = models.CharField("角色", max_length=12, choices=WalkRole.pairs)
    mode = models.CharField("方式", max_length=12, choices=WalkMode.pairs)
    mode_words = models.CharField("其他方式", max_length=40, blank=True)
    disguised = models.BooleanField("暗访", default=False)

    class Meta:
        verbose_name = "走流程"
        indexes = [
            # reader: a unit's walks, newest first
            models.Index(fields=["unit", "-id"], name="walk_unit"),
            # reader: when an item was last walked, which nobody has walked
            models.Index(fields=["item", "-ended_at"], name="walk_item"),
            # reader: figures by period
            models.Index(fields=["ended_at"], name="walk_ended", condition=Q(ended_at__isnull=False)),
            to_blank("walk", "ended_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["walker"], condition=Q(state=WalkState.OPEN), name="walk_one_open"
            ),
            models.CheckConstraint(
                condition=Q(companion=None) | ~Q(companion=F("walker")), name="walk_two_persons"
            ),
            models.CheckConstraint(
                condition=~Q(mode=WalkMode.OTHER) | ~Q(mode_words=""), name="walk_other_mode_named"
            ),
        ]


class WalkStep(models.Model):
    """一个环节: waiting and handling in minutes, which trip it was, which system failed, what staff said."""

    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField("第几步")
    name = models.CharField("环节", max_length=60)
    trip = models.PositiveSmallIntegerField("第几趟", default=1)
    waited = models.PositiveSmallIntegerField("等待分钟", default=0)
    handled = models.PositiveSmallIntegerField("办理分钟", default=0)
    failed = models.CharField("哪个系统出错", max_length=80, blank=True)
    said = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField("手机记的时间", null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["walk", "place"], name="walk_step_once")]


class AskedMaterial(models.Model):
    """要了什么材料; `again`: it had been handed in before. `declared`: the item's guide says that it is needed."""

    step = models.ForeignKey(WalkStep, on_delete=models.PROTECT, related_name="materials")
    name = models.CharField("材料", max_length=120)
    again = models.BooleanField("又要一次", default=False)
    declared = models.BooleanField("指南里有", default=False)


class Finding(Walkthrough, Blankable):
    """发现的问题: of a kind, at a level, and always a case. `unit` is the finder's, `found_in` whose problem it is. What it proposes is credited only
    when the item's next version shows it (`Gain`)."""

    noun = Noun.FINDING

    state = models.CharField("状态", max_length=12, choices=FindingState.pairs, default=FindingState.OPEN)
    finder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="发现人")
    found_in = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="问题单位"
    )
    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, null=True, related_name="findings")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="findings")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    item_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField("类别", max_length=12, choices=FindingKind.pairs)
    level = models.CharField("层级", max_length=8, choices=Level.pairs)
    title = models.CharField("标题", max_length=80)
    content = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    proposal = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    saves_days = models.PositiveSmallIntegerField("建议少几天", default=0)
    saves_materials = models.PositiveSmallIntegerField("建议少几份材料", default=0)
    saves_trips = models.PositiveSmallIntegerField("建议少跑几趟", default=0)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")
    rectified_at = models.DateTimeField("整改销号时间", null=True)
    word_at = models.DateTimeField("发现人表态时间", null=True)
    word = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "发现的问题"
        indexes = [
            # reader: a unit's findings, newest first
            models.Index(fields=["found_in", "-id"], name="finding_found_in"),
            models.Index(fields=["unit", "-id"], name="finding_unit"),
            # reader: the job that credits gains
            models.Index(fields=["item", "id"], name="finding_item"),
            # reader: figures by period
            models.Index(fields=["opened_at"], name="finding_opened"),
            to_blank("finding"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(walk__isnull=False) | Q(sitting__isnull=False), name="finding_has_origin"
            ),
            models.CheckConstraint(
                condition=Q(state=FindingState.SEALED) | Q(case__isnull=False), name="finding_is_a_case"
            ),
        ]

    @property
    def is_solved(self) -> bool:
        """Its case was struck off as solved."""
        case = self.case
        return case is not None and case.struck_off_at is not None and case.outcome == Outcome.SOLVED

    @property
    def result(self) -> str:
        """What became of its case, in a word: the outcome where it was struck off, else how it left the loop; empty while it is open."""
        case = self.case
        if case is None or (case.struck_off_at is None and case.ended_at is None):
            return ""
        return Outcome(case.outcome).label if case.outcome else State(case.state).label

    @property
    def proposes(self) -> bool:
        return bool(self.saves_days or self.saves_materials or self.saves_trips)


class Gain(models.Model):
    """What the item's next version really saved. No new version, no gain; never below nought."""

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="gain")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField("少了几天")
    materials = models.PositiveSmallIntegerField("少了几份材料")
    trips = models.PositiveSmallIntegerField("少跑几趟")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: figures by period
            models.Index(fields=["at"], name="gain_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gt=0) | Q(materials__gt=0) | Q(trips__gt=0), name="gain_is_one"
            )
        ]
