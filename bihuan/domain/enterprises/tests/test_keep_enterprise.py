"""登记、更名、更新、联系人、年度."""

from datetime import date

import pytest

from bihuan.domain.enterprises.actions import (
    end_contact,
    record_above_scale,
    record_year,
    register_enterprise,
    rename_enterprise,
    set_contact,
    update_enterprise,
    withdraw_above_scale,
)
from bihuan.domain.enterprises.choices import AboveScaleKind, ContactRole, SizeClass
from bihuan.domain.enterprises.queries import contacts_for, find_enterprises, firms_called_from, name_on
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Changed, Malformed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING

WAN = 1_000_000


def test_a_firm_is_registered_with_its_code_in_one_form(zhao_min):
    firm = register_enterprise(
        by=zhao_min, at=MONDAY_MORNING, name=" 甲公司 ", uscc="91350100m000100y43", industry="c34"
    )
    assert (firm.name, firm.uscc, firm.industry) == ("甲公司", "91350100M000100Y43", "C34")
    assert [entry.event for entry in history(firm.subject)] == ["enterprise.register"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"uscc": "91350100M000100Y44"}, "uscc"), ({"industry": "C99"}, "industry"), ({"name": "  "}, "name")],
)
def test_what_does_not_hold_is_named(zhao_min, values, field):
    with pytest.raises(Malformed) as refused:
        register_enterprise(by=zhao_min, at=MONDAY_MORNING, **{"name": "甲公司"} | values)
    assert list(refused.value.fields) == [field]


def test_a_code_that_is_known_leads_to_its_firm(zhao_min, hengda):
    with pytest.raises(Malformed) as refused:
        register_enterprise(by=zhao_min, at=MONDAY_MORNING, name="恒达", uscc=hengda.uscc)
    assert refused.value.details["enterprise"] == hengda.code


def test_not_by_a_handler(li_qiang, hengda):
    with pytest.raises(NotAllowed):
        rename_enterprise(enterprise=hengda, by=li_qiang, at=MONDAY_MORNING, name="新名")


def test_a_former_name_still_finds_it(zhao_min, hengda):
    rename_enterprise(enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, name="恒达智造股份有限公司")
    hengda.refresh_from_db()
    assert find_enterprises(zhao_min, "恒达机械") == [hengda]
    assert name_on(hengda, date(2026, 11, 22)) == "恒达机械制造有限公司"
    assert name_on(hengda, date(2026, 11, 23)) == "恒达智造股份有限公司"


def test_an_update_keeps_what_is_left_out(zhao_min, hengda):
    updated = update_enterprise(
        enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, address="东方大道1号", seen=0
    )
    assert updated.address == "东方大道1号" and updated.industry == "C34"
    with pytest.raises(WrongState):
        update_enterprise(enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, uscc=hengda.uscc)
    with pytest.raises(Changed):
        update_enterprise(enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, address="2号", seen=0)


def test_a_year_gives_the_size_class_and_the_latest_is_shown(zhao_min, hengda):
    row = record_year(
        enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, year=2025, staff=1200, revenue_fen=50000 * WAN
    )
    assert row.size_class == SizeClass.LARGE
    record_year(enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, year=2024, staff=10, revenue_fen=1)
    hengda.refresh_from_db()
    assert hengda.size_class == SizeClass.LARGE


def test_an_unknown_figure_gives_no_class(zhao_min, hengda):
    assert (
        record_year(enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, year=2025, staff=1200).size_class == ""
    )
    assert history(hengda.subject)[-1].data["size"] == "不能确定"


@pytest.mark.parametrize("values", [{"year": 2027}, {"year": 1900}, {"year": 2025, "staff": -1}])
def test_a_year_that_cannot_be_is_refused(zhao_min, hengda, values):
    with pytest.raises(Malformed):
        record_year(enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, **values)


def test_above_scale_is_by_kind_and_year(zhao_min, xinyuan, ma_li):
    mark = {"enterprise": xinyuan, "at": MONDAY_MORNING, "kind": AboveScaleKind.INDUSTRY, "year": 2026}
    record_above_scale(by=zhao_min, **mark)
    with pytest.raises(WrongState):
        record_above_scale(by=zhao_min, **mark)
    with pytest.raises(NotAllowed):
        withdraw_above_scale(by=ma_li, **mark)
    withdraw_above_scale(by=zhao_min, **mark)
    assert not xinyuan.above_scale.exists()


def test_a_contact_is_seen_in_full_by_callers_and_masked_by_others(zhao_min, mayor_fang, hengda):
    set_contact(
        enterprise=hengda,
        by=zhao_min,
        at=MONDAY_MORNING,
        name="张三丰",
        role=ContactRole.LIAISON,
        phone="138 1234 5678",
    )
    assert [(c.name, c.phone) for c in contacts_for(zhao_min, hengda)] == [("张三丰", "13812345678")]
    assert [(c.name, c.phone) for c in contacts_for(mayor_fang, hengda)] == [("张**", "138****5678")]
    entry = history(hengda.subject)[-1]
    assert "张三丰" not in entry.text and "13812345678" not in entry.text


def test_a_caller_is_recognised_until_they_leave(zhao_min, liu_yang, hengda):
    contact = set_contact(
        enterprise=hengda,
        by=zhao_min,
        at=MONDAY_MORNING,
        name="张三",
        role=ContactRole.LIAISON,
        phone="13812345678",
    )
    assert firms_called_from(liu_yang, "+86 138-1234-5678") == [hengda]
    end_contact(enterprise=hengda, by=zhao_min, at=MONDAY_MORNING, contact=contact)
    assert firms_called_from(liu_yang, "13812345678") == []


def test_the_same_contact_again_renews_the_number(zhao_min, hengda):
    for number in ("13812345678", "13912345678"):
        set_contact(
            enterprise=hengda,
            by=zhao_min,
            at=MONDAY_MORNING,
            name="张三",
            role=ContactRole.MANAGER,
            phone=number,
        )
    assert hengda.contacts.get().phone == "13912345678"
