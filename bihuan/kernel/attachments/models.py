"""A file that somebody gave us."""

import secrets
from datetime import UTC, datetime

from django.db import models

from bihuan.kernel.attachments.kinds import kind_choices


def new_key() -> str:
    """Unguessable (192 bits); names the stored file and stands in URLs, where a name given by a person never does."""
    return secrets.token_hex(24)


def stored_path(at: datetime, key: str) -> str:
    """`2026/11/23/<key>`, the day in UTC."""
    return f"{at.astimezone(UTC):%Y/%m/%d}/{key}"


class Attachment(models.Model):
    """One stored file, of a kind found in its content. Without a subject it is an orphan, removed after a day."""

    key = models.CharField(max_length=48, unique=True, default=new_key)  # reader: open_for
    # What the giver called it: shown as text, never part of a path or URL.
    original_name = models.CharField("原文件名", max_length=200, blank=True)
    kind = models.CharField("类型", max_length=8, choices=kind_choices)
    size = models.BigIntegerField("字节")
    # Of the stored bytes: what the journal names and a reader can check.
    sha256 = models.CharField(max_length=64)
    # Of the bytes as given: the same photo, sent twice, is the same although it was cleaned in between.
    given_sha256 = models.CharField(max_length=64)
    # What a photo looks like, the same after resizing and recompression (chat programs do both); empty for other kinds.
    look = models.CharField(max_length=16, blank=True)
    # From the photo's own data, read before that is removed: a claim, not a fact.
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True)
    subject_kind = models.CharField(max_length=32, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    item = models.CharField(max_length=64, blank=True)
    given_by = models.CharField(max_length=80)
    received_at = models.DateTimeField()
    # The bytes are gone (retention, orphan); the row stays so that journal entries that name it still mean something.
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "附件"
        indexes = [
            # reader: files_of(subject)
            models.Index(fields=["subject_kind", "subject_id", "id"], name="attachment_subject"),
            # reader: used_before, "this picture came with another case"
            models.Index(fields=["given_sha256"], name="attachment_given"),
            models.Index(fields=["look"], name="attachment_look", condition=~models.Q(look="")),
            # reader: remove_orphans
            models.Index(
                fields=["received_at"],
                name="attachment_orphan",
                condition=models.Q(subject_id=None, erased_at=None),
            ),
            # reader: remove_orphans, which makes sure that erased bytes are gone
            models.Index(
                fields=["erased_at"],
                name="attachment_erased",
                condition=models.Q(erased_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject_id=None, subject_kind="")
                | (models.Q(subject_id__isnull=False) & ~models.Q(subject_kind="")),
                name="attachment_subject_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name or f"{self.kind}.{self.pk}"

    @property
    def path(self) -> str:
        """Where the storage keeps it: by day, so that the sweep for ownerless files lists few names at a time."""
        return stored_path(self.received_at, self.key)

    @property
    def is_orphan(self) -> bool:
        """Received and never attached to anything."""
        return self.subject_id is None
