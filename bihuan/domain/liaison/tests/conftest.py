import pytest

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
