import pytest

from bihuan.testing.cases import Loop


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)
