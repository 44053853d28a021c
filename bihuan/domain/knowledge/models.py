"""One question and its answer."""

from django.db import models
from django.db.models import Q

from bihuan.kernel.journal.subjects import Subject


class KnowledgeEntry(models.Model):
    """Who owns it, on which document it rests, and until when it may be relied on. Public text: no personal data."""

    question = models.CharField("问题", max_length=200)
    answer = models.TextField("答复口径")
    owner = models.ForeignKey(
        "organisations.Office", on_delete=models.PROTECT, related_name="+", verbose_name="责任科室"
    )
    document = models.CharField("依据", max_length=200)
    category = models.CharField("类别", max_length=80, blank=True)
    review_on = models.DateField("复核日期")
    published_at = models.DateTimeField("发布时间")
    from_case = models.CharField("来自工单", max_length=16, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    class Meta:
        verbose_name = "知识条目"
        indexes = [
            # reader: entries due for review; what is offered
            models.Index(fields=["review_on"], name="knowledge_review", condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def subject(self) -> Subject:
        return Subject("knowledge", self.pk)
