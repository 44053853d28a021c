"""How the kernel finds what the rooms above declare, without knowing the rooms."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


def import_from_rooms(module: str) -> list[ModuleType]:
    """Import `<room>.<module>` of every room that has one, so that what it registers is there; in the order of the settings."""
    names = [
        f"{config.name}.{module}" for config in apps.get_app_configs() if config.name.startswith("bihuan.")
    ]
    return [import_module(name) for name in names if find_spec(name) is not None]
