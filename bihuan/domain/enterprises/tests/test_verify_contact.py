"""核验联系人、邀请联系人、停用登录."""

import pytest

from bihuan.domain.enterprises.actions import (
    end_contact,
    invite_contact,
    merge_enterprises,
    register_enterprise,
    revoke_contact,
    set_contact,
    verify_contact,
)
from bihuan.domain.enterprises.choices import FIRM_OWNER, ContactRole, ContactStanding
from bihuan.domain.enterprises.models import Contact
from bihuan.domain.enterprises.queries import (
    actor_of_contact,
    colleague_of,
    colleagues_of,
    contact_signing_in,
    enterprises_visible_to,
    plan_merge,
    signed_in_contact,
)
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, WrongState
from bihuan.testing.city import MONDAY_MORNING as AT


@pytest.fixture
def known(zhao_min, hengda) -> Contact:
    """A contact whose telephone is known and nothing more."""
    return set_contact(
        enterprise=hengda, by=zhao_min, at=AT, name="钱某", role=ContactRole.FINANCE, phone="13807160009"
    )


def verify(contact, by, **inputs):
    said = {"evidence": "看过营业执照正本和本人身份证。"} | inputs
    return verify_contact(enterprise=contact.enterprise, contact=contact, by=by, at=AT, **said)


def test_a_verified_contact_can_sign_in(zhao_min, known):
    assert contact_signing_in(known.enterprise.uscc, "13807160009") is None
    verify(known, zhao_min)
    assert contact_signing_in(known.enterprise.uscc, "138 0716 0009") == known
    entry = history(known.enterprise.subject)[-1]
    assert (entry.event, entry.data["contact"]) == ("enterprise.verify_contact", known.pk)
    assert "13807160009" not in entry.text
    assert "钱某" not in entry.text


@pytest.mark.parametrize("name", ["liu_yang", "zhou_jie", "li_qiang", "hengda_owner"])
def test_only_the_office_verifies(known, name, request):
    """Not the steward either, who would choose by whom they are rated."""
    with pytest.raises(NotAllowed):
        verify(known, request.getfixturevalue(name))


def test_not_without_saying_what_was_looked_at(zhao_min, known):
    with pytest.raises(Malformed) as refused:
        verify(known, zhao_min, evidence=" ")
    assert list(refused.value.fields) == ["evidence"]


def test_not_twice_and_not_without_a_mobile_number(zhao_min, hengda, known):
    verify(known, zhao_min)
    with pytest.raises(WrongState, match="已经核验"):
        verify(known, zhao_min)
    landline = set_contact(
        enterprise=hengda, by=zhao_min, at=AT, name="总机", role=ContactRole.CLERK, phone="0716-8123456"
    )
    with pytest.raises(Malformed, match="手机"):
        verify(landline, zhao_min)


def test_one_telephone_is_one_contact_of_a_firm(zhao_min, hengda, contacts):
    other = set_contact(
        enterprise=hengda, by=zhao_min, at=AT, name="冒某", role=ContactRole.FINANCE, phone="13807160001"
    )
    with pytest.raises(Malformed, match="已有联系人"):
        verify(other, zhao_min)


def test_another_telephone_has_to_be_verified_anew(zhou_jie, hengda, contacts):
    """Whoever keeps the register cannot put their own number where a verified one stood."""
    owner = contacts["hengda_owner"]
    set_contact(enterprise=hengda, by=zhou_jie, at=AT, name=owner.name, role=owner.role, phone="13900000001")
    owner.refresh_from_db()
    assert owner.standing == ContactStanding.KNOWN
    assert contact_signing_in(hengda.uscc, "13900000001") is None
    assert signed_in_contact(owner.pk) is None


def test_the_same_telephone_again_changes_nothing(zhou_jie, hengda, contacts):
    owner = contacts["hengda_owner"]
    set_contact(enterprise=hengda, by=zhou_jie, at=AT, name=owner.name, role=owner.role, phone=owner.phone)
    owner.refresh_from_db()
    assert owner.signs_in


def test_the_owner_invites_who_is_no_owner(hengda, hengda_owner):
    said = {"enterprise": hengda, "by": hengda_owner, "at": AT, "name": "财务小何", "phone": "13807160010"}
    invited = invite_contact(role=ContactRole.FINANCE, **said)
    assert invited.signs_in
    assert invited.invited_by_id == int(hengda_owner.subject.partition(":")[2])
    assert history(hengda.subject)[-1].event == "enterprise.invite_contact"
    with pytest.raises(NotAllowed, match="双优化办"):
        invite_contact(role=ContactRole.CONTROLLER, **said)


