"""What all of them have: a number, a version, a beginning and an end, and the unit whose it is."""

from typing import ClassVar

from django.db import models

from bihuan.domain.walkthroughs.choices import Noun
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable
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


class Outing(Walkthrough, Blankable):
    """What a sitting and a walk share. `companion` may write for whoever sits or walks. `claimed_…`: what the phone's clock said; our own
    receipts stand beside it."""

    companion = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="陪同"
    )
    claimed_from = models.DateTimeField("手机记的开始", null=True)
    claimed_to = models.DateTimeField("手机记的结束", null=True)
    summary = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    summary_digest = models.CharField(max_length=64, blank=True)  # to find the same words again

    class Meta:
        abstract = True

    @property
    def minutes(self) -> int | None:
        """How long it lasted: by the phone where both ends were claimed, else by our own clock: one claim alone makes nothing longer."""
        begins, ends = self.claimed_from, self.claimed_to
        if begins is None or ends is None:
            begins, ends = self.opened_at, self.ended_at
        return None if ends is None else max(0, int((ends - begins).total_seconds() // 60))
