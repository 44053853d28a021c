"""通报: what is told to all units, and perhaps to everyone."""

from django.db import models
from django.db.models import Q

from bihuan.domain.remedies.models import Remedy
from bihuan.domain.supervision.choices import CircularState, Noun
from bihuan.domain.supervision.models.cards import Card
from bihuan.kernel.notes.models import Note
from bihuan.kernel.retention.models import Blankable, to_blank


class Circular(Remedy, Blankable):
    """Drafted by the office, signed by a leader, numbered. It names sections and units whose cards have taken effect, never a person."""

    noun = Noun.CIRCULAR
    limits = "supervision.limit"

    title = models.CharField("标题", max_length=120)
    state = models.CharField("状态", max_length=12, choices=CircularState.pairs, default=CircularState.DRAFT)
    text = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="正文")
    letter = models.CharField("文号", max_length=40, blank=True)
    issued_at = models.DateTimeField("印发时间", null=True)
    published_at = models.DateTimeField("公开时间", null=True)

    class Meta:
        verbose_name = "通报"
        indexes = [
            # reader: the office's list, newest first
            models.Index(fields=["office", "state", "-id"], name="circular_office"),
            # reader: the public page, newest first
            models.Index(
                fields=["-published_at"], name="circular_published", condition=Q(published_at__isnull=False)
            ),
            to_blank("circular", "ended_at"),
        ]


class CircularCard(models.Model):
    """A card that a circular tells of."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="circular_cards")
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circular", "card"], name="circular_card_once")]
