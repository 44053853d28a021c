"""Where a case could go, and why: the catalogue first, then rulings, then how like cases went. A suggestion never decides."""

from collections.abc import Iterable
from dataclasses import dataclass

ABOVE = "/"


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A catalogue row as the ranking sees it; None or empty means any."""

    id: int
    category: str
    region: int | None
    respondent: int | None


def categories_of(category: str) -> tuple[str, ...]:
    """A category and all above it, the nearest first, then any: `a/b/c` → a/b/c, a/b, a, ''."""
    parts = category.split(ABOVE) if category else []
    return (*(ABOVE.join(parts[:n]) for n in range(len(parts), 0, -1)), "")


def applies(
    rule: RuleFacts, *, category: str, regions: tuple[int, ...], respondents: tuple[int, ...]
) -> bool:
    """Whether a row speaks of this case. `regions`, `respondents`: the case's own and all above it."""
    return (
        rule.category in categories_of(category)
        and (rule.region is None or rule.region in regions)
        and (rule.respondent is None or rule.respondent in respondents)
    )


def ranked(
    rules: Iterable[RuleFacts], *, category: str, regions: tuple[int, ...], respondents: tuple[int, ...]
) -> list[RuleFacts]:
    """The rows that apply, the most specific first: by respondent, then category, then region; the newest where equal."""
    nearest = len(categories_of(category))

    def closeness(rule: RuleFacts) -> tuple[int, int, int, int]:
        respondent = len(respondents) - respondents.index(rule.respondent) if rule.respondent else 0
        region = len(regions) - regions.index(rule.region) if rule.region else 0
        return respondent, nearest - categories_of(category).index(rule.category), region, rule.id

    fitting = [r for r in rules if applies(r, category=category, regions=regions, respondents=respondents)]
    return sorted(fitting, key=closeness, reverse=True)
