"""Erasable texts: reasons, replies, what a reporter said. The journal holds a note's id and its salted digest, never the words."""

from django.db import models


class Note(models.Model):
    """One text. Erasing deletes text and salt; the entry that names it stays valid, and nobody can try guesses against the digest."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    text = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # reader: erasing all notes of one subject when its retention ends
            models.Index(fields=["subject_kind", "subject_id"], name="note_subject"),
        ]
