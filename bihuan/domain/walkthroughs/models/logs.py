"""办件日志: what really happens on the path, kept as one file without anybody's number."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.walkthroughs.choices import LogState, Noun
from bihuan.domain.walkthroughs.models.base import Walkthrough


class HandlingLog(Walkthrough):
    """One import. The file holds step, begin, end, material and post of each event, and a keyed digest instead of the handling number."""

    noun = Noun.HANDLING_LOG

    title = models.CharField("名称", max_length=80)
    state = models.CharField("状态", max_length=12, choices=LogState.pairs, default=LogState.READY)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="事项")
    item_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.CharField(max_length=120)  # under the store of attachments, unguessable
    events = models.PositiveIntegerField("环节记录")
    handlings = models.PositiveIntegerField("办件")
    refused = models.PositiveIntegerField("没有采用的行", default=0)
    from_at = models.DateTimeField("最早", null=True)
    to_at = models.DateTimeField("最晚", null=True)

    class Meta:
        verbose_name = "办件日志"
        indexes = [
            # reader: a unit's logs, newest first
            models.Index(fields=["unit", "-id"], name="handling_log_unit"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(from_at=None) | Q(from_at__lte=F("to_at")), name="log_period"),
        ]
