"""The room's nouns made ready for a verb."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bihuan.domain.services.rules.content import MaterialContent
from bihuan.domain.services.tests.conftest import PERMIT
from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import FindingKind
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import Refusal
from bihuan.testing.city import MONDAY_MORNING, City

CONTENT = replace(
    PERMIT,
    high_frequency=True,
    materials=(*PERMIT.materials, MaterialContent("户籍证明")),
    windows=(),
)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is inside is refused for this reason."""
    with pytest.raises(Refusal) as said:
        yield
    assert said.value.code == code, said.value


class Desk:
    """The cast at work; time passes with every step."""

    def __init__(self, city: City, *, at: datetime = MONDAY_MORNING) -> None:
        self.city, self.at = city, at

    def actor(self, name: str) -> Actor:
        return self.city.actor(name, at=self.at)

    def later(self, **delta: float) -> datetime:
        self.at += timedelta(**(delta or {"minutes": 10}))
        return self.at

    def make(self, action: Callable[..., Any], who: str, **inputs: Any) -> Any:
        return action(by=self.actor(who), at=self.later(), **inputs)

    def do(self, action: Callable[..., Any], thing: Any, who: str, **inputs: Any) -> Any:
        """The thing as it is afterwards."""
        return action(**{str(thing.noun): thing}, by=self.actor(who), at=self.later(), **inputs)


def find(desk, walk, who="director_chen", **more):
    given = {"kind": FindingKind.MATERIALS, "content": "户籍证明没有用处。", "saves_materials": 1}
    return desk.do(actions.find_on_walk, walk, who, **given | more)
