"""企业问题 and 帮: a case's aspect, the catalogue of helps, what was offered and what came of it."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.choices import HelpState, NeedState, Noun, OfferState
from bihuan.domain.liaison.models.visits import Visit
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank
from bihuan.kernel.tracked import Tracked


class Need(Blankable):
    """A firm's problem under one of the ten aspects; everything else of it is its case. `steward`: whose companion it was given."""

    noun = Noun.NEED

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="need")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="needs")
    aspect = models.CharField("方面", max_length=24)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="needs")
    steward = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField("提出时间")
    state = models.CharField("帮扶", max_length=12, choices=NeedState.pairs, default=NeedState.WAITING)

    class Meta:
        verbose_name = "企业问题"
        indexes = [
            # reader: figures by aspect
            models.Index(fields=["aspect", "raised_at"], name="need_aspect"),
            # reader: a firm's page, a steward's page
            models.Index(fields=["enterprise", "-id"], name="need_enterprise"),
            to_blank("need"),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def number(self) -> str:
        """People call it by the number of its case."""
        return self.case.number or ""

    @property
    def opened_at(self) -> datetime:
        return self.raised_at

    @property
    def ended_at(self) -> datetime | None:
        return self.case.ended_at


class Help(Tracked):
    """What can be offered under an aspect: by whom, to whom, how much, and how to put it. A new text is a new row from a day on."""

    noun = Noun.HELP

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="+", verbose_name="目录所属区域"
    )
    aspect = models.CharField("方面", max_length=24)
    name = models.CharField("措施", max_length=80)
    measure = models.TextField("内容")
    provider = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位或银行"
    )
    condition = models.TextField("条件", blank=True)
    ceiling = models.CharField("额度或时限", max_length=120, blank=True)
    script = models.TextField("怎么说", blank=True)
    document = models.CharField("依据", max_length=120)
    from_on = models.DateField("起")
    ended_on = models.DateField("止（次日）", null=True)

    class Meta:
        verbose_name = "帮扶措施"
        indexes = [
            # reader: what can be offered under an aspect on a day
            models.Index(fields=["aspect", "from_on"], name="help_aspect"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(from_on__lte=F("ended_on")), name="help_period"
            ),
        ]

    @property
    def state(self) -> HelpState:
        return HelpState.CURRENT if self.ended_on is None else HelpState.ENDED

    def holds(self, *, on: date) -> bool:
        return self.from_on <= on and (self.ended_on is None or on < self.ended_on)

    def __str__(self) -> str:
        return self.name


class HelpOffer(models.Model):
    """A help offered for a need, or that none fits, with what came of it. `help` null: none fits, `reason` says why."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="offers")
    help = models.ForeignKey(Help, on_delete=models.PROTECT, null=True, related_name="offers")
    state = models.CharField("状态", max_length=12, choices=OfferState.pairs)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField("提供时间")
    taken_up_at = models.DateTimeField("采纳时间", null=True)
    judged_at = models.DateTimeField("评判时间", null=True)
    reason = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "帮扶"
        indexes = [
            # reader: figures by period
            models.Index(fields=["offered_at"], name="offer_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(help=None, state=OfferState.NONE_FITS)
                | (Q(help__isnull=False) & ~Q(state=OfferState.NONE_FITS)),
                name="offer_or_none_fits",
            ),
            models.UniqueConstraint(
                fields=["need", "help"], condition=Q(help__isnull=False), name="offer_once"
            ),
        ]
