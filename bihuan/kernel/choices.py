"""Codes that a column may hold: a readable word that is stored, a Chinese label that is shown."""

from django.db import models


class Codes(models.TextChoices):
    """Base of every list of states and kinds. Fields take `choices=Kind.pairs`: a callable, so that a new label makes no migration."""

    @classmethod
    def pairs(cls) -> list[tuple[str, str]]:
        """The stored words with their labels."""
        return [(str(value), str(label)) for value, label in cls.choices]
