"""Which grounds hold, and their numbers, on a day: dated data, asked once per ground and day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any

from bihuan.domain.supervision.choices import Colour, IncidentKind, Level
from bihuan.domain.supervision.rules.grounds import GROUNDS, Ground, Terms, added, ground_named
from bihuan.domain.supervision.rules.grounds.stretches import days_back
from bihuan.kernel.calendar import CITY_TIME, Limit, day_of
from bihuan.kernel.parameters.editions import edition
from bihuan.kernel.parameters.values import value

NONE = "none"
TermsOf = Callable[[str, datetime], Terms]


def grounds_on(day: date) -> tuple[Ground, ...]:
    """The house's and the city's own. One that was added is known by its code for ever: findings name it."""
    return (*GROUNDS, *own_grounds(day))


def own_grounds(day: date) -> tuple[Ground, ...]:
    names = {code: name for code, name in value("supervision.added", on=day).items() if code != NONE}
    return added(names, {code: str(value("supervision.added_kinds", on=day, ground=code)) for code in names})


def terms_by_day() -> TermsOf:
    """`terms(ground, at)` of the edition in force."""
    number = edition()
    return lambda ground, at: _terms(number, ground, day_of(at))


@lru_cache(maxsize=50_000)
def _terms(edition: int, ground: str, day: date) -> Terms:
    """Kept from run to run: a year's days are asked every two minutes, and an edition never changes."""

    def ask(name: str) -> Any:
        return value(f"supervision.{name}", on=day, ground=ground)

    return Terms(
        level=Level(ask("level")),
        on=ask("on"),
        least=ask("least"),
        share=float(ask("share")),
        minutes=ask("minutes"),
        period=ask("period"),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Which kinds of incidents may still matter so many days later, in the year after: those that a rolling period counts."""

    kinds: frozenset[IncidentKind]
    days: int


def reach_by_year() -> Callable[[int], Reach]:
    """A cache of one run. What holds at the beginning and at the end of the year."""
    terms = terms_by_day()

    @cache
    def of(year: int) -> Reach:
        found = [
            (ground.kinds, days)
            for day in (date(year, 1, 1), date(year, 12, 31))
            for ground in grounds_on(day)
            if (days := days_back(terms(ground.id, datetime.combine(day, time(), tzinfo=CITY_TIME)).period))
        ]
        kinds = frozenset(kind for some, _ in found for kind in some)
        return Reach(kinds, max((days for _, days in found), default=0))

    return of


def ground_name(id: str, *, on: date) -> str:
    """What people call it; a ground that a city gave up again is called by its code."""
    found = ground_named(id, own_grounds(on))
    return found.name if found else id


def ground_sentence(id: str, *, on: date) -> str:
    found = ground_named(id, own_grounds(on))
    return found.sentence if found else id


def lasts(colour: str, *, on: date) -> Limit:
    """How long a card of this colour stands."""
    limit: Limit = value("supervision.card_lasts", on=on, colour=colour)
    return limit


def effects_of(colour: Colour | str, *, on: date) -> dict[str, str]:
    """What a card of this colour bars from while it stands: code and name."""
    return dict(value("supervision.effect", on=on, colour=str(colour)))
