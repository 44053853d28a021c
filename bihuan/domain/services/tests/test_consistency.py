"""事项体检: what was kept at publication is what the rules find; when the rules change, the job looks again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bihuan.domain.services import actions
from bihuan.domain.services.choices import Audience, ItemKind, UseLevel
from bihuan.domain.services.jobs import check_items
from bihuan.domain.services.models import ItemVersion, VersionFault
from bihuan.domain.services.queries import content_of, version_on
from bihuan.domain.services.queries.consistency import (
    faults_by_rule,
    faulty_versions,
    kept_faults,
    reports_by_unit,
)
from bihuan.domain.services.rules import checks
from bihuan.domain.services.rules.checks import faults_of
from bihuan.domain.services.rules.checks.base import Check
from bihuan.kernel.access import Actor
from bihuan.testing.city import MONDAY_MORNING

TODAY = MONDAY_MORNING.date()
TOMORROW = TODAY + timedelta(days=1)
pytestmark = pytest.mark.django_db


class NamedShort(Check):
    code = "named_short"
    sentence = "名称不超过三个字"
    fix = "写短些。"

    def finds(self, item):
        if len(item.name) > 3:
            yield item.name


@pytest.fixture
def doubtful(city, content, item):
    """Tomorrow's version is doubtful in two ways; it says so, and is published."""
    return actions.publish_version(
        item=item,
        by=city.actor("ma_li"),
        at=MONDAY_MORNING,
        content=replace(content, windows=(), conditions=""),
        from_on=TOMORROW,
    )


def test_what_is_kept_is_what_the_rules_find(city, item, doubtful):
    assert not reports_by_unit(TODAY)[0].faults and not faults_by_rule(TODAY)
    for version in ItemVersion.objects.all():
        assert kept_faults(version) == faults_of(content_of(version))
    [report] = reports_by_unit(TOMORROW)
    assert (report.unit, report.items, report.faulty) == (city.housing, 1, 1)
    assert report.faults == len(kept_faults(doubtful)) > 1
    assert sum(faults_by_rule(TOMORROW).values()) == report.faults


def test_a_list_is_of_one_rule_and_one_unit(city, doubtful):
    [found] = faulty_versions(TOMORROW, rule="has_conditions", unit=city.housing.code)
    assert [fault.check for fault in kept_faults(found)] == ["has_conditions"]
    assert not faulty_versions(TOMORROW, rule="same_unit")
    assert not faulty_versions(TOMORROW, unit=city.streets.code)
    assert not faulty_versions(TODAY)


def test_a_draft_is_kept_when_it_is_published(city, item):
    by = city.actor("ma_li")
    actions.describe_item(
        item=item,
        by=by,
        at=MONDAY_MORNING,
        name="建筑工程施工许可证核发",
        kind=ItemKind.PERMIT,
        use_level=UseLevel.CITY,
        audience=Audience.FIRM,
        basis="《中华人民共和国建筑法》第七条",
        result="建筑工程施工许可证",
    )
    assert not VersionFault.objects.exists()
    actions.publish_draft(item=item, by=by, at=MONDAY_MORNING, from_on=TOMORROW, document="荆1号")
    assert "has_conditions" in faults_by_rule(TOMORROW)
    assert kept_faults(version_on(item, TOMORROW)) == faults_of(content_of(version_on(item, TOMORROW)))


def test_when_the_rules_change_the_job_looks_again(item, monkeypatch):
    by = Actor.calendar("t")
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS, NamedShort()))
    assert check_items(by, MONDAY_MORNING).failed == 0
    [kept] = VersionFault.objects.all()
    assert (kept.rule, kept.what) == ("named_short", "建筑工程施工许可证核发")
    assert [fault.fix for fault in kept_faults(kept.version)] == ["写短些。"]
    check_items(by, MONDAY_MORNING)
    assert VersionFault.objects.get() == kept  # nothing new, nothing written


def test_a_rule_that_is_gone_finds_nothing_more(item):
    VersionFault.objects.create(version=version_on(item, TODAY), rule="long_gone")
    assert not faulty_versions(TODAY) and not reports_by_unit(TODAY)[0].faults
    assert kept_faults(version_on(item, TODAY)) == []
    check_items(Actor.calendar("t"), MONDAY_MORNING)
    assert not VersionFault.objects.exists()
