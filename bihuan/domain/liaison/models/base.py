"""What the nouns of this room that have a history share: a version, which is the seq of the last journal entry."""

from typing import ClassVar

from django.db import models

from bihuan.domain.liaison.choices import Noun
from bihuan.kernel.journal.subjects import Subject


class Kept(models.Model):
    """A row with a chain of its own."""

    noun: ClassVar[Noun]

    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        return Subject(str(self.noun), self.pk)


class Numbered(Kept):
    """One that people call by a number. Drawn last in the transaction that makes it, hence null for a moment."""

    number = models.CharField("编号", max_length=16, unique=True, null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number or "未编号"
