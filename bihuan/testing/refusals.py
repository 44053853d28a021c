"""What is refused, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bihuan.kernel.refusals import Refusal


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is inside is refused for this reason."""
    with pytest.raises(Refusal) as said:
        yield
    assert said.value.code == code, said.value
