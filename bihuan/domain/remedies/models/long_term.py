"""挂账: it takes long, a leader approved that, and it stays open, counted and reviewed every quarter."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.choices import LongTermState, Noun
from bihuan.domain.remedies.models.base import Remedy
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class LongTerm(Remedy, Blankable):
    """One case on the long-term list."""

    noun = Noun.LONG_TERM

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=12, choices=LongTermState.pairs, default=LongTermState.DRAFT)
    reason = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="为什么需要较长时间"
    )
    document = models.CharField("批准文件", max_length=120, blank=True)
    entered_at = models.DateTimeField("列入时间", null=True)

    class Meta:
        verbose_name = "挂账事项"
        indexes = [
            # reader: the office's long-term list
            models.Index(fields=["office", "state", "-id"], name="long_term_office_state"),
            to_blank("long_term", "ended_at"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="long_term_one_open", condition=Q(ended_at=None)),
        ]


class Milestone(models.Model):
    """A step on the way, with its day and who answers for it."""

    long_term = models.ForeignKey(LongTerm, on_delete=models.PROTECT, related_name="milestones")
    place = models.PositiveSmallIntegerField("第几项")
    text = models.CharField("里程碑", max_length=120)
    office = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("到期日")
    reached_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["long_term", "place"], name="milestone_place_once"),
        ]

    @property
    def item(self) -> str:
        """How duties and files name this milestone."""
        return f"milestone:{self.pk}"


class QuarterlyReview(models.Model):
    """The office looked at it: what moved, what did not."""

    long_term = models.ForeignKey(LongTerm, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    opinion = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
