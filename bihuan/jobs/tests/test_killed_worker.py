import email
import json
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bihuan.jobs.tests.conftest import StartWorker, wait_until
from bihuan.jobs.tests.driver import WANTED
from bihuan.kernel.access.models import Person
from bihuan.kernel.jobs.models import Job
from bihuan.kernel.notes.models import Note
from bihuan.kernel.notices.actions import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import Delivery, Preference
from bihuan.kernel.notices.routing import sealed_robots
from bihuan.kernel.notices.tests.conftest import AT, write_entry

pytestmark = pytest.mark.slow
MAILS = 40


def written() -> list[int]:
    return sorted(Note.objects.filter(subject_kind="driver").values_list("subject_id", flat=True))


def test_killed_in_the_middle_another_goes_on_and_nothing_is_doubled(start_worker: StartWorker) -> None:
    first = start_worker("test.write_notes")
    wait_until(lambda: len(written()) >= 5)
    first.kill()
    first.wait()
    assert len(written()) < WANTED
    start_worker("test.write_notes")
    wait_until(lambda: len(written()) >= WANTED)
    assert written() == list(range(WANTED))


def test_two_workers_share_without_doubling(start_worker: StartWorker) -> None:
    start_worker("test.write_notes")
    start_worker("test.write_notes")
    wait_until(lambda: len(written()) >= WANTED)
    assert written() == list(range(WANTED))


def test_asked_to_stop_it_frees_its_job_and_ends_well(start_worker: StartWorker) -> None:
    worker = start_worker("test.write_notes")
    wait_until(lambda: len(written()) >= 3)
    worker.terminate()
    assert worker.wait(timeout=60) == 0
    job = Job.objects.get(name="test.write_notes")
    assert (job.leased_until, job.holder) == (None, "")
    assert 3 <= len(written()) < WANTED


class Letterbox:
    """A mail server's handler that keeps what arrives."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content or b""
        said = email.message_from_bytes(content if isinstance(content, bytes) else content.encode())
        self.received.append((said["Message-ID"], envelope.rcpt_tos[0]))
        return "250 OK"


class AnyPort(Controller):
    """Port 0: the system picks one, and only then can it be tried."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, int]]:
    box = Letterbox()
    server = AnyPort(box, hostname="127.0.0.1", port=0)
    server.start()
    yield box, server.port
    server.stop()


def test_mail_survives_a_killed_worker_and_a_repeat_is_known_by_its_id(
    start_worker: StartWorker, letterbox: tuple[Letterbox, int]
) -> None:
    box, port = letterbox
    for number in range(MAILS):
        person = Person.objects.create_person(
            username=f"p{number}", name="某", email=f"p{number}@example.com"
        )
        recipient = Recipient(f"person:{person.pk}", ("mail",))
        queue_notices(entry=write_entry(number + 1), recipients=[recipient], title="工单待签收", at=AT)
    server = {"BIHUAN_EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    kills = 2
    for kill in range(1, kills + 1):
        worker = start_worker("notices.deliver", **server)
        wait_until(lambda kill=kill: len(box.received) >= 8 * kill)
        worker.kill()
        worker.wait()
    start_worker("notices.deliver", **server)
    wait_until(lambda: Delivery.objects.filter(sent_at__isnull=False).count() == MAILS)

    ids = {f"<{uid}@localhost>" for uid in Delivery.objects.values_list("uid", flat=True)}
    assert {id for id, _ in box.received} == ids
    assert len({address for _, address in box.received}) == MAILS
    repeated = sum(count - 1 for count in Counter(id for id, _ in box.received).values())
    assert repeated <= kills  # at most the one that was in hand, each time, under its own id


class Robots(BaseHTTPRequestHandler):
    """Keeps what each robot was told. Twice it takes the message and keeps the worker waiting for the answer."""

    got: list[tuple[str, str]]
    held: Event

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.got.append((self.path.strip("/"), said["message"]))
        if len(self.got) in HOLDS:
            self.held.wait(20)
            return
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


HOLDS, CHATS = (3, 7), 10


@pytest.fixture
def robots() -> Iterator[str]:
    """Where they listen."""
    Robots.got, Robots.held = [], Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Robots)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/{{address}}"
    Robots.held.set()
    server.shutdown()
    server.server_close()


def test_a_worker_killed_while_a_chat_takes_its_message_tells_nobody_twice(
    start_worker: StartWorker, robots: str
) -> None:
    """Killed between the sending and the answer, twice. What was in hand may have arrived: it is not sent again, by this channel or by
    mail, and stands in the application like all the others."""
    for number in range(CHATS):
        # The worker's clock is the real one: at night a chat would wait for the morning.
        person = Person.objects.create_person(
            username=f"p{number}", name="某", email=f"p{number}@example.com", quiet_hours=False
        )
        robot = sealed_robots({Channel.WECOM: f"robot-{number}"})
        Preference.objects.create(person=person, order="wecom,mail", robots=robot)
        recipient = Recipient(f"person:{person.pk}", ("in_app",))
        queue_notices(entry=write_entry(number + 1), recipients=[recipient], title="工单待签收", at=AT)
    told = {"BIHUAN_NOTICE_WECOM": robots, "BIHUAN_EMAIL_URL": "smtp://127.0.0.1:1"}
    for holds in HOLDS:
        worker = start_worker("notices.deliver", **told)
        wait_until(lambda holds=holds: len(Robots.got) >= holds)
        worker.kill()
        worker.wait()
    start_worker("notices.deliver", **told)
    outside = Delivery.objects.filter(channel="wecom")
    wait_until(lambda: not Delivery.objects.filter(next_at__isnull=False).exists())

    assert Counter(robot for robot, _ in Robots.got) == {f"robot-{number}": 1 for number in range(CHATS)}
    assert Counter(outside.values_list("last_error", flat=True)) == {"": CHATS - 2, "Unknown": 2}
    assert not Delivery.objects.filter(channel="mail").exists()
    assert Delivery.objects.filter(channel="in_app", person__isnull=False).count() == CHATS
