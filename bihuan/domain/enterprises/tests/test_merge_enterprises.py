"""合并: planned, shown, then done as planned."""

import pytest

from bihuan.domain.enterprises.actions import merge_enterprises, record_year, rename_enterprise, set_contact
from bihuan.domain.enterprises.choices import AboveScaleKind, ContactRole
from bihuan.domain.enterprises.models import AboveScale, Contact, Enterprise
from bihuan.domain.enterprises.queries import (
    enterprise_for,
    find_enterprises,
    plan_merge,
    same_enterprise_ids,
)
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Changed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING


@pytest.fixture
def twin(hengda, zhao_min):
    """恒达 again, known by name only, with a year, a mark and two contacts of its own."""
    twin = Enterprise.objects.create(name="恒达机械厂", address="荆沙大道8号", industry="C35")
    record_year(enterprise=twin, by=zhao_min, at=MONDAY_MORNING, year=2023, staff=100, revenue_fen=10**9)
    AboveScale.objects.create(enterprise=twin, kind=AboveScaleKind.INDUSTRY, year=2023)
    AboveScale.objects.create(enterprise=twin, kind=AboveScaleKind.INDUSTRY, year=2024)
    for firm, name in ((twin, "张三"), (twin, "李四"), (hengda, "张三")):
        phone = {"张三": "13812345678", "李四": "13912345678"}[name]
        set_contact(
            enterprise=firm, by=zhao_min, at=MONDAY_MORNING, name=name, role=ContactRole.LIAISON, phone=phone
        )
    return twin


def test_the_plan_says_what_will_happen_and_writes_nothing(hengda, twin):
    plan = plan_merge(hengda, twin)
    assert plan.takes == {"address": "荆沙大道8号"}
    assert plan.keeps == {"industry": ("C34", "C35"), "size_class": ("MEDIUM", "SMALL")}
    assert plan.adds_names == ("恒达机械厂",) and plan.adds_years == (2023,)
    assert plan.adds_above_scale == (("INDUSTRY", 2023),)
    assert len(plan.adds_contacts) == 1  # 张三 is known by her number
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_it_is_done_as_planned(hengda, twin, zhao_min):
    merge_enterprises(plan=plan_merge(hengda, twin), by=zhao_min, at=MONDAY_MORNING)
    hengda.refresh_from_db(), twin.refresh_from_db()
    assert twin.merged_into == hengda and hengda.address == "荆沙大道8号" and hengda.industry == "C34"
    assert hengda.years.filter(year=2023).exists()
    assert sorted(hengda.above_scale.values_list("year", flat=True)) == [2023, 2024, 2025, 2026]
    assert set(hengda.contacts.values_list("name", flat=True)) == {"张三", "李四"}
    assert Contact.objects.filter(enterprise=twin).count() == 1  # nothing is lost
    assert history(hengda.subject)[-1].event == "enterprise.merge"
    assert history(twin.subject)[-1].event == "enterprise.merged"


def test_the_dropped_code_and_name_lead_to_the_survivor(hengda, twin, zhao_min):
    code = twin.code
    merge_enterprises(plan=plan_merge(hengda, twin), by=zhao_min, at=MONDAY_MORNING)
    assert enterprise_for(zhao_min, code) == hengda
    assert find_enterprises(zhao_min, "恒达机械厂") == [hengda]
    assert same_enterprise_ids(hengda) == {hengda.pk, twin.pk}


def test_the_code_moves_to_a_survivor_that_had_none(hengda, zhao_min, db):
    nameless = Enterprise.objects.create(name="恒达")
    uscc = hengda.uscc
    merge_enterprises(plan=plan_merge(nameless, hengda), by=zhao_min, at=MONDAY_MORNING)
    nameless.refresh_from_db()
    assert nameless.uscc == uscc and enterprise_for(zhao_min, uscc) == nameless


def test_a_chain_of_merges_ends_at_the_last_survivor(hengda, twin, zhao_min):
    third = Enterprise.objects.create(name="恒达三")
    merge_enterprises(plan=plan_merge(twin, third), by=zhao_min, at=MONDAY_MORNING)
    twin.refresh_from_db()
    merge_enterprises(plan=plan_merge(hengda, twin), by=zhao_min, at=MONDAY_MORNING)
    third.refresh_from_db()
    assert third.merged_into == hengda


def test_what_changed_since_the_plan_is_not_overrun(hengda, twin, zhao_min):
    plan = plan_merge(hengda, twin)
    rename_enterprise(enterprise=twin, by=zhao_min, at=MONDAY_MORNING, name="恒达设备厂")
    with pytest.raises(Changed):
        merge_enterprises(plan=plan, by=zhao_min, at=MONDAY_MORNING)
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_two_codes_are_two_firms(hengda, xinyuan):
    with pytest.raises(WrongState) as refused:
        plan_merge(hengda, xinyuan)
    assert refused.value.code == "two_enterprises"
    with pytest.raises(WrongState):
        plan_merge(hengda, hengda)


def test_only_the_office_merges(hengda, twin, zhou_jie):
    with pytest.raises(NotAllowed):
        merge_enterprises(plan=plan_merge(hengda, twin), by=zhou_jie, at=MONDAY_MORNING)
