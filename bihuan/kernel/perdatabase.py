"""The one place where code may differ between PostgreSQL and SQLite."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection

T = TypeVar("T")


@dataclass(frozen=True)
class PerDatabase(Generic[T]):
    """A pair of values, statements or functions: `PerDatabase(postgresql=…, sqlite=…).here`."""

    postgresql: T
    sqlite: T

    @property
    def here(self) -> T:
        """The one for the database that is connected."""
        return self.of(connection.vendor)

    def of(self, vendor: str) -> T:
        """The one for a named database; migrations pass `schema_editor.connection.vendor`."""
        if vendor == "postgresql":
            return self.postgresql
        if vendor == "sqlite":
            return self.sqlite
        raise ValueError(f"Bihuan runs on PostgreSQL and SQLite, not on {vendor}.")


def run_per_database(statements: "PerDatabase[str]") -> Callable[[Any, Any], None]:
    """A function for `migrations.RunPython` that executes the statement of the database being migrated; "" does nothing."""

    def run(apps: Any, schema_editor: Any) -> None:
        statement = statements.of(schema_editor.connection.vendor)
        if statement:
            schema_editor.execute(statement)

    return run
