"""台账: every time a case comes onto an office's open ledger or leaves it is a row, so that opening + in − out = closing for any period."""

from django.db import models

from bihuan.domain.cases.choices import LedgerKind
from bihuan.domain.cases.models.case import Case


class LedgerLine(models.Model):
    """One coming or going. Which way it counts is the kind's. Never changed: a correction is another row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ledger_lines")
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    programme = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=LedgerKind.pairs)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # reader: an office's ledger of a period
            models.Index(fields=["office", "at"], name="ledger_office_at"),
            # reader: everybody's ledger of a period
            models.Index(fields=["at"], name="ledger_at"),
        ]
