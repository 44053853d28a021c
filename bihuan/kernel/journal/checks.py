"""What must hold before the journal may be trusted."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from bihuan.kernel.journal.append_only import unguarded_tables
from bihuan.kernel.journal.keys import key_problem


def check_append_only(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every append-only table that exists has its triggers. Runs where the database is checked: `bihuan check --database default`."""
    if not databases or "default" not in databases:
        return []
    return [
        Error(
            f"表 {table} 缺少只增触发器，记录可能被改动。",
            hint="运行 bihuan migrate --skip-checks 重新安装，然后运行 bihuan audit verify。",
            id="journal.E001",
        )
        for table in unguarded_tables()
    ]


def check_seal_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Production has a key for its seals, and nobody else may read it."""
    if not settings.PRODUCTION:
        return []
    problem = key_problem(settings.SEAL_KEY_FILE)
    return [Error(problem, id="journal.E002")] if problem else []
