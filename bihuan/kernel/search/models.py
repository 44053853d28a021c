"""One row per subject that can be found."""

from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper


class TermsField(models.TextField):  # type: ignore[type-arg]  # generic in the stubs only
    """Terms with a space between them: a tsvector on PostgreSQL, text (mirrored into FTS5 by triggers) on SQLite."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        # Built from our own terms, never by PostgreSQL's parser, which would split numbers and addresses its own way.
        if connection.vendor == "postgresql":
            return "array_to_tsvector(string_to_array(%s, ' '))"
        return "%s"

    def bulk_value(self, value: str) -> str:
        """As COPY takes it, where there is no placeholder: terms are letters and digits, so quotes are all the escaping there is."""
        if connection.vendor == "postgresql":
            return " ".join(f"'{term}'" for term in value.split(" "))
        return value


class Indexed(models.Model):
    """What a subject is found by. Deleting the row forgets it; on SQLite triggers keep the FTS5 table in step."""

    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    terms = TermsField()

    class Meta:
        verbose_name = "检索条目"
        constraints = [
            # reader: index and unindex of one subject; the planner probes it when a term is frequent
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="search_indexed_subject"),
        ]
