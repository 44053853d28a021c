"""Fixtures of the shared cast: `city`, and one actor per name in `bihuan.testing.city.CAST`, at work on a Monday morning."""

from collections.abc import Callable

import pytest

from bihuan.kernel.access import Actor
from bihuan.testing.city import CAST, City, make_city


@pytest.fixture
def city(db: None) -> City:
    return make_city()


def _member(name: str) -> Callable[..., Actor]:
    @pytest.fixture(name=name)
    def member(city: City) -> Actor:
        return city.actor(name)

    return member


globals().update({name: _member(name) for name in CAST})
__all__ = ["city", *CAST]
