"""Day rows, which can be thrown away and rebuilt; and published figures, whose numbers never change."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from bihuan.kernel.access.models import Person
from bihuan.kernel.figures.choices import NEVER_SAID, Noun, PublicationState
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.values import Value
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notes.models import Note
from bihuan.kernel.tracked import Tracked


class FigureDay(models.Model):
    """One day's part of a figure, for the whole city (of empty) or for one key. An index over the records, nothing more."""

    code = models.CharField(max_length=60)
    of = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)
    edition = models.PositiveIntegerField()
    as_of = models.DateTimeField()

    class Meta:
        constraints = [
            # Keeps a rebuild from doubling, and serves the pages: one figure of one key over days.
            models.UniqueConstraint(fields=["code", "of", "day"], name="figure_day_once"),
        ]
        indexes = [
            # reader: the rebuild, and a ranking of all keys over days
            models.Index(fields=["code", "day"], name="figure_day_code_day"),
        ]


class Published(Tracked):
    """A figure as it was said, with everything that made it. Corrected only by another one that names it.

    Ours are frozen by whoever proposes them (`published_by`) and said to the public when another person signed (`verified_by`).
    """

    noun = Noun.PUBLICATION

    code = models.CharField(max_length=60)
    name = models.CharField("名称", max_length=120)
    definition_edition = models.PositiveIntegerField(
        null=True
    )  # null: reported by somebody, not computed here
    period = models.CharField("期间", max_length=24)
    of = models.CharField(max_length=40, blank=True)
    as_of = models.DateTimeField("统计截止")
    parameter_edition = models.PositiveBigIntegerField(null=True)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=16)
    state = models.CharField("状态", max_length=12, choices=PublicationState.pairs)
    doubts = models.JSONField(default=list)
    document = models.CharField("出处", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    entry = models.ForeignKey(
        Entry, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    revises = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="revised_by")
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "已发布指标"
        indexes = [
            # reader: a figure's page, and the bulletin that quotes it
            models.Index(fields=["code", "of", "period"], name="published_code"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "period", "of"],
                name="published_computed_once",
                condition=Q(revises=None, definition_edition__isnull=False) & ~Q(state__in=NEVER_SAID),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("published_by")),
                name="published_verified_by_another",
            ),
        ]

    @property
    def opened_at(self) -> datetime:
        """When it was proposed, or reported."""
        return self.published_at

    @property
    def ended_at(self) -> datetime | None:
        return self.verified_at

    @property
    def value(self) -> Value:
        return Value(self.numerator, self.denominator, self.unit)

    @property
    def over(self) -> Period:
        return Period.parse(self.period)
