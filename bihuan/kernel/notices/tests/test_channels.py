"""By which channel a person is told: their choice, night, digest, a way out that is dead. With a real mail server and a real web hook."""

import email
import email.policy
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import apprise
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.queries import history
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notices.choices import Channel, DeliveryState
from bihuan.kernel.notices.choosing import choose_channels
from bihuan.kernel.notices.gateways import NotDelivered, hand_to_apprise
from bihuan.kernel.notices.jobs import deliver_notices
from bihuan.kernel.notices.models import Delivery
from bihuan.kernel.notices.queries import ways_out
from bihuan.kernel.notices.rules import route
from bihuan.kernel.notices.tests.conftest import AT, actor_of, write_entry
from bihuan.kernel.notices.tests.test_deliver_notices import BY, MORNING, NIGHT, queue
from bihuan.kernel.refusals import Malformed, NotAllowed
from bihuan.testing.tables import flag, table

StandAt = Callable[[datetime], None]
pytestmark = pytest.mark.usefixtures("clock_at")


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted. A path that says `lost` takes it and hangs up without an answer; `refuses` answers 400."""

    got: list[tuple[str, str]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        robot = self.path.strip("/")
        if "refuses" not in robot:
            self.got.append((robot, body["message"]))
        if "lost" in robot:
            self.connection.close()
            return
        self.send_response(400 if "refuses" in robot else 200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def hook(settings) -> Iterator[ThreadingHTTPServer]:
    """Robots of WeCom and DingTalk, on this machine."""
    Hook.got = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    here = f"json://127.0.0.1:{server.server_port}/{{address}}"
    settings.NOTICE_ROUTES = {"wecom": here, "dingtalk": here, "feishu": "", "sms": ""}
    yield server
    server.shutdown()
    server.server_close()


class Letterbox:
    """A mail server's handler. At the n-th mail it falls down after taking it, before it answers."""

    def __init__(self, falls_at: int = 0) -> None:
        self.falls_at = falls_at
        self.received: list[tuple[str, str]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        self.received.append((envelope.rcpt_tos[0], str(mail["Message-ID"])))
        if len(self.received) == self.falls_at:
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def mail_server(settings) -> Iterator[Callable[[Letterbox], Controller]]:
    """`mail_server(Letterbox())` starts one; again after a `stop()`, on the same port."""
    running: list[Controller] = []

    def start(letterbox: Letterbox) -> Controller:
        port = settings.EMAIL_PORT if running else 0
        controller = Controller(letterbox, hostname="127.0.0.1", port=port or free_port())
        controller.start()
        running.append(controller)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
        return controller

    yield start
    running[-1].stop(no_assert=True)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def choose(person: Person, *order: Channel, robot: str = "robot-1", digest: bool = False) -> Person:
    choose_channels(
        person=person,
        by=actor_of(person),
        at=AT,
        order=order,
        quiet_hours=person.quiet_hours,
        digest=digest,
        robots=dict.fromkeys((Channel.WECOM, Channel.DINGTALK), robot),
    )
    return person


def key(person: Person) -> str:
    return f"person:{person.pk}"


@table(
    """
    remark                                  | explicit | chosen    | critical | code | goes_by
    nothing chosen: as the event says       | sms      |           |          |      | sms
    nothing named, nothing chosen           |          |           |          |      |
    the person's choice                     | sms      | wecom mail|          |      | wecom mail
    critical: the event's first             | sms      | wecom     | yes      |      | sms wecom
    a code goes to its own number only      | sms      | wecom     |          | yes  | sms
    """,
    critical=flag,
    code=flag,
    explicit=str.split,
    chosen=str.split,
    goes_by=str.split,
)
def test_by_which_channel(explicit, chosen, critical, code, goes_by):
    assert route(explicit, chosen, critical=critical, for_one_channel=code) == tuple(goes_by)


def test_a_person_is_told_once_outside_by_what_they_chose(entry: Entry, desk: str, li_qiang, hook) -> None:
    choose(li_qiang, Channel.WECOM, Channel.MAIL)
    queue(entry, desk, "in_app")
    queue(entry, key(li_qiang), "in_app", "sms")
    deliver_notices(BY, AT)
    deliver_notices(BY, AT)
    assert Hook.got == [("robot-1", "请登录办理。")]
    mine = Delivery.objects.filter(person=li_qiang)
    assert Counter(mine.values_list("channel", flat=True)) == {"in_app": 1, "wecom": 1}


def test_a_mail_server_killed_in_the_middle_each_person_is_told_once(
    entry: Entry, hook, mail_server, clock_at: StandAt, monkeypatch
) -> None:
    """The third mail was taken and not acknowledged. It goes out again by mail, under its own id; the others take the web hook."""
    people = [
        choose(
            Person.objects.create_person(username=f"p{n}", name=f"甲{n}", email=f"p{n}@example.com"),
            Channel.MAIL,
            Channel.WECOM,
            robot=f"robot-{n}",
        )
        for n in range(8)
    ]
    first, second = Letterbox(falls_at=3), Letterbox()
    server = mail_server(first)
    for person in people:
        queue(entry, key(person), "in_app")
    deliver_notices(BY, AT)
    server.stop(no_assert=True)
    assert len(first.received) == 3 and not Hook.got
    later = AT
    for _ in range(8):  # nobody waits longer than the patience
        later += timedelta(minutes=3)
        clock_at(later)
        deliver_notices(BY, later)
    mail_server(second)
    for _ in range(8):
        later += timedelta(hours=2)
        clock_at(later)
        deliver_notices(BY, later)
    assert [state_of(d) for d in Delivery.objects.exclude(channel="in_app")] == ["sent"] * 8
    letters = {(to, id) for to, id in first.received + second.received}
    told = Counter(to.partition("@")[0].removeprefix("p") for to, _ in letters)
    told.update(robot.removeprefix("robot-") for robot, _ in Hook.got)
    assert told == dict.fromkeys(map(str, range(8)), 1)
    assert len(second.received) == 1 and second.received[0] == first.received[2]


def state_of(delivery: Delivery) -> str:
    return str(DeliveryState(delivery.state))


def test_a_dead_channel_is_seen_and_the_next_one_taken_and_it_is_seen_when_it_works_again(
    entry: Entry, li_qiang, hook, settings, clock_at: StandAt, mailoutbox
) -> None:
    routes = dict(settings.NOTICE_ROUTES)
    settings.NOTICE_ROUTES = routes | {"wecom": f"json://127.0.0.1:{free_port()}/{{address}}"}
    choose(li_qiang, Channel.WECOM, Channel.MAIL)
    queue(entry, key(li_qiang), "in_app")
    deliver_notices(BY, AT)
    (wecom, *_) = ways_out(since=AT)
    assert (wecom.channel, wecom.down_since, wecom.last_error, wecom.waiting) == (
        Channel.WECOM,
        AT,
        "NoConnection",
        1,
    )
    assert not mailoutbox  # it may come back soon
    for minutes in (5, 12, 13):
        clock_at(AT + timedelta(minutes=minutes))
        deliver_notices(BY, AT + timedelta(minutes=minutes))
    assert [mail.to for mail in mailoutbox] == [["li@example.com"]]
    settings.NOTICE_ROUTES = routes
    queue(write_entry(2), key(li_qiang), "in_app")
    deliver_notices(BY, AT + timedelta(minutes=13))
    assert len(Hook.got) == 1 and ways_out(since=AT)[0].down_since is None


@pytest.mark.parametrize(
    ("robot", "told", "by_mail"), [("refuses-1", 0, 1), ("lost-robot", 1, 0)], ids=["refused", "answer lost"]
)
def test_what_may_have_arrived_in_a_chat_is_told_by_no_other_channel(
    entry: Entry, li_qiang, hook, clock_at: StandAt, mailoutbox, robot, told, by_mail
) -> None:
    choose(li_qiang, Channel.WECOM, Channel.MAIL, robot=robot)
    queue(entry, key(li_qiang), "in_app")
    at = AT
    for _ in range(14):
        deliver_notices(BY, at)
        at += timedelta(hours=4)
        clock_at(at)
    assert (len(Hook.got), len(mailoutbox)) == (told, by_mail)


def test_a_chat_that_was_in_the_hands_of_a_worker_that_fell_is_not_sent_again(
    entry: Entry, li_qiang, hook, clock_at: StandAt
) -> None:
    choose(li_qiang, Channel.WECOM)
    queue(entry, key(li_qiang), "in_app")
    deliver_notices(BY, AT)
    Delivery.objects.filter(channel="wecom").update(
        sent_at=None, next_at=AT, leased_until=AT + timedelta(minutes=2), address="robot-1"
    )
    later = AT + timedelta(minutes=3)
    clock_at(later)
    deliver_notices(BY, later)
    assert len(Hook.got) == 1 and Delivery.objects.get(channel="wecom").last_error == "Unknown"


def test_a_chat_is_silent_at_night_unless_it_is_critical(
    entry: Entry, li_qiang, hook, clock_at: StandAt
) -> None:
    choose(li_qiang, Channel.WECOM)
    clock_at(NIGHT)
    queue(entry, key(li_qiang), "in_app", at=NIGHT)
    queue(write_entry(2), key(li_qiang), "in_app", critical=True, at=NIGHT)
    deliver_notices(BY, NIGHT)
    assert len(Hook.got) == 1
    clock_at(MORNING)
    deliver_notices(BY, MORNING)
    assert len(Hook.got) == 2


def test_a_digest_is_one_letter_in_the_morning_and_what_is_critical_does_not_wait(
    li_qiang, hook, clock_at: StandAt, monkeypatch
) -> None:
    choose(li_qiang, Channel.WECOM, digest=True)
    for n in range(3):
        queue(write_entry(n), key(li_qiang), "in_app")
    queue(write_entry(9), key(li_qiang), "in_app", critical=True)
    deliver_notices(BY, AT)
    assert len(Hook.got) == 1
    next_day = AT.replace(hour=0, minute=31) + timedelta(days=1)  # 08:31 in the city
    clock_at(next_day)
    deliver_notices(BY, next_day)
    deliver_notices(BY, next_day)
    assert [text.count("工单 2026-1 待签收") for _, text in Hook.got[1:]] == [3]
    assert Delivery.objects.filter(channel="wecom", sent_at=next_day, bundle__isnull=False).count() == 3


def test_a_digest_that_failed_goes_out_again_as_the_same_letter(
    li_qiang, hook, mail_server, clock_at: StandAt
) -> None:
    choose(li_qiang, Channel.MAIL, digest=True)
    for n in range(2):
        queue(write_entry(n), key(li_qiang), "in_app")
    deliver_notices(BY, AT)
    first, second = Letterbox(falls_at=1), Letterbox()
    server = mail_server(first)
    day = AT.replace(hour=0, minute=31) + timedelta(days=1)
    clock_at(day)
    deliver_notices(BY, day)
    server.stop(no_assert=True)
    queue(write_entry(7), key(li_qiang), "in_app", at=day)
    mail_server(second)
    for hours in (1, 24):
        clock_at(day + timedelta(hours=hours))
        deliver_notices(BY, day + timedelta(hours=hours))
    assert second.received[0] == first.received[0]
    assert len({id for _, id in second.received}) == 2  # the new one is a letter of its own


def test_only_ones_own_and_only_ways_that_lead_somewhere(li_qiang, ma_li, hook) -> None:
    more = {"at": AT, "quiet_hours": True, "digest": False}
    with pytest.raises(NotAllowed):
        choose_channels(person=li_qiang, by=actor_of(ma_li), order=[], robots={}, **more)
    ma_li.email = ""
    for order, robots, field in (
        ([Channel.FEISHU], {Channel.FEISHU: "abc-def"}, "order"),  # not switched on
        ([Channel.MAIL], {}, "order"),
        ([Channel.WECOM], {}, "robot_wecom"),
        ([Channel.WECOM], {Channel.WECOM: "x@evil.example/"}, "robot_wecom"),
    ):
        with pytest.raises(Malformed) as refusal:
            choose_channels(person=ma_li, by=actor_of(ma_li), order=order, robots=robots, **more)
        assert field in refusal.value.fields
    choose(li_qiang, Channel.WECOM, robot="secret-key-1")
    (entry,) = history(Subject("person", li_qiang.pk))
    assert entry.event == "person.choose_channels" and "secret-key-1" not in entry.text


def test_an_sms_gateway_of_apprise_gets_the_number(hook, settings, entry: Entry, reporter: str) -> None:
    settings.SMS_GATEWAY = "bihuan.kernel.notices.gateways.AppriseSms"
    settings.NOTICE_ROUTES["sms"] = settings.NOTICE_ROUTES["wecom"]
    queue(entry, reporter, "sms")
    deliver_notices(BY, AT)
    assert Hook.got == [("13900000009", "工单 2026-1 待签收 请登录办理。")]


def test_a_route_that_is_none_is_said_so() -> None:
    with pytest.raises(NotDelivered) as failure:
        hand_to_apprise("nonsense", "robot-1", title="a", body="b")
    assert failure.value.final


@pytest.mark.parametrize(
    ("route", "robot"),
    [
        ("wecombot://{address}", "abcdef01-2345-6789-abcd-ef0123456789"),
        ("dingtalk://{address}", "0123456789abcdef" * 4),
        ("feishu://{address}", "abcdef01-2345-6789-abcd-ef0123456789"),
    ],
)
def test_apprise_knows_the_robots_whose_addresses_the_docs_give(route: str, robot: str) -> None:
    assert apprise.Apprise.instantiate(route.replace("{address}", robot))


def test_a_robots_key_does_not_reach_the_log(capfd) -> None:
    with pytest.raises(NotDelivered):
        hand_to_apprise("dingtalk://{address}", "key-that-is-none", title="a", body="b")
    assert not any("key-that-is-none" in said for said in capfd.readouterr())
