"""An entry that is told, and the people who are told it."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.events import Event, register_events
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notices import resolvers
from bihuan.kernel.notices.gateways import RecordingSms
from bihuan.kernel.notices.resolvers import Address

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in the city

register_events("told", [Event("told.done", "办了", "办了一件事")])


def write_entry(id: int = 1) -> Entry:
    with transaction.atomic():
        return record(subject=Subject("told", id), event="told.done", by=Actor.calendar("test"), at=AT)


@pytest.fixture
def entry(db: None) -> Entry:
    return write_entry()


@pytest.fixture
def li_qiang(db: None) -> Person:
    return Person.objects.create_person(
        username="li", name="李强", email="li@example.com", phone="13800000001", quiet_hours=True
    )


@pytest.fixture
def ma_li(db: None) -> Person:
    return Person.objects.create_person(
        username="ma", name="马丽", email="ma@example.com", phone="13800000002", quiet_hours=False
    )


def actor_of(person: Person) -> Actor:
    return Actor(kind=ActorKind.PERSON, person_id=person.pk, keys=frozenset({f"person:{person.pk}"}))


@pytest.fixture
def desk(li_qiang: Person, ma_li: Person, monkeypatch: pytest.MonkeyPatch) -> str:
    """A desk held by both."""
    both = [resolvers.address_of(li_qiang), resolvers.address_of(ma_li)]
    monkeypatch.setitem(resolvers._resolvers, "desk", lambda ids, at: dict.fromkeys(ids, both))
    return "desk:12"


@pytest.fixture
def reporter(monkeypatch: pytest.MonkeyPatch) -> str:
    """Somebody who is no person here: reached by a phone only."""
    monkeypatch.setitem(
        resolvers._resolvers, "reporter", lambda ids, at: {id: [Address(phone="13900000009")] for id in ids}
    )
    return "reporter:5"


@pytest.fixture
def sms(settings: object) -> Iterator[deque[tuple[str, str, str]]]:
    settings.SMS_GATEWAY = "bihuan.kernel.notices.gateways.RecordingSms"
    RecordingSms.sent.clear()
    yield RecordingSms.sent
    RecordingSms.sent.clear()


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Where the kernel's clock stands for the job."""
    from bihuan.kernel import clock

    def stand(at: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    stand(AT)
    return stand
