"""Fixtures that every room and every journey shares: the cast, the clock, query counts, the browser."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from hypothesis import settings

from bihuan.testing.append_only import lift_append_only_before_flush
from bihuan.testing.clock import clock  # noqa: F401
from bihuan.testing.fixtures import *  # noqa: F403  the shared cast, see bihuan/testing/city.py
from bihuan.testing.query_counts import query_count  # noqa: F401

# A timing never decides a test: a loaded machine is not a fault of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """A safe password hash is slow on purpose; tests sign in thousands of times."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _append_only_is_lifted_before_a_flush() -> None:
    lift_append_only_before_flush()
