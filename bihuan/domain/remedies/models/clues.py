"""违纪违法线索: handed over with two signatures, seen by the signatories and the inspectors only."""

from django.db import models
from django.db.models import F, Q

from bihuan.domain.cases.models import Case
from bihuan.domain.remedies.choices import ClueState, Noun
from bihuan.domain.remedies.models.base import Remedy
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class DisciplineClue(Remedy, Blankable):
    """A letter to the discipline commission about something that came up in a case. The case does not say that it exists."""

    noun = Noun.CLUE

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    whole = models.BooleanField("整件移送", default=False)  # nothing else is in the case
    state = models.CharField("状态", max_length=12, choices=ClueState.pairs, default=ClueState.ASKED)
    organ = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="移送给"
    )
    gist = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="线索摘要"
    )
    first_signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second_signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    letter = models.CharField("函号", max_length=80, blank=True)
    sent_at = models.DateTimeField("移送时间", null=True)
    acceptance_number = models.CharField("对方接收编号", max_length=80, blank=True)
    outcome = models.ForeignKey(
        Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="处理结果"
    )
    answered_at = models.DateTimeField("反馈时间", null=True)

    class Meta:
        verbose_name = "违纪违法线索"
        indexes = [
            to_blank("clue", "ended_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_signer=F("second_signer")), name="clue_two_signatures_two_persons"
            ),
        ]
