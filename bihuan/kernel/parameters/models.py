"""Policy values as dated data. The shipped values are YAML with documents; a city's own are rows, activated by two persons."""

from django.db import models
from django.db.models import F, Q

from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.parameters.choices import Status


class Edition(models.Model):
    """One row. Its number grows whenever parameters or calendar years are activated; in-process caches key on it."""

    number = models.PositiveBigIntegerField(default=1)


class Override(models.Model):
    """A city's own value of one row of a parameter, from a day on. It replaces the shipped row with the same keys."""

    code = models.CharField(max_length=80)
    keys = models.JSONField(default=list)  # in the parameter's order, `*` for any
    value = models.JSONField()
    from_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)
    document_title = models.CharField("文件", max_length=200)
    document_number = models.CharField("文号", max_length=80)
    status = models.CharField(max_length=12, choices=Status.pairs, default=Status.DRAFT)
    doubts = models.JSONField(default=list)  # the validators' sentences
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    activated_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "本市参数"
        indexes = [
            # reader: the parameter's page, and the load of all active ones once per edition
            models.Index(fields=["code", "from_on"], name="override_code"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(activated_by=None) | ~Q(activated_by=F("proposed_by")),
                name="override_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | ~Q(verified_by=F("proposed_by")),
                name="override_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(activated_at=None) | ~Q(document_number=""), name="override_active_has_document"
            ),
        ]

    @property
    def subject(self) -> Subject:
        return Subject("parameter", self.pk)
