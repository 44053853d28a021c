"""A made-up figure over a table that the kernel has: notes stand for cases, erased ones for solved."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db.models import QuerySet

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar.moments import day_of
from bihuan.kernel.figures import registry
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import Basis, DayValue, Figure
from bihuan.kernel.figures.values import Value
from bihuan.kernel.notes.models import Note

AT = datetime(2024, 1, 15, 1, 0, tzinfo=UTC)
YEAR = Period.year(2023)


def registered(period: Period, as_of: datetime, of: str) -> QuerySet[Note]:
    return Note.objects.filter(
        subject_kind="matter",
        written_at__gte=period.begins_at,
        written_at__lt=min(period.ends_at, as_of),
        **({"subject_id": int(of.partition(":")[2])} if of else {}),
    )


def rate(period: Period, as_of: datetime, of: str) -> Value:
    found = registered(period, as_of, of)
    return Value(found.filter(erased_at__lte=as_of).count(), found.count(), "%")


def rate_days(period: Period, as_of: datetime) -> Iterable[DayValue]:
    parts: dict[tuple[date, str], list[int]] = {}
    for note in registered(period, as_of, ""):
        for of in ("", f"office:{note.subject_id}"):
            part = parts.setdefault((day_of(note.written_at), of), [0, 0])
            part[0] += note.erased_at is not None and note.erased_at <= as_of
            part[1] += 1
    return [DayValue(day, of, above, below) for (day, of), (above, below) in sorted(parts.items())]


RATE = Figure(
    code="matters.rate",
    name="化解率",
    definition="期内登记、到统计截止日已经解决的，占期内登记的全部。",
    base="期内登记的全部，不剔除。",
    unit="%",
    basis=Basis.COHORT,
    value=rate,
    records=registered,
    days=rate_days,
)


@pytest.fixture(autouse=True)
def figure(monkeypatch: pytest.MonkeyPatch, db: None) -> Figure:
    registry.figures()  # the rooms' own come in before, and not into what is made up here
    monkeypatch.setattr(registry, "_registered", {RATE.code: RATE})
    return RATE


@pytest.fixture
def matter() -> Callable[..., Note]:
    def make(on: str, *, office: int = 1, solved: str = "") -> Note:
        return Note.objects.create(
            subject_kind="matter",
            subject_id=office,
            digest="",
            written_at=moment(on),
            erased_at=moment(solved) if solved else None,
        )

    return make


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T09:00:00+08:00")


@pytest.fixture
def year_2023(matter: Callable[..., Note]) -> None:
    matter("2022-12-31", solved="2023-01-05")  # not of the year
    matter("2023-01-01", solved="2023-02-01")
    matter("2023-05-03", office=2, solved="2023-06-01")
    matter("2023-05-04", office=2, solved="2024-01-20")  # after the as-of
    matter("2023-12-31")


@pytest.fixture
def zhao_min() -> Actor:
    return _person("zhao", "赵敏")


@pytest.fixture
def he_jing() -> Actor:
    return _person("he", "何静")


@pytest.fixture
def mayor() -> Actor:
    """To whom proposed figures are put."""
    return replace(_person("fang", "方市长"), keys=frozenset({"office:1"}), roles=frozenset({"LEADER"}))


def _person(username: str, name: str) -> Actor:
    person = Person.objects.create_person(username=username, name=name)
    return Actor(kind=ActorKind.PERSON, person_id=person.pk, name=name)
