"""办件 and their 评价. A rating is a thing of its own: nothing on a handling tells the rated whether, when or how it was rated."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.models import Case
from bihuan.domain.services.choices import (
    BAD_LEVELS,
    Found,
    HandlingChannel,
    Noun,
    RatingLevel,
    RatingState,
    RatingVia,
)
from bihuan.domain.services.models.items import Item
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank
from bihuan.kernel.tracked import Tracked


class Handling(Tracked, Blankable):
    """One application handled, by whom and where; what a rating rates. `source`, `external_id`: the neighbouring system's number."""

    noun = Noun.HANDLING

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="handlings", verbose_name="事项")
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="办理窗口"
    )
    handled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理人"
    )
    channel = models.CharField("渠道", max_length=8, choices=HandlingChannel.pairs)
    applicant = models.CharField("申请人", max_length=64, blank=True)
    phone = models.CharField("电话", max_length=32, blank=True)
    finished_at = models.DateTimeField("办结时间")
    invited_at = models.DateTimeField("邀请评价", null=True)
    source = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = "办件"
        indexes = [
            # reader: a window's list, newest first; figures by office
            models.Index(fields=["office", "-id"], name="handling_office"),
            # reader: the job that invites; figures by day
            models.Index(fields=["finished_at"], name="handling_finished"),
            to_blank("handling", "finished_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="handling_external_once"
            ),
        ]


class Rating(Tracked, Blankable):
    """Once per handling. The lowest two levels are a case at once; `malicious` ones count in no rate."""

    noun = Noun.RATING

    handling = models.OneToOneField(Handling, on_delete=models.PROTECT, related_name="rating")
    level = models.CharField("评价", max_length=12, choices=RatingLevel.pairs)
    via = models.CharField("方式", max_length=8, choices=RatingVia.pairs)
    state = models.CharField("状态", max_length=12, choices=RatingState.pairs)
    said = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="原话")
    at = models.DateTimeField("评价时间")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="service_rating")
    found = models.CharField("核实结果", max_length=8, choices=Found.pairs, blank=True)
    finding = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="核实情况"
    )
    doubt = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="恶意的理由"
    )
    malicious_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "服务评价"
        indexes = [
            # reader: the office's list by state, newest first
            models.Index(fields=["state", "-id"], name="rating_state"),
            # reader: figures by day
            models.Index(fields=["at"], name="rating_at"),
            to_blank("rating", "ended_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(level__in=sorted(BAD_LEVELS)) | Q(case__isnull=False),
                name="rating_bad_is_a_case",
            ),
        ]

    @property
    def opened_at(self) -> datetime:
        return self.at

    @property
    def is_bad(self) -> bool:
        return self.level in BAD_LEVELS
