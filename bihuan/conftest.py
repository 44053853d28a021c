"""Fixtures that every room shares."""

from bihuan.testing.fixtures import *  # noqa: F403  the shared cast, see bihuan/testing/city.py
