"""十问: an edition of questions, aspect by aspect. Issued ones never change; answers name the question."""

from django.db import models

from bihuan.domain.liaison.choices import EditionState, Noun, QuestionKind
from bihuan.kernel.tracked import Kept


class Edition(Kept):
    """The questions that hold from a day on, with the document that orders them."""

    noun = Noun.EDITION

    name = models.CharField("名称", max_length=60)
    document = models.CharField("文号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=8, choices=EditionState.pairs, default=EditionState.DRAFT)
    drafted_at = models.DateTimeField("起草时间")
    from_on = models.DateField("生效日", null=True)

    class Meta:
        verbose_name = "十问版本"
        indexes = [
            # reader: the edition of a day
            models.Index(fields=["state", "-from_on"], name="edition_from"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """What an address calls it."""
        return str(self.pk)


class Question(models.Model):
    """One question. `code` stays the same from edition to edition, so that answers can be followed over the years.
    asked_if, asked_if_answer: branching; it is asked only when that other question was answered so."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="questions")
    place = models.PositiveSmallIntegerField("顺序")
    code = models.CharField("代码", max_length=24)
    aspect = models.CharField("方面", max_length=24)
    text = models.CharField("问题", max_length=200)
    kind = models.CharField("形式", max_length=8, choices=QuestionKind.pairs)
    options = models.JSONField("选项", default=list)
    asked_if = models.CharField("前题代码", max_length=24, blank=True)
    asked_if_answer = models.CharField("前题答案", max_length=80, blank=True)
    points_to_need = models.CharField("提示登记问题的答案", max_length=80, blank=True)

    class Meta:
        ordering = ["edition", "place"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="question_code_once")]

    def __str__(self) -> str:
        return self.text
