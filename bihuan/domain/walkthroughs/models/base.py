"""What all of them have: a number, a version, a beginning and an end, and the unit whose it is."""

from typing import ClassVar

from django.db import models

from bihuan.domain.walkthroughs.choices import Noun
from bihuan.kernel.tracked import Tracked


class Walkthrough(Tracked):
    """`unit`: whose leader, window or log it is. Whoever stands for the unit or for anything above it sees it (`queries.gates`)."""

    noun: ClassVar[Noun]

    unit = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="单位"
    )
    opened_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        abstract = True
