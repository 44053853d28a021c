import pytest

from bihuan.testing.cases import Loop


@pytest.fixture
def loop(city) -> Loop:
    """The straight path with the cast's hands."""
    return Loop(city)
