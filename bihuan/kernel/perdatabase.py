"""The one place where code may differ between PostgreSQL and SQLite."""

from dataclasses import dataclass
from typing import Generic, TypeVar

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
        """The one for a named database."""
        if vendor == "postgresql":
            return self.postgresql
        if vendor == "sqlite":
            return self.sqlite
        raise ValueError(f"Bihuan runs on PostgreSQL and SQLite, not on {vendor}.")
