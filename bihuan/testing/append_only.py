"""Tests that commit for real are cleaned up by emptying every table, which append-only tables refuse."""

from typing import Any

from django.test import TransactionTestCase

from bihuan.kernel.journal.append_only import install_append_only, lift_append_only

# Any: Django offers no hook here, and its stubs do not name the method.
CASE: Any = TransactionTestCase


def lift_append_only_before_flush() -> None:
    """Teach Django's teardown of transactional tests (live servers too) to lift the triggers first and put them back. Called once."""
    flush = CASE._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        lift_append_only()
        try:
            flush(case)
        finally:
            install_append_only()

    CASE._fixture_teardown = teardown