@pytest.mark.parametrize("name", ["hengda_clerk", "xinyuan_owner", "zhao_min"])
def test_nobody_else_invites(hengda, contacts, name, request):
    with pytest.raises(NotAllowed):
        invite_contact(
            enterprise=hengda,
            by=request.getfixturevalue(name),
            at=AT,
            name="某",
            role=ContactRole.CLERK,
            phone="13807160011",
        )


def test_a_firm_has_only_so_many(hengda, hengda_owner):
    for n in range(8):  # beside the two of the cast
        number = f"1380716002{n}"
        invite_contact(
            enterprise=hengda, by=hengda_owner, at=AT, name=f"员工{n}", role=ContactRole.CLERK, phone=number
        )
    with pytest.raises(WrongState, match="最多 10 名"):
        invite_contact(
            enterprise=hengda,
            by=hengda_owner,
            at=AT,
            name="又一个",
            role=ContactRole.CLERK,
            phone="13807160030",
        )


def test_a_revoked_contact_is_out_at_once(zhao_min, hengda, contacts):
    clerk = contacts["hengda_clerk"]
    revoke_contact(enterprise=hengda, by=zhao_min, at=AT, contact=clerk, reason="手机丢失。")
    assert signed_in_contact(clerk.pk) is None
    assert contact_signing_in(hengda.uscc, clerk.phone) is None
    assert history(hengda.subject)[-1].event == "enterprise.revoke_contact"
    with pytest.raises(WrongState):
        revoke_contact(enterprise=hengda, by=zhao_min, at=AT, contact=clerk, reason="再来一次。")


def test_the_owner_revokes_a_colleague_and_not_themselves(hengda, contacts, hengda_owner, hengda_clerk):
    said = {"enterprise": hengda, "at": AT, "reason": "已离职。"}
    with pytest.raises(NotAllowed):
        revoke_contact(by=hengda_clerk, contact=contacts["hengda_owner"], **said)
    with pytest.raises(WrongState, match="自己"):
        revoke_contact(by=hengda_owner, contact=contacts["hengda_owner"], **said)
    with pytest.raises(NotVisible):
        revoke_contact(by=hengda_owner, contact=contacts["xinyuan_owner"], **said)
    gone = revoke_contact(by=hengda_owner, contact=contacts["hengda_clerk"], left=True, **said)
    assert gone.standing == ContactStanding.ENDED


def test_a_contact_that_the_office_ends_is_out_too(zhao_min, hengda, contacts):
    end_contact(enterprise=hengda, by=zhao_min, at=AT, contact=contacts["hengda_clerk"])
    assert signed_in_contact(contacts["hengda_clerk"].pk) is None


def test_a_contact_sees_its_own_firm_and_colleagues(hengda_owner, hengda_clerk, contacts, hengda):
    assert hengda_owner.has(FIRM_OWNER)
    assert not hengda_clerk.has(FIRM_OWNER)
    assert list(enterprises_visible_to(hengda_clerk)) == [hengda]
    assert [one.pk for one in colleagues_of(hengda_clerk)] == [
        contacts["hengda_owner"].pk,
        contacts["hengda_clerk"].pk,
    ]
    with pytest.raises(NotVisible):
        colleague_of(hengda_clerk, contacts["xinyuan_owner"].pk)


def test_contacts_follow_when_two_records_of_a_firm_become_one(zhao_min, contacts, hengda, city):
    """The duplicate had no code; whoever was verified under it signs in with the survivor's."""
    twin = register_enterprise(by=zhao_min, at=AT, name="恒达机械", region=city.regions["city"])
    known = set_contact(
        enterprise=twin, by=zhao_min, at=AT, name="吴某", role=ContactRole.FINANCE, phone="13807160040"
    )
    verify(known, zhao_min)
    merge_enterprises(plan=plan_merge(hengda, twin), by=zhao_min, at=AT)
    assert contact_signing_in(hengda.uscc, "13807160040") == known
    known.refresh_from_db()
    assert actor_of_contact(known).keys == {
        f"contact:{known.pk}",
        f"enterprise:{hengda.pk}",
        f"enterprise:{twin.pk}",
    }


def test_a_verified_contact_is_not_given_up_for_one_that_only_has_a_number(zhao_min, hengda, city):
    said = {"by": zhao_min, "at": AT, "name": "吴某", "role": ContactRole.FINANCE, "phone": "13807160040"}
    set_contact(enterprise=hengda, **said)
    twin = register_enterprise(by=zhao_min, at=AT, name="恒达机械", region=city.regions["city"])
    known = set_contact(enterprise=twin, **said)
    verify(known, zhao_min)
    merge_enterprises(plan=plan_merge(hengda, twin), by=zhao_min, at=AT)
    assert contact_signing_in(hengda.uscc, "13807160040") == known
