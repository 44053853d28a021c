import pytest

from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.testing.cases import Loop


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
