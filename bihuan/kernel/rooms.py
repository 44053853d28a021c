"""How the kernel finds what the rooms above declare, without knowing the rooms."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def import_from_rooms(module: str) -> None:
    """Import `<room>.<module>` of every room that has one, so that what it registers is there."""
    for config in apps.get_app_configs():
        if not config.name.startswith("bihuan."):
            continue
        name = f"{config.name}.{module}"
        if find_spec(name) is not None:
            import_module(name)
