"""What a column cannot hold is refused with a sentence, not by the database: SQLite would keep it, PostgreSQL would fail."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from bihuan.kernel.refusals import Malformed


def refuse_unless_fits(model: type[models.Model], values: Mapping[str, Any]) -> None:
    """Texts no longer than their columns and without NUL, whole numbers within range. Names every field that does not hold."""
    wrong = {name: fault for name, value in values.items() if (fault := _fault(model, name, value))}
    if wrong:
        raise Malformed(fields=wrong)


def _fault(model: type[models.Model], name: str, value: Any) -> str:
    field = model._meta.get_field(name)
    if isinstance(value, str):
        longest = getattr(field, "max_length", None)
        if longest is not None and len(value) > longest:
            return f"最多 {longest} 个字，现有 {len(value)} 个。"
        return "含有不能保存的字符。" if "\0" in value else ""
    if isinstance(field, models.IntegerField) and isinstance(value, int):
        # The narrower ranges of PostgreSQL on either database: a city may move from one to the other.
        low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
        if not low <= value <= high:
            return "数字太大或太小。"
    return ""


def without_nul(text: str) -> str:
    """What is looked for, without the one character that PostgreSQL refuses even in a question: it is in no row."""
    return text.replace("\0", "")
