"""The prefecture has the offices that the newspaper counts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bihuan.domain.organisations.choices import OfficeKind, Role, UnitRank
from bihuan.domain.organisations.models import Office, Tenure
from bihuan.simulation.city import Builder
from bihuan.simulation.plans import PREFECTURE


@pytest.mark.slow
@pytest.mark.django_db
def test_its_offices_and_cadres_are_those_of_the_page():
    at = datetime(2025, 10, 20, 2, tzinfo=UTC)
    Builder(replace(PREFECTURE, enterprises=1), seed=1, at=at, say=lambda line: None).build()
    units = Office.objects.filter(kind=OfficeKind.UNIT)
    assert units.filter(unit_rank=UnitRank.FIRST).count() == 80
    assert units.filter(unit_rank=UnitRank.SECOND).count() == 113
    assert Office.objects.filter(kind=OfficeKind.SECTION).count() == 606
    assert sum(Role.STEWARD in held.post.roles for held in Tenure.objects.select_related("post")) == 1_414
