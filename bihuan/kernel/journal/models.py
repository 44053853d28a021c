"""Entries and the order in which everyone reads them. Nothing here is ever changed or deleted; see `append_only`."""

import json
from functools import cached_property
from typing import Any

from django.db import models

from bihuan.kernel.journal.subjects import Subject


class Entry(models.Model):
    """One thing that was done. `text` says everything and is what is hashed; the other columns only index it."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    event = models.CharField(max_length=64)
    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    acting_for_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=16)
    agent = models.CharField(max_length=64, blank=True)  # which job or token, where no person acts
    face = models.CharField(max_length=32)
    text = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=16)

    class Meta:
        constraints = [
            # Keeps a chain from forking, and reads one subject's history.
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "seq"], name="entry_subject_seq")
        ]

    def __str__(self) -> str:
        return f"{self.subject}#{self.seq} {self.event}"

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)

    @property
    def position(self) -> int:
        """Its place among all entries; readers have it at hand."""
        return self.placed.position

    @cached_property
    def said(self) -> dict[str, Any]:
        """Everything the text says."""
        return said_in(self.text)

    @property
    def data(self) -> dict[str, Any]:
        """What the action wrote about itself; moments are text here."""
        data: dict[str, Any] = self.said["data"]
        return data


def said_in(text: str) -> dict[str, Any]:
    """Everything that the text of an entry says."""
    said: dict[str, Any] = json.loads(text)
    return said


class Queued(models.Model):
    """An entry that has no position yet; written in the action's transaction, moved by `place`."""

    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )


class Position(models.Model):
    """The order of all entries: gap-free, and what is read after a position never appears before it."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="placed"
    )


class Head(models.Model):
    """One row: the last position given. Whoever holds its lock is the one who places."""

    placed = models.BigIntegerField(default=0)


class ReaderMark(models.Model):
    """How far a reader of all entries has read; saved in the transaction of what it did with them."""

    name = models.CharField(max_length=64, primary_key=True)
    position = models.BigIntegerField(default=0)


class Node(models.Model):
    """The hash of a complete subtree of the Merkle log: `index`-th of those with 2**level leaves. Only large ones are kept."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="node_level_index")]


class Seal(models.Model):
    """A signed statement: these were the first `size` entries. `text` is what is signed; the other columns only index it."""

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    text = models.TextField()
    signature = models.CharField(max_length=128)
    public_key = models.CharField(max_length=64)
