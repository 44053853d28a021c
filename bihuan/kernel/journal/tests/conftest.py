"""A made-up noun whose journal the tests write."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.events import Event, register_events
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.journal.subjects import Subject

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LI_QIANG = Actor(kind=ActorKind.PERSON, face="workbench", person_id=7, name="李强", post_id=3)

register_events(
    "thing", [Event("thing.done", "做了", "做了一件事"), Event("thing.undone", "撤了", "撤了一件事")]
)


@pytest.fixture
def write(db: None) -> Callable[..., Entry]:
    def write(id: int = 1, event: str = "thing.done", **data: object) -> Entry:
        return record(subject=Subject("thing", id), event=event, by=LI_QIANG, at=AT, data=data)

    return write
