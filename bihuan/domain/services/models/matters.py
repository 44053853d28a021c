"""一事联办: what is bundled, and one person's matter that runs through it."""

from datetime import datetime

from django.db import models

from bihuan.domain.services.choices import MatterState, Noun, TaskState
from bihuan.domain.services.models.items import Item
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank
from bihuan.kernel.tracked import Tracked


class Joint(models.Model):
    """一件事: items and partners bundled, with one form, one window, one clock. `version` is the seq of its last journal entry."""

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    lead = models.CharField("说明", max_length=200, blank=True)
    window = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="综合窗口"
    )
    limit = models.CharField("办结时限", max_length=20)
    is_open = models.BooleanField("开办", default=True)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "一件事"

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Subject:
        return Subject("joint", self.pk)

    @property
    def number(self) -> str:
        """What addresses call it."""
        return self.code

    @property
    def state(self) -> str:
        return "OPEN" if self.is_open else "CLOSED"


class Part(models.Model):
    """One office's part. `item`: whose materials it brings along; a partner's part has none. `after`: places that come before."""

    joint = models.ForeignKey(Joint, on_delete=models.PROTECT, related_name="parts")
    place = models.PositiveSmallIntegerField("第几项")
    name = models.CharField("办什么", max_length=80)
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="由谁办"
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.JSONField("在哪些之后", default=list)
    fields = models.JSONField("要看的表单项", default=list)
    papers = models.JSONField("另要的材料", default=list)  # [name, …] of a partner

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["joint", "place"], name="joint_part_once")]


class FormField(models.Model):
    """One question of the one form."""

    joint = models.ForeignKey(Joint, on_delete=models.PROTECT, related_name="form")
    place = models.PositiveSmallIntegerField()
    code = models.CharField("代号", max_length=20)
    label = models.CharField("要填什么", max_length=60)
    help = models.CharField("说明", max_length=120, blank=True)
    required = models.BooleanField("必填", default=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["joint", "code"], name="joint_field_once")]


class Matter(Tracked, Blankable):
    """What a resident sees: one matter, one clock, one window. `answers`: the one form, an erasable text."""

    noun = Noun.MATTER

    joint = models.ForeignKey(Joint, on_delete=models.PROTECT, related_name="matters")
    state = models.CharField("状态", max_length=12, choices=MatterState.pairs, default=MatterState.SUBMITTED)
    applicant = models.CharField("申请人", max_length=64)
    phone = models.CharField("电话", max_length=32)
    answers = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    said = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="告知")
    submitted_at = models.DateTimeField("提交时间")
    accepted_at = models.DateTimeField("受理时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "联办件"
        indexes = [
            # reader: the window's list, newest first
            models.Index(fields=["joint", "-id"], name="matter_joint"),
            to_blank("matter", "ended_at"),
        ]

    @property
    def opened_at(self) -> datetime:
        return self.submitted_at


class Task(Tracked, Blankable):
    """One office's task in a matter. It opens when all that must come before is done."""

    noun = Noun.TASK

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="tasks")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=12, choices=TaskState.pairs, default=TaskState.WAITING)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "联办任务"
        indexes = [
            # reader: an office's tasks, newest first
            models.Index(fields=["office", "-id"], name="task_office"),
            to_blank("task", "ended_at"),
        ]
        constraints = [models.UniqueConstraint(fields=["matter", "part"], name="task_once")]


class Paper(models.Model):
    """One material of a matter, asked once whatever the number of parts that need it. `held_by`: fetched, not asked."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField("材料", max_length=120)
    held_by = models.CharField("数据共享来源", max_length=60, blank=True)
    parts = models.JSONField("哪些部分要", default=list)
    received_at = models.DateTimeField("收到或取得", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "name"], name="matter_paper_once")]
