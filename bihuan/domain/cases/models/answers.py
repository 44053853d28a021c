"""协办答复: what a co-handler tells the lead."""

from django.db import models

from bihuan.domain.cases.models.leg import Leg
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class Answer(models.Model):
    """One co-handler's answer; the lead answers for the case."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="answers")
    text = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+", verbose_name="协办意见")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "协办答复"
        indexes = [
            # reader: a case's page
            models.Index(fields=["leg"], name="answer_leg"),
        ]
