"""A request that waits for 陈局长, and the people around it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.approvals import kinds
from bihuan.kernel.approvals.actions import ask_approval
from bihuan.kernel.approvals.kinds import ApprovalKind
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.journal.subjects import Subject

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SUBJECT = Subject("case", 31)

MakeActor = Callable[..., Actor]


@pytest.fixture(autouse=True)
def extension_kind(monkeypatch: pytest.MonkeyPatch) -> ApprovalKind:
    kind = ApprovalKind("test.extension", "延期", decide=lambda **_: None, sentence="延期 {limit}")
    monkeypatch.setitem(kinds._registered, kind.code, kind)
    return kind


@pytest.fixture
def actor(db: None) -> MakeActor:
    def make(
        name: str, *, roles: tuple[str, ...] = (), key: str = "", acting_for: Actor | None = None
    ) -> Actor:
        person, _ = Person.objects.get_or_create(username=name, defaults={"name": name})
        return Actor(
            kind=ActorKind.PERSON,
            person_id=person.pk,
            name=name,
            keys=frozenset({f"person:{person.pk}", key} - {""}),
            roles=frozenset(roles),
            acting_for_id=acting_for.person_id if acting_for else None,
        )

    return make


@pytest.fixture
def li_qiang(actor: MakeActor) -> Actor:
    return actor("李强", key="office:7")


@pytest.fixture
def chen(actor: MakeActor) -> Actor:
    return actor("陈局长", key="office:7", roles=("approver",))


@pytest.fixture
def asked(li_qiang: Actor) -> Approval:
    return ask(by=li_qiang)


def ask(*, by: Actor, item: str = "leg:1", **more: object) -> Approval:
    return ask_approval(
        kind="test.extension",
        subject=SUBJECT,
        holder="office:7",
        role="approver",
        by=by,
        at=AT,
        reason="等待第三方检测报告",
        payload={"limit": "5 wd"},
        item=item,
        **more,
    )
