"""承办件: one office's part of a case, in a tree: desk → section, county → town."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.choices import ContactMeans, LegRole, LegState
from bihuan.domain.cases.choices.states import LEG_OPEN
from bihuan.domain.cases.models.case import Case
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class Leg(models.Model):
    """What one office owes in one round. Its clock runs from dispatch, not from acknowledgement; its due moment is the duty's.

    `hops` counts how often this part was returned before it came here; at two the next dispatch is forced.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="legs")
    round = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    office = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("角色", max_length=8, choices=LegRole.pairs, default=LegRole.LEAD)
    state = models.CharField("状态", max_length=16, choices=LegState.pairs, default=LegState.DISPATCHED)
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    instruction = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="拟办意见"
    )
    forced = models.BooleanField("强制派单", default=False)
    first_receiver = models.BooleanField("首接负责", default=False)
    escalations = models.PositiveSmallIntegerField(default=0)  # how many people on duty were called for it
    hops = models.PositiveSmallIntegerField(default=0)
    limit = models.CharField(max_length=20)
    dispatched_at = models.DateTimeField()
    due_at = models.DateTimeField()  # as dispatched or extended; the duty recomputes
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    late_minutes = models.PositiveIntegerField(default=0)  # frozen at the transition that ended it

    class Meta:
        verbose_name = "承办件"
        indexes = [
            # reader: an office's current parts
            models.Index(fields=["office", "state", "-id"], name="leg_office_state"),
            # reader: a case's page; figures of a round
            models.Index(fields=["case", "round"], name="leg_case_round"),
        ]
        constraints = [
            # Two, because SQLite takes every missing parent for another one.
            models.UniqueConstraint(
                fields=["case", "office", "parent"],
                name="leg_open_once",
                condition=Q(state__in=sorted(LEG_OPEN)),
            ),
            models.UniqueConstraint(
                fields=["case", "office"],
                name="leg_open_once_at_the_top",
                condition=Q(state__in=sorted(LEG_OPEN), parent__isnull=True),
            ),
        ]

    @property
    def item(self) -> str:
        """How duties and approvals name this part."""
        return f"leg:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in LEG_OPEN


class Contact(models.Model):
    """A contact with the reporter: the response rate counts those within the limit that the reporter confirms."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, null=True, related_name="contacts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    means = models.CharField("方式", max_length=16, choices=ContactMeans.pairs)
    reached = models.BooleanField("联系上")
    gist = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    confirmed = models.BooleanField("反映人确认", null=True)
