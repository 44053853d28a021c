"""A package's front door. An app's `__init__` is imported before Django's models are ready, so what it offers is fetched on first use."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def door(package: str, **modules: str) -> Callable[[str], Any]:
    """A module-level `__getattr__`: `door(__name__, record="actions")` fetches `record` from `.actions` when it is asked for."""

    def fetch(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return fetch
