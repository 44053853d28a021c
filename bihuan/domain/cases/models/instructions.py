"""领导批示、上级交办: a leader writes on a case; its report goes back to that leader."""

from django.db import models
from django.db.models import Q

from bihuan.domain.cases.choices import InstructionKind
from bihuan.domain.cases.models.case import Case
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class Instruction(models.Model):
    """One instruction to one office, with its own clock. Its due moment is the duty's (`report_instruction`, item `instruction:<id>`)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="instructions")
    kind = models.CharField("种类", max_length=12, choices=InstructionKind.pairs)
    text = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+", verbose_name="批示内容")
    office = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="批给"
    )
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    organ = models.CharField("交办机关", max_length=80, blank=True)
    outside_number = models.CharField("交办文号", max_length=80, blank=True)
    report_on = models.DateField("报告日期")
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    report = models.ForeignKey(Note, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "批示"
        indexes = [
            # reader: a case's page
            models.Index(fields=["case", "id"], name="instruction_case"),
            # reader: a leader's brief, what was not yet reported
            models.Index(
                fields=["given_by", "report_on"], name="instruction_open", condition=Q(reported_at=None)
            ),
        ]

    @property
    def item(self) -> str:
        """How duties name this instruction."""
        return f"instruction:{self.pk}"
