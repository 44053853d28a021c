"""What the city does is what people may do: whatever the seed, and however slow its units, no step is refused, and what is to be solved is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bihuan.domain.cases.choices import Outcome
from bihuan.domain.cases.models import Case
from bihuan.simulation import year
from bihuan.simulation.city import SLOWEST, Builder
from bihuan.simulation.firms import plan_firms
from bihuan.simulation.liaison import plan_liaison
from bihuan.simulation.life import Life, do_what_the_worker_does
from bihuan.simulation.plans import Batch, CityPlan
from bihuan.simulation.steps import publish_knowledge

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SHORT = CityPlan(
    departments=4,
    second_level=0,
    sections=8,
    counties=1,
    county_departments=0,
    towns_per_county=1,
    stewards=2,
    enterprises=3,
    batches=(
        Batch("TEN_QUESTIONS", "VISIT", firm=True, total=8, resolved=5),
        Batch("DUAL_OPTIMISATION", "PORTAL", firm=False, total=16, resolved=12),
    ),
    residents=4,
    days=60,
    firm_needs=2,
)


def lived(seed: int) -> Life:
    """The cases of a short city from their report to their end, without what is done beside them."""
    start = NOW - timedelta(days=SHORT.days + 75)
    world = Builder(SHORT, seed=seed, at=start, say=lambda line: None).build()
    publish_knowledge(world, start)
    life = Life(until=NOW)
    plan_liaison(world, life, start, NOW)
    year.plan_cases(world, life, SHORT, start, NOW)
    plan_firms(world, life, SHORT, start, NOW)
    life.every_evening(start, do_what_the_worker_does)
    life.run(lambda at, done: None)
    return life


@pytest.fixture
def solved() -> Iterator[None]:
    """As many as planned, whatever became of the others."""
    yield
    for batch in SHORT.batches:
        ended = Case.objects.filter(outcome=Outcome.SOLVED, struck_off_at__isnull=False)
        assert ended.filter(programme=batch.programme).count() >= batch.resolved


@pytest.mark.usefixtures("solved")
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_the_seed(seed):
    assert not lived(seed).refused


@pytest.mark.parametrize("seed", [3])
def test_however_slow_the_units(seed, monkeypatch):
    def all_slow(builder: Builder) -> None:
        for unit in builder.world.units:
            unit.slow, unit.careless = SLOWEST, 0.2

    monkeypatch.setattr(Builder, "_temper", all_slow)
    assert not lived(seed).refused
