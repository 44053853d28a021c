"""督办单: one rung's demand on a section or a unit, for one part of a case or many."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.remedies.models import Remedy
from bihuan.domain.supervision.choices import Noun, Rung, SupervisionState
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Supervision(Remedy, Blankable):
    """`addressee` is the section (on the lower rungs) or the unit; `previous` is the rung below, from which it was escalated."""

    noun = Noun.SUPERVISION
    limits = "supervision.limit"

    title = models.CharField("标题", max_length=120)
    state = models.CharField(
        "状态", max_length=12, choices=SupervisionState.pairs, default=SupervisionState.ISSUED
    )
    rung = models.CharField("层级", max_length=12, choices=Rung.pairs)
    addressee = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="督办对象"
    )
    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任单位"
    )
    demand = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="督办要求"
    )
    reply = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理报告"
    )
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="next", verbose_name="上一级督办"
    )
    issued_at = models.DateTimeField("发出时间", null=True)
    replied_at = models.DateTimeField("报告时间", null=True)
    published_at = models.DateTimeField("公开时间", null=True)

    class Meta:
        verbose_name = "督办单"
        indexes = [
            # reader: the board, by rung
            models.Index(fields=["office", "state", "rung"], name="supervision_board"),
            # reader: what is held against a unit
            models.Index(fields=["unit", "-id"], name="supervision_unit"),
            # reader: the public page, newest first
            models.Index(
                fields=["-published_at"],
                name="supervision_published",
                condition=Q(published_at__isnull=False),
            ),
            to_blank("supervision", "ended_at"),
        ]


class SupervisionItem(models.Model):
    """One case on a 督办单, and the part of it that is late."""

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            # reader: a case's page; whether it is supervised already
            models.Index(fields=["case"], name="supervision_item_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["supervision", "case"], name="supervision_case_once"),
        ]
