"""历史导入: replies that were given elsewhere, kept beside what this system itself carried and never mixed with it."""

from typing import ClassVar

from django.db import models

from bihuan.domain.cases.choices import ReplyKind
from bihuan.domain.cases.models.case import Case
from bihuan.kernel.access.models import Person
from bihuan.kernel.notes.models import Note


class ImportMapping(models.Model):
    """How one hotline names its columns, remembered by a name. `columns`: head → code of a column."""

    objects: ClassVar[models.Manager["ImportMapping"]] = models.Manager()
    name = models.CharField("名称", max_length=40, unique=True)
    columns = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = "导入对照"


class Import(models.Model):
    """One run over one file."""

    objects: ClassVar[models.Manager["Import"]] = models.Manager()
    source = models.CharField("来源系统", max_length=40)
    office = models.ForeignKey("organisations.Office", on_delete=models.PROTECT, related_name="+")
    file_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)  # with a reply: history
    opened = models.PositiveIntegerField(default=0)  # without one: registered, in the loop from now on
    repeated = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "导入批次"


class ImportedReply(models.Model):
    """The reply that another system gave, and what it proves by its own words. Its moments are that system's claims.

    late_minutes: working minutes beyond `limit`, the promise that holds here for such a case on that day; not a finding about anyone.
    """

    objects: ClassVar[models.Manager["ImportedReply"]] = models.Manager()
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="imported_reply")
    run = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField("答复种类", max_length=16, choices=ReplyKind.pairs)
    claims_done = models.BooleanField("自称已办好", default=False)
    text = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+", verbose_name="答复")
    replied_at = models.DateTimeField("答复时间", null=True)
    limit = models.CharField("所用时限", max_length=20)
    due_at = models.DateTimeField()
    late_minutes = models.PositiveIntegerField(null=True)  # null: the file gives no moment of the reply

    class Meta:
        verbose_name = "导入的答复"
