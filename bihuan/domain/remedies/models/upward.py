"""向上反映: not solvable here, but reported upward for the whole class of like problems."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.choices import Noun, UpwardAnswer, UpwardState
from bihuan.domain.remedies.models.base import Remedy
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Upward(Remedy, Blankable):
    """One report to one superior: what the policy does not cover, and what is asked for."""

    noun = Noun.UPWARD

    title = models.CharField("标题", max_length=120)
    state = models.CharField("状态", max_length=16, choices=UpwardState.pairs, default=UpwardState.DRAFT)
    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="上报单位"
    )
    drafted_in = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="起草科室"
    )
    superior = models.CharField("报送机关", max_length=80)
    problem = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="问题"
    )
    request = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="请求"
    )
    sent_on = models.DateField("上报日期", null=True)
    document = models.CharField("上报文号", max_length=80, blank=True)
    chased = models.PositiveSmallIntegerField("催问次数", default=0)
    answer = models.CharField("上级答复", max_length=12, choices=UpwardAnswer.pairs, blank=True)
    answer_document = models.CharField("答复文号", max_length=80, blank=True)
    answer_text = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答复内容"
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = "向上反映"
        indexes = [
            # reader: the office's queue of reports upward
            models.Index(fields=["office", "state", "-id"], name="upward_office_state"),
            to_blank("upward", "ended_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_on=None) | ~Q(document=""), name="upward_sent_has_document"
            ),
        ]


class UpwardCase(models.Model):
    """A like case that waits for the superior's answer; `told_at` once its reporter has been told."""

    upward = models.ForeignKey(Upward, on_delete=models.PROTECT, related_name="upward_cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # reader: a case's page
            models.Index(fields=["case"], name="upward_case_case"),
            # reader: the job that tells waiting reporters
            models.Index(fields=["upward", "id"], name="upward_case_untold", condition=Q(told_at=None)),
        ]
        constraints = [models.UniqueConstraint(fields=["upward", "case"], name="upward_case_once")]
