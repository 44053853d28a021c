"""A document that was made here."""

from django.db import models

from bihuan.kernel.attachments.models import Attachment


class Document(models.Model):
    """One paper: what it is, its number, what it is about, and the SHA-256 of the stored file that the journal repeats."""

    kind = models.CharField("种类", max_length=32)
    number = models.CharField("文号", max_length=64, blank=True)
    title = models.CharField("标题", max_length=200)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="document")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "公文"
        indexes = [
            # reader: the papers of one subject
            models.Index(fields=["subject_kind", "subject_id", "id"], name="document_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=~models.Q(number=""), name="document_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def reference(self) -> dict[str, int | str]:
        """What a journal entry says of it."""
        return {"document": self.pk, "sha256": self.sha256}
