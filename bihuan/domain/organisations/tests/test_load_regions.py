"""Codes and their periods."""

from datetime import date

import pytest

from bihuan.domain.organisations.actions import load_regions
from bihuan.domain.organisations.choices import RegionKind
from bihuan.domain.organisations.models import Region
from bihuan.domain.organisations.queries import (
    ancestors_of,
    find_regions,
    region_for,
    region_on,
    regions_inside,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.refusals import Malformed, NotVisible
from bihuan.testing.city import MONDAY_MORNING

TODAY = date(2026, 11, 23)
LOADER = Actor.calendar("load_regions")


@pytest.fixture
def regions(db):
    return load_regions(by=LOADER, at=MONDAY_MORNING)


def test_it_ships_nine_county_level_areas_and_their_towns(regions):
    areas = Region.objects.filter(kind__in=[RegionKind.COUNTY, RegionKind.ZONE], to_on=None)
    assert areas.exclude(standard="LOCAL").count() == 9
    assert Region.objects.filter(kind=RegionKind.TOWN).count() == 129


def test_loading_again_changes_and_journals_nothing(regions):
    again = load_regions(by=LOADER, at=MONDAY_MORNING)
    assert (again.added, again.changed, again.unchanged) == (0, 0, regions.added)
    assert len(history(Subject("region", region_on("421000", TODAY).pk))) == 1


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("421023", date(2019, 12, 31), "监利县"),
        ("421023", date(2020, 6, 11), "监利县"),  # its last day
        ("421023", date(2020, 6, 12), None),
        ("421088", date(2020, 6, 11), None),
        ("421088", date(2020, 6, 12), "监利市"),  # its first day
        ("421071", TODAY, "荆州经济技术开发区"),
        ("421002", date(1999, 1, 1), "沙市区"),
        ("429999", TODAY, None),
    ],
)
def test_a_code_means_something_on_a_day(regions, code, day, name):
    region = region_on(code, day)
    assert (region.name if region else None) == name


def test_a_code_that_has_ended_leads_to_its_successor(regions):
    assert region_for("421023", on=TODAY).name == "监利市"
    assert region_for("421023", on=date(2018, 1, 1)).name == "监利县"
    with pytest.raises(NotVisible):
        region_for("421088", on=date(2018, 1, 1))


def test_up_and_down_the_tree(regions):
    town = region_on("421022100", TODAY)
    assert [region.name for region in ancestors_of(town)] == ["公安县", "荆州市"]
    assert town in regions_inside(region_on("421022", TODAY))
    assert town not in regions_inside(region_on("421002", TODAY))


def test_it_is_found_by_name_and_by_code(regions):
    assert find_regions("公安县", on=TODAY)[0].code == "421022"
    assert {region.code for region in find_regions("4210021", on=TODAY)} >= {"421002100"}
    assert not any(region.code == "421023" for region in find_regions("监利", on=TODAY))


def test_a_child_before_its_parent_is_refused_with_its_line(db, tmp_path):
    file = tmp_path / "regions.csv"
    file.write_text(
        "code,name,kind,standard,parent,from_on,to_on,successor\n421002,沙市区,COUNTY,GB2260,421000,,,\n",
        encoding="utf-8",
    )
    with pytest.raises(Malformed) as refused:
        load_regions(by=LOADER, at=MONDAY_MORNING, path=file)
    assert "第 2 行" in str(refused.value)
    assert not Region.objects.exists()
