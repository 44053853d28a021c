"""企业登录: credit code, telephone, one-time code."""

from datetime import timedelta

import pytest

from bihuan.domain.enterprises.actions import revoke_contact, send_code, sign_in_contact
from bihuan.domain.enterprises.models import SignInCode
from bihuan.domain.enterprises.rules.contacts import code_holds
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import history
from bihuan.kernel.notices.gateways import RecordingSms
from bihuan.kernel.notices.jobs import deliver_notices
from bihuan.kernel.notices.models import Delivery, Notice
from bihuan.kernel.refusals import Malformed
from bihuan.testing.city import MONDAY_MORNING as AT

PUBLIC = Actor.public()
PHONE = "13807160001"


@pytest.fixture
def sms(settings):
    settings.SMS_GATEWAY = "bihuan.kernel.notices.gateways.RecordingSms"
    RecordingSms.sent.clear()
    return RecordingSms.sent


def send(firm, phone=PHONE, at=AT):
    return send_code(uscc=firm.uscc, phone=phone, by=PUBLIC, at=at)


def sign_in(firm, code, phone=PHONE, at=AT):
    return sign_in_contact(uscc=firm.uscc, phone=phone, code=code, at=at)


def test_the_code_that_was_sent_opens_once(hengda, contacts):
    code = send(hengda)
    assert sign_in(hengda, code, at=AT + timedelta(minutes=4)) == contacts["hengda_owner"]
    with pytest.raises(Malformed):
        sign_in(hengda, code, at=AT + timedelta(minutes=4))
    events = [entry.event for entry in history(contacts["hengda_owner"].subject)]
    assert events == ["contact.send_code", "contact.sign_in"]


def test_it_goes_to_the_verified_telephone_and_lies_nowhere_in_the_open(hengda, contacts, sms, clock):
    code = send(hengda, at=clock.at)
    notice = Notice.objects.get()
    kept = f"{notice.title}{notice.body}{notice.secret}{SignInCode.objects.get().digest}{notice.entry.text}"
    assert code not in kept
    deliver_notices(Actor.calendar("notices.deliver"), clock.at)
    [(phone, text, _)] = sms
    assert (phone, text[-6:]) == (PHONE, code)
    notice.refresh_from_db()
    assert notice.secret == ""


def test_a_code_that_comes_too_late_is_not_sent(hengda, contacts, sms, clock):
    send(hengda, at=clock.at)
    clock.advance(minutes=6)
    deliver_notices(Actor.calendar("notices.deliver"), clock.at)
    assert not sms
    assert Delivery.objects.get().last_error == "Stale"
    assert Notice.objects.get().secret == ""


def test_nobody_learns_who_is_a_contact(hengda, xinyuan, contacts):
    """An unknown telephone, another firm's contact, a firm that is none: nothing is sent, and the answer is the same."""
    said = set()
    for uscc, phone in [
        (hengda.uscc, "13900000000"),
        (xinyuan.uscc, PHONE),
        ("91350100M000100Y43", PHONE),
        (hengda.uscc, PHONE),
    ]:
        if (uscc, phone) != (hengda.uscc, PHONE):
            assert send_code(uscc=uscc, phone=phone, by=PUBLIC, at=AT) == ""
        with pytest.raises(Malformed) as refused:
            sign_in_contact(uscc=uscc, phone=phone, code="000000", at=AT)
        said.add((refused.value.code, str(refused.value), refused.value.help))
    assert len(said) == 1
    assert not Notice.objects.exists()


def test_a_code_dies_after_five_wrong_tries(hengda, contacts):
    code = send(hengda)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        with pytest.raises(Malformed):
            sign_in(hengda, wrong)
    with pytest.raises(Malformed):
        sign_in(hengda, code)
    assert history(contacts["hengda_owner"].subject)[-1].event == "contact.lock_out"


def test_another_code_replaces_the_first(hengda, contacts):
    first = send(hengda)
    second = send(hengda, at=AT + timedelta(minutes=1))
    if first != second:
        with pytest.raises(Malformed):
            sign_in(hengda, first, at=AT + timedelta(minutes=2))
    assert sign_in(hengda, second, at=AT + timedelta(minutes=2))


def test_who_was_revoked_in_between_does_not_come_in(hengda, contacts, zhao_min):
    code = send(hengda)
    revoke_contact(enterprise=hengda, by=zhao_min, at=AT, contact=contacts["hengda_owner"], reason="离职。")
    with pytest.raises(Malformed):
        sign_in(hengda, code)


@pytest.mark.parametrize(
    ("minutes", "used", "tries", "holds"),
    [
        (4, False, 0, True),
        (5, False, 0, False),  # 到时间就失效
        (4, True, 0, False),  # 用过一次
        (4, False, 4, True),
        (4, False, 5, False),  # 输错太多次
    ],
)
def test_when_a_code_holds(minutes, used, tries, holds):
    assert (
        code_holds(
            expires_at=AT + timedelta(minutes=5),
            used_at=AT if used else None,
            tries=tries,
            most=5,
            at=AT + timedelta(minutes=minutes),
        )
        is holds
    )
