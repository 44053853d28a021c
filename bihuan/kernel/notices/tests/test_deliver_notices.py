import smtplib
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices.actions import Recipient, queue_notices
from bihuan.kernel.notices.choices import DeliveryState
from bihuan.kernel.notices.jobs import deliver_notices, forget_old_notices
from bihuan.kernel.notices.models import Delivery
from bihuan.kernel.notices.queries import dead_deliveries
from bihuan.kernel.notices.rules import after_quiet_hours, next_try
from bihuan.kernel.notices.tests.conftest import AT, write_entry

BY = Actor.calendar("notices.deliver")
CITY = ZoneInfo("Asia/Shanghai")
StandAt = Callable[[datetime], None]
pytestmark = pytest.mark.usefixtures("clock_at")


def queue(entry: Entry, key: str, *channels: str, critical: bool = False, at: datetime = AT) -> None:
    queue_notices(
        entry=entry,
        recipients=[Recipient(key, channels)],
        title="工单 2026-1 待签收",
        body="请登录办理。",
        at=at,
        critical=critical,
    )


def failing_with(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> list[int]:
    """Django's mail connection fails with this; how often it was asked."""
    asked: list[int] = []

    def send(self: EmailBackend, messages: list[object]) -> int:
        asked.append(1)
        raise failure

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return asked


def test_mail_goes_out_once_with_our_id(entry: Entry, desk: str) -> None:
    queue(entry, desk, "mail")
    report = deliver_notices(BY, AT)
    assert sorted(message.to[0] for message in mail.outbox) == ["li@example.com", "ma@example.com"]
    assert mail.outbox[0].subject == "工单 2026-1 待签收"
    uids = {f"<{d.uid}@localhost>" for d in Delivery.objects.all()}
    assert {message.extra_headers["Message-ID"] for message in mail.outbox} == uids
    assert report.done == 3  # one lot resolved, two sent
    deliver_notices(BY, AT)
    assert len(mail.outbox) == 2


def test_the_address_is_forgotten_once_it_was_used(entry: Entry, desk: str) -> None:
    queue(entry, desk, "mail")
    deliver_notices(BY, AT)
    assert {d.address for d in Delivery.objects.all()} == {""}
    assert {d.state for d in Delivery.objects.all()} == {DeliveryState.SENT}


def test_a_failure_is_tried_again_later_and_then_given_up(
    entry: Entry, li_qiang: Person, clock_at: StandAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = failing_with(monkeypatch, smtplib.SMTPDataError(451, b"li@example.com: later"))
    queue(entry, f"person:{li_qiang.pk}", "mail")
    at = AT
    for _ in range(30):
        deliver_notices(BY, at)
        at += timedelta(hours=1)
        clock_at(at)
    delivery = dead_deliveries().get()
    assert len(asked) == delivery.attempts == 8
    assert delivery.last_error == "SMTPDataError 451"  # no address
    assert delivery.address == ""


def test_an_address_that_does_not_exist_is_given_up_at_once(
    entry: Entry, li_qiang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_with(monkeypatch, smtplib.SMTPRecipientsRefused({"li@example.com": (550, b"unknown")}))
    queue(entry, f"person:{li_qiang.pk}", "mail")
    deliver_notices(BY, AT)
    assert dead_deliveries().get().last_error == "SMTPRecipientsRefused 550"


def test_a_server_that_is_down_is_asked_once_per_run(desk: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = failing_with(monkeypatch, ConnectionRefusedError())
    for id in range(3):
        queue(write_entry(id), desk, "mail")
    assert deliver_notices(BY, AT).failed == 1
    assert len(asked) == 1


def test_a_claim_of_another_worker_is_left_alone_until_it_lapses(
    entry: Entry, li_qiang: Person, clock_at: StandAt
) -> None:
    queue(entry, f"person:{li_qiang.pk}", "mail")
    deliver_notices(BY, AT)
    mail.outbox.clear()
    Delivery.objects.update(
        sent_at=None, next_at=AT, leased_until=AT + timedelta(minutes=2), address="li@example.com"
    )
    deliver_notices(BY, AT)
    assert not mail.outbox
    clock_at(AT + timedelta(minutes=3))
    deliver_notices(BY, AT + timedelta(minutes=3))
    assert len(mail.outbox) == 1


def test_sms_goes_through_the_citys_gateway(
    entry: Entry, reporter: str, sms: deque[tuple[str, str, str]]
) -> None:
    queue(entry, reporter, "sms", "mail")  # no mail address: that notice reaches nobody
    deliver_notices(BY, AT)
    delivery = Delivery.objects.get()
    assert list(sms) == [("13900000009", "工单 2026-1 待签收 请登录办理。", str(delivery.uid))]
    assert "13900000009" not in delivery.who


def test_without_a_gateway_an_sms_is_not_said_to_be_sent(entry: Entry, reporter: str) -> None:
    queue(entry, reporter, "sms")
    deliver_notices(BY, AT)
    assert dead_deliveries().get().last_error == "NoSmsGateway"


NIGHT = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # 23:30 in the city
MORNING = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # 07:30


def test_an_sms_waits_for_the_morning_unless_it_is_critical(
    desk: str, clock_at: StandAt, sms: deque[tuple[str, str, str]]
) -> None:
    clock_at(NIGHT)
    queue(write_entry(1), desk, "sms", at=NIGHT)
    queue(write_entry(2), desk, "sms", at=NIGHT, critical=True)
    deliver_notices(BY, NIGHT)
    assert [phone for phone, _, _ in sms] == [
        "13800000002",
        "13800000001",
        "13800000002",
    ]  # 马丽 asked for no rest
    clock_at(MORNING)
    deliver_notices(BY, MORNING)
    assert len(sms) == 4


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("2026-11-22T21:59", "2026-11-22T21:59"),
        ("2026-11-22T22:00", "2026-11-23T07:30"),
        ("2026-11-23T00:10", "2026-11-23T07:30"),
        ("2026-11-23T07:30", "2026-11-23T07:30"),
    ],
)
def test_quiet_hours_end_in_the_morning(here: str, expected: str) -> None:
    at = datetime.fromisoformat(here).replace(tzinfo=CITY).astimezone(UTC)
    due = after_quiet_hours(at=at, begin=time(22), end=time(7, 30), zone=CITY)
    assert due.astimezone(CITY).isoformat()[:16] == expected


def test_quiet_hours_may_lie_within_one_day() -> None:
    noon = datetime(2026, 11, 23, 12, 30, tzinfo=CITY)
    assert after_quiet_hours(at=noon, begin=time(12), end=time(14), zone=CITY) == noon.replace(
        hour=14, minute=0
    )


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 4), (3, 16), (4, 64), (5, 256), (6, 360), (99, 360)]
)
def test_each_wait_is_four_times_the_last(attempts: int, minutes: int) -> None:
    assert next_try(attempts=attempts, at=AT, jitter=0) == AT + timedelta(minutes=minutes)
    assert next_try(attempts=attempts, at=AT, jitter=-1) == AT + timedelta(minutes=minutes) * 0.8


def test_old_notices_are_forgotten_and_young_ones_kept(entry: Entry, li_qiang: Person) -> None:
    long_ago = AT - timedelta(days=401)
    queue(entry, f"person:{li_qiang.pk}", "in_app", at=long_ago)
    assert forget_old_notices(BY, AT).done == 0  # not told yet
    deliver_notices(BY, AT)
    queue(write_entry(2), f"person:{li_qiang.pk}", "in_app")
    deliver_notices(BY, AT)
    forget_old_notices(BY, AT)
    assert [d.notice.queued_at for d in Delivery.objects.all()] == [AT]
