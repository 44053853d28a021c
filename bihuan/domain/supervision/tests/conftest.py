import pytest

from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.domain.walkthroughs.tests.conftest import active, desk, item, next_monday, roster
from bihuan.testing.cases import Loop

# A roster in force and an item that nobody walks, as their own room's tests make them.
__all__ = ["active", "desk", "item", "loop", "next_monday", "roster", "supervising"]


@pytest.fixture
def loop(city, settings, tmp_path) -> Loop:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return Loop(city)


@pytest.fixture
def supervising(loop) -> Supervising:
    return Supervising(loop)
