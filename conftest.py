"""Fixtures that every room and every journey shares: whatever stands in `bihuan/testing`."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from hypothesis import settings

from bihuan.testing.append_only import lift_append_only_before_flush

# The shared cast, the clock, query counts, the director at the window, the firm and its steward, the browser.
pytest_plugins = [
    "bihuan.testing.fixtures",
    "bihuan.testing.clock",
    "bihuan.testing.query_counts",
    "bihuan.testing.desk",
    "bihuan.testing.keeping",
    "bihuan.testing.browser",
]
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
