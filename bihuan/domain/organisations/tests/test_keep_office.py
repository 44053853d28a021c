"""更新资料、指定派单台、设岗."""

from datetime import date

import pytest

from bihuan.domain.organisations.actions import change_post, close_post, create_post, set_desk, update_office
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Tenure
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState
from bihuan.testing.city import MONDAY_MORNING


def test_a_desk_keeps_its_own_unit_up_to_date(city, ma_li, xu_hui):
    kept = update_office(office=city.housing_permits, by=ma_li, at=MONDAY_MORNING, phone="0716-8000001")
    assert kept.phone == "0716-8000001"
    assert history(kept.subject)[-1].data == {"changed": ["phone"]}
    with pytest.raises(NotAllowed):
        update_office(office=city.housing_permits, by=xu_hui, at=MONDAY_MORNING, phone="1")


def test_nothing_changed_is_said(city, ma_li):
    with pytest.raises(WrongState):
        update_office(office=city.housing_permits, by=ma_li, at=MONDAY_MORNING, phone="")


def test_a_desk_lies_inside_its_unit(city, cao_rui):
    assert (
        set_desk(office=city.housing, by=cao_rui, at=MONDAY_MORNING, desk=city.housing_window).desk
        == city.housing_window
    )
    with pytest.raises(WrongState):
        set_desk(office=city.housing, by=cao_rui, at=MONDAY_MORNING, desk=city.streets_desk)


def test_rights_are_set_by_the_security_administrator_only(city, xie_min, cao_rui):
    post = create_post(
        office=city.housing_market,
        by=xie_min,
        at=MONDAY_MORNING,
        title="承办人",
        roles=[Role.HANDLER, Role.HANDLER],
    )
    assert post.roles == ["HANDLER"]
    with pytest.raises(NotAllowed):
        create_post(
            office=city.housing_market, by=cao_rui, at=MONDAY_MORNING, title="科长", roles=[Role.SECTION_HEAD]
        )
    with pytest.raises(Malformed):
        create_post(
            office=city.housing_market, by=xie_min, at=MONDAY_MORNING, title="承办人", roles=[Role.HANDLER]
        )


@pytest.mark.parametrize(
    ("where", "roles", "code"),
    [
        ("data_centre", [Role.SYSTEM_ADMIN, Role.AUDITOR], "admins_in_one_hand"),
        ("data_centre", [Role.SYSTEM_ADMIN, Role.HANDLER], "admin_post_mixed"),
        ("city", [Role.SYSTEM_ADMIN], "admin_post_in_area"),  # would see all of the city's cases
    ],
)
def test_administrators_posts_stand_apart(city, xie_min, where, roles, code):
    with pytest.raises(WrongState) as refused:
        create_post(office=city.offices[where], by=xie_min, at=MONDAY_MORNING, title="新岗", roles=roles)
    assert refused.value.code == code


def test_a_changed_post_is_checked_against_everything_its_holders_have(city, xie_min):
    auditor, other = (
        city.person("du_ping"),
        create_post(office=city.data_centre, by=xie_min, at=MONDAY_MORNING, title="数据员", roles=[]),
    )
    Tenure.objects.create(person=auditor, post=other, from_on=date(2026, 1, 1))
    with pytest.raises(WrongState) as refused:
        change_post(
            office=city.data_centre, by=xie_min, at=MONDAY_MORNING, post=other, roles=[Role.SYSTEM_ADMIN]
        )
    assert refused.value.code == "admins_in_one_hand"


def test_a_post_that_is_held_is_not_closed(city, xie_min):
    post = city.posts["li_qiang"]
    with pytest.raises(WrongState):
        close_post(office=post.office, by=xie_min, at=MONDAY_MORNING, post=post, closed_on=date(2027, 1, 1))
    Tenure.objects.filter(post=post).update(to_on=date(2026, 12, 31))
    assert close_post(
        office=post.office, by=xie_min, at=MONDAY_MORNING, post=post, closed_on=date(2027, 1, 1)
    ).closed_on
