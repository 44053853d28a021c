"""固定排班: leaders, windows and wishes; plans, each a preview that may come into force; the turns of a plan."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.walkthroughs.choices import Noun, PlanState, RosterState, TurnState
from bihuan.domain.walkthroughs.models.base import Walkthrough
from bihuan.kernel.access.models import Person
from bihuan.kernel.retention.models import Blankable, to_blank


class Roster(Walkthrough, Blankable):
    """So many weeks from a Monday on. `gap` weeks lie between two turns of one leader; `spread`: see `rules.rostering`; `away`: turns of each
    leader at other bureaus' windows, at least. `is_public`: next week's turns may be shown on the portal."""

    noun = Noun.ROSTER

    title = models.CharField("名称", max_length=80)
    state = models.CharField("状态", max_length=12, choices=RosterState.pairs, default=RosterState.DRAFT)
    from_on = models.DateField("从哪一周起")
    weeks = models.PositiveSmallIntegerField("周数")
    gap = models.PositiveSmallIntegerField("最少间隔周数")
    spread = models.PositiveSmallIntegerField("次数相差")
    away = models.PositiveSmallIntegerField("到外单位窗口次数")
    is_public = models.BooleanField("向社会公开")

    class Meta:
        verbose_name = "坐窗口排班"
        indexes = [
            # reader: the list of rosters
            models.Index(fields=["unit", "-id"], name="roster_unit"),
            to_blank("roster", "ended_at"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=104), name="roster_weeks"),
            models.CheckConstraint(condition=Q(spread__gte=1), name="roster_spread"),
        ]


class RosterLeader(models.Model):
    """A member of the leadership who takes turns, and the unit whose windows are the own ones."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="leaders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("职务", max_length=60)
    # Left the rotation: plans made later leave them out.
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roster", "person"], condition=Q(left_at=None), name="roster_leader_once"
            )
        ]

    def __str__(self) -> str:
        return self.person.name


class RosterWindow(models.Model):
    """A window that is sat at once a week, at this time of this weekday (1 = Monday)."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="windows")
    window = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField("星期")
    from_time = models.TimeField("开始")
    to_time = models.TimeField("结束")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "window", "weekday"], name="roster_window_once"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="roster_window_weekday"),
            models.CheckConstraint(condition=Q(from_time__lt=F("to_time")), name="roster_window_hours"),
        ]


class RosterLeave(models.Model):
    """A leader is away from a day to a day, both counted; a week that it touches is free of turns."""

    leader = models.ForeignKey(RosterLeader, on_delete=models.CASCADE, related_name="leaves")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("to_on")), name="roster_leave_period")
        ]


class RosterBan(models.Model):
    """回避: this leader does not sit at this window."""

    leader = models.ForeignKey(RosterLeader, on_delete=models.CASCADE, related_name="bans")
    window = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["leader", "window"], name="roster_ban_once")]


class RosterPlan(models.Model):
    """One answer of the solver. `from_on`: before it the plan in force stays; `moved`: how many turns differ from that plan."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="plans")
    place = models.PositiveSmallIntegerField("第几次试排")
    state = models.CharField("状态", max_length=12, choices=PlanState.pairs, default=PlanState.PREVIEW)
    from_on = models.DateField()
    moved = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "place"], name="roster_plan_place_once"),
            models.UniqueConstraint(
                fields=["roster"],
                condition=Q(state=PlanState.IN_FORCE),
                name="roster_plan_one_in_force",
            ),
        ]


class Turn(models.Model):
    """班次: one leader at one window on one day. `is_fixed`: survives every re-plan."""

    plan = models.ForeignKey(RosterPlan, on_delete=models.CASCADE, related_name="turns")
    leader = models.ForeignKey(RosterLeader, on_delete=models.PROTECT, related_name="turns")
    window = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    week = models.PositiveSmallIntegerField()
    from_at = models.DateTimeField("开始")
    to_at = models.DateTimeField("结束")
    is_fixed = models.BooleanField("固定", default=False)
    state = models.CharField("状态", max_length=12, choices=TurnState.pairs, default=TurnState.PLANNED)
    owed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "班次"
        indexes = [
            # reader: a leader's own turns and their calendar feed
            models.Index(fields=["leader", "from_at"], name="turn_leader"),
            # reader: the jobs that owe turns and mark missed ones; next week on the portal
            models.Index(fields=["from_at", "id"], name="turn_planned", condition=Q(state=TurnState.PLANNED)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "window", "from_at"],
                condition=~Q(state=TurnState.CANCELLED),
                name="turn_place_once",
            ),
        ]

    @property
    def item(self) -> str:
        """How a duty and an approval name it."""
        return f"turn:{self.pk}"
