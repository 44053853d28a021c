"""平台故障登记: recorded by one, approved by another; its time is nobody's."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.remedies.models import Remedy
from bihuan.domain.supervision.choices import Noun, OutageState, System
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Outage(Remedy, Blankable):
    """From when to when nobody, or nobody of one unit, could work. Only an approved one counts."""

    noun = Noun.OUTAGE
    limits = "supervision.limit"

    state = models.CharField("状态", max_length=12, choices=OutageState.pairs, default=OutageState.RECORDED)
    system = models.CharField("故障系统", max_length=12, choices=System.pairs)
    from_at = models.DateTimeField("起")
    to_at = models.DateTimeField("止")
    only_unit = models.ForeignKey(
        "organisations.Office",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="只影响的单位",
    )
    account = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="情况和证据"
    )

    class Meta:
        verbose_name = "平台故障"
        indexes = [
            # reader: computing lateness; the register
            models.Index(fields=["state", "from_at"], name="outage_state"),
            to_blank("outage", "ended_at"),
        ]
        constraints = [models.CheckConstraint(condition=Q(from_at__lt=F("to_at")), name="outage_forward")]
