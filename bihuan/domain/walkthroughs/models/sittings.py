"""坐窗口: one leader at one window, what was brought there, and what became of it. The phone's times are claims; ours are receipts."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.cases.models import Case
from bihuan.domain.walkthroughs.choices import Noun, Reception, SittingState, Thanks
from bihuan.domain.walkthroughs.models.base import Outing
from bihuan.domain.walkthroughs.models.rosters import Turn
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import to_blank


class Sitting(Outing):
    """One person-time (人次)."""

    noun = Noun.SITTING

    state = models.CharField("状态", max_length=12, choices=SittingState.pairs, default=SittingState.OPEN)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="坐窗口的人")
    window = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="窗口"
    )
    turn = models.OneToOneField(Turn, on_delete=models.PROTECT, null=True, related_name="sitting")

    class Meta:
        verbose_name = "坐窗口"
        indexes = [
            # reader: a unit's sittings, newest first, and who has not sat
            models.Index(fields=["unit", "-id"], name="sitting_unit"),
            models.Index(fields=["leader", "-opened_at"], name="sitting_leader"),
            # reader: figures by period
            models.Index(fields=["ended_at"], name="sitting_ended", condition=Q(ended_at__isnull=False)),
            to_blank("sitting", "ended_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["leader"], condition=Q(state=SittingState.OPEN), name="sitting_one_open"
            ),
            models.CheckConstraint(
                condition=Q(companion=None) | ~Q(companion=F("leader")), name="sitting_two_persons"
            ),
        ]


class Received(models.Model):
    """接待: what somebody brought to the window; `matters` of one kind may be written in one line."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="received")
    kind = models.CharField("结果", max_length=12, choices=Reception.pairs)
    people = models.PositiveSmallIntegerField("人数", default=1)
    matters = models.PositiveSmallIntegerField("件数", default=1)
    gist = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    # 不能一拒了之: what was explained to whom the policy does not cover.
    explanation = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="+")
    upward = models.ForeignKey("remedies.Upward", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "接待"
        indexes = [
            # reader: figures by period
            models.Index(fields=["at"], name="received_at"),
        ]
        constraints = [
            # 没能解决的必须成为工单; 政策不覆盖的必须解释过。
            models.CheckConstraint(
                condition=~Q(kind__in=[Reception.UNSOLVED, Reception.DIFFICULTY]) | Q(case__isnull=False),
                name="received_unsolved_has_case",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Reception.NOT_COVERED) | Q(explanation__isnull=False),
                name="received_not_covered_explained",
            ),
        ]


class Thanked(models.Model):
    """群众感谢: a letter or a banner that came to a sitting's unit."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="thanked")
    kind = models.CharField("形式", max_length=8, choices=Thanks.pairs)
    times = models.PositiveSmallIntegerField("次数", default=1)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: figures by period
            models.Index(fields=["at"], name="thanked_at"),
        ]
