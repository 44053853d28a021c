"""What was published, and whether it still comes out the same."""

from dataclasses import dataclass

from django.db.models import QuerySet

from bihuan.kernel.figures.actions import digest_of
from bihuan.kernel.figures.choices import PublicationState
from bihuan.kernel.figures.models import Published
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import figure_of
from bihuan.kernel.figures.values import Value


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A published figure asked again. untouched: the row is what was said. value: None where the definition has changed since."""

    untouched: bool
    value: Value | None
    same: bool


def published_of(code: str, *, of: str = "") -> QuerySet[Published]:
    """Everything that was said of a figure, corrections beside what they correct, the latest first."""
    return Published.objects.filter(code=code, of=of).select_related("revises", "reason").order_by("-pk")


def in_force(code: str, period: Period, *, of: str = "") -> Published | None:
    """What holds for a period: the last signed correction of what was computed and published."""
    return said_to_all().filter(code=code, period=str(period), of=of).order_by("-pk").first()


def said_to_all() -> QuerySet[Published]:
    """What the city says of itself now: computed here, signed, and not replaced by a correction that was signed."""
    ours = Published.objects.filter(state=PublicationState.PUBLISHED)
    return ours.exclude(revised_by__state=PublicationState.PUBLISHED)


def recompute(published: Published) -> Recomputed:
    """Ask the figure again over the same period with the same as-of: dated rows give the same number, whenever it is asked."""
    untouched = digest_of(published) == published.sha256
    if (
        published.definition_edition is None
        or figure_of(published.code).edition != published.definition_edition
    ):
        return Recomputed(untouched, None, same=False)
    value = figure_of(published.code).value(published.over, published.as_of, published.of)
    return Recomputed(untouched, value, same=value == published.value)
