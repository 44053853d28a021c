"""Which grounds hold, and their numbers, on a day: dated data, asked once per ground and day."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from bihuan.domain.supervision.choices import Colour, Level
from bihuan.domain.supervision.rules.grounds import GROUNDS, Ground, Terms, added, ground_named
from bihuan.kernel.calendar import Limit, day_of
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
    """`terms(ground, at)`: a cache of one run."""

    @cache
    def of(ground: str, day: date) -> Terms:
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

    return lambda ground, at: of(ground, day_of(at))


def ground_name(id: str, *, on: date) -> str:
    """What people call it; a ground that a city gave up again is called by its code."""
    found = ground_named(id, own_grounds(on))
    return found.name if found else id


def ground_sentence(id: str, *, on: date) -> str:
    found = ground_named(id, own_grounds(on))
    return found.sentence if found else id


def lasts(colour: str, *, on: date) -> Limit:
    """How long a card of this colour stands."""
    limit = value("supervision.card_lasts", on=on, colour=colour)
    return limit if isinstance(limit, Limit) else Limit.parse(limit)


def effects_of(colour: Colour | str, *, on: date) -> dict[str, str]:
    """What a card of this colour bars from while it stands: code and name."""
    return dict(value("supervision.effect", on=on, colour=str(colour)))
