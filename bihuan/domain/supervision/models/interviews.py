"""约谈: an admonition interview and its minutes."""

from django.db import models

from bihuan.domain.remedies.models import Remedy
from bihuan.domain.supervision.choices import InterviewState, Noun
from bihuan.domain.supervision.models.supervisions import Supervision
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Interview(Remedy, Blankable):
    """Who was asked to come, why, what was said, and what was promised by when."""

    noun = Noun.INTERVIEW
    limits = "supervision.limit"

    title = models.CharField("事由", max_length=120)
    state = models.CharField(
        "状态", max_length=12, choices=InterviewState.pairs, default=InterviewState.ARRANGED
    )
    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="被约谈单位"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="被约谈人")
    supervision = models.ForeignKey(
        Supervision, on_delete=models.PROTECT, null=True, related_name="interviews", verbose_name="起因督办单"
    )
    planned_at = models.DateTimeField("约定时间")
    place = models.CharField("地点", max_length=60)
    held_at = models.DateTimeField("约谈时间", null=True)
    minutes = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="约谈内容"
    )
    promises = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="整改承诺"
    )
    remark = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="被约谈人意见"
    )
    report_on = models.DateField("何时报告", null=True)

    class Meta:
        verbose_name = "约谈"
        indexes = [
            # reader: the office's list, newest first
            models.Index(fields=["office", "state", "-id"], name="interview_office"),
            # reader: what is held against a unit
            models.Index(fields=["unit", "-id"], name="interview_unit"),
            to_blank("interview", "ended_at"),
        ]
