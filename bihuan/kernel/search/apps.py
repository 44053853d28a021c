from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def reinstall(*, using: str, **_: Any) -> None:
    """Put back what a migration of the table may have dropped."""
    from bihuan.kernel.search.install import install

    connection = connections[using]
    if "search_indexed" in connection.introspection.table_names():
        install(connection)


class SearchConfig(AppConfig):
    name = "bihuan.kernel.search"
    label = "search"

    def ready(self) -> None:
        post_migrate.connect(reinstall, sender=self)
