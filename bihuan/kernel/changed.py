"""A row is written by what an action changed of it, not whole: a wide row has many indexes that have nothing to do with the step."""

from copy import copy
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
_KEY = "_remembered"


def remembered(row: M) -> M:
    """Remember how a row was read or written, so that `save_changed` knows what became different."""
    row.__dict__[_KEY] = {
        field.attname: copy(row.__dict__[field.attname])
        for field in row._meta.concrete_fields
        if field.attname in row.__dict__
    }
    return row


def save_changed(row: models.Model) -> None:
    """Write the columns that differ from what is remembered; all of them where nothing is."""
    before = row.__dict__.get(_KEY)
    if before is None:
        row.save()
    elif changed := [name for name, value in before.items() if row.__dict__[name] != value]:
        row.save(update_fields=changed)
    remembered(row)
