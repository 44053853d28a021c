"""签发令牌、停用令牌: a firm's keys to the API, made and taken back by whoever speaks for it."""

from datetime import timedelta

import pytest

from bihuan.domain.enterprises.actions import make_key, revoke_contact, revoke_key, verify_contact
from bihuan.domain.enterprises.choices import KeyReach
from bihuan.domain.enterprises.queries import firm_key_for, live_keys, speaks_still
from bihuan.kernel.access.models import Token
from bihuan.kernel.access.queries import token_of
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, WrongState
from bihuan.testing.city import MONDAY_MORNING

AT = MONDAY_MORNING + timedelta(hours=1)


def make(hengda, by, **inputs):
    said = {"label": "办公系统", "reach": KeyReach.RAISE} | inputs
    return make_key(enterprise=hengda, by=by, at=said.pop("at", AT), **said)


def test_the_secret_is_returned_once_and_only_its_digest_is_kept(hengda, hengda_owner):
    token, secret = make(hengda, hengda_owner)
    kept = Token.objects.values_list().get()
    assert secret not in {str(value) for value in kept}
    assert token_of(f"Bearer {secret}", AT) == token
    assert (token.subject, token.post_id, token.person_id) == (hengda_owner.subject, None, None)
    assert token.expires_at == AT + timedelta(days=90)
    entry = history(hengda.subject)[-1]
    assert (entry.event, entry.data["token"]) == ("enterprise.make_key", token.pk)
    assert secret not in entry.text and "办公系统" not in entry.text


@pytest.mark.parametrize(
    ("reach", "scopes"),
    [
        (KeyReach.READ, ["firm:read"]),
        (KeyReach.RAISE, ["firm:read", "firm:write"]),
        (KeyReach.ACT, ["firm:act", "firm:read", "firm:write"]),
    ],
)
def test_it_reaches_as_far_as_was_said(hengda, hengda_owner, reach, scopes):
    token, _ = make(hengda, hengda_owner, reach=reach)
    assert token.scopes == scopes
    assert KeyReach.of(token.scopes) == reach


@pytest.mark.parametrize("name", ["hengda_clerk", "xinyuan_owner", "zhao_min", "zhou_jie"])
def test_only_who_speaks_for_the_firm_makes_and_takes_back(hengda, hengda_owner, name, request):
    by = request.getfixturevalue(name)
    with pytest.raises(NotAllowed):
        make(hengda, by)
    token, _ = make(hengda, hengda_owner)
    with pytest.raises(NotAllowed):
        revoke_key(enterprise=hengda, by=by, at=AT, token=token)


def test_not_without_saying_what_for(hengda, hengda_owner):
    with pytest.raises(Malformed) as said:
        make(hengda, hengda_owner, label=" ")
    assert "label" in said.value.fields


def test_five_at_a_time(hengda, hengda_owner):
    tokens = [make(hengda, hengda_owner)[0] for _ in range(5)]
    with pytest.raises(WrongState):
        make(hengda, hengda_owner)
    revoke_key(enterprise=hengda, by=hengda_owner, at=AT, token=tokens[0])
    make(hengda, hengda_owner)


def test_one_that_was_taken_back_opens_nothing(hengda, hengda_owner):
    token, secret = make(hengda, hengda_owner)
    revoke_key(enterprise=hengda, by=hengda_owner, at=AT, token=token)
    assert token_of(f"Bearer {secret}", AT) is None
    assert history(hengda.subject)[-1].event == "enterprise.revoke_key"
    with pytest.raises(NotVisible):
        revoke_key(enterprise=hengda, by=hengda_owner, at=AT, token=token)


def test_another_firms_key_does_not_exist(hengda, xinyuan, hengda_owner, xinyuan_owner):
    token, _ = make(hengda, hengda_owner)
    with pytest.raises(NotVisible):
        firm_key_for(xinyuan_owner, str(token.pk))
    with pytest.raises(NotVisible):
        revoke_key(enterprise=xinyuan, by=xinyuan_owner, at=AT, token=token)


def test_it_ends_with_its_contact_and_does_not_come_back_with_another_verification(
    hengda, hengda_owner, contacts, zhao_min
):
    token, _ = make(hengda, hengda_owner)
    contact = contacts["hengda_owner"]
    revoke_contact(enterprise=hengda, by=zhao_min, at=AT, contact=contact, reason="手机丢失。")
    assert not live_keys(hengda, AT).exists()
    later = AT + timedelta(days=1)
    verified = verify_contact(
        enterprise=hengda, by=zhao_min, at=later, contact=contact, evidence="重新核验。"
    )
    assert not speaks_still(token, verified)
