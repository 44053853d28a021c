import pytest

from bihuan.domain.liaison.tests.parts import Keeping
from bihuan.domain.organisations.choices import Role
from bihuan.testing.cases import Loop
from bihuan.testing.city import seat


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
def keeping(loop) -> Keeping:
    """The liaison's small world: 恒达 with its contact, 周洁 as its steward, another cadre beside her."""
    person, post = seat(
        username="fan_lei",
        name="范磊",
        office=loop.city.housing_market,
        title="包联干部",
        roles=[Role.STEWARD],
    )
    loop.city.people["fan_lei"], loop.city.posts["fan_lei"] = person, post
    return Keeping(loop)
