from collections.abc import Callable

import pytest

from bihuan.domain.indicators.actions import decide_publication, propose_publication
from bihuan.kernel.figures import figure_of
from bihuan.kernel.figures.models import Published
from bihuan.testing.cases import Loop

CODE = "cases.resolution_rate"


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)


@pytest.fixture
def propose(loop: Loop) -> Callable[..., Published]:
    def act(who: str = "zhao_min", **inputs: object) -> Published:
        inputs = {"figure": figure_of(CODE), "period": "2026", "reason": "年度公布"} | inputs
        return propose_publication(by=loop.actor(who), at=loop.later(), **inputs)

    return act


@pytest.fixture
def sign(loop: Loop) -> Callable[..., Published]:
    def act(publication: Published, who: str = "mayor_fang", *, granted: bool = True) -> Published:
        by, at = loop.actor(who), loop.later()
        return decide_publication(
            publication=publication, by=by, at=at, granted=granted, answer="与台账一致。"
        )

    return act
