"""What a column cannot hold is refused by name, on both databases alike."""

import pytest

from bihuan.domain.enterprises.actions import record_year, register_enterprise, rename_enterprise, set_contact
from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.organisations.actions import create_post, open_office, register_person, update_office
from bihuan.domain.organisations.choices import OfficeKind
from bihuan.kernel.refusals import Malformed
from bihuan.testing.city import MONDAY_MORNING

LONG = "长" * 300


def test_every_field_that_does_not_fit_is_named(city, hengda, cao_rui, xie_min, zhao_min):
    at = {"at": MONDAY_MORNING}
    section = {"office": city.housing, "by": cao_rui, "kind": OfficeKind.SECTION, **at}
    for field, attempt in [
        ("name", lambda: open_office(name=LONG, **section)),
        ("phone", lambda: open_office(name="短", phone=LONG, **section)),
        ("code", lambda: open_office(name="短", code="X" * 41, **section)),
        ("remit", lambda: open_office(name="短", remit="有\0字", **section)),
        ("address", lambda: update_office(office=city.housing, by=cao_rui, address=LONG, **at)),
        ("title", lambda: create_post(office=city.housing, by=xie_min, title=LONG, roles=[], **at)),
        ("username", lambda: register_person(by=cao_rui, username=LONG, name="短", **at)),
        ("name", lambda: register_enterprise(by=zhao_min, name=LONG, **at)),
        ("address", lambda: register_enterprise(by=zhao_min, name="短", address=LONG, **at)),
        ("name", lambda: rename_enterprise(enterprise=hengda, by=zhao_min, name=LONG, **at)),
        (
            "name",
            lambda: set_contact(enterprise=hengda, by=zhao_min, name=LONG, role=ContactRole.MANAGER, **at),
        ),
        ("staff", lambda: record_year(enterprise=hengda, by=zhao_min, year=2025, staff=2**40, **at)),
        (
            "revenue_fen",
            lambda: record_year(enterprise=hengda, by=zhao_min, year=2025, revenue_fen=2**70, **at),
        ),
    ]:
        with pytest.raises(Malformed) as refused:
            attempt()
        assert list(refused.value.fields) == [field]
