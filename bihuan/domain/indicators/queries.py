"""What the city says of itself, and what waits for a signature."""

from django.db.models import QuerySet

from bihuan.domain.organisations.choices import BodyKind
from bihuan.domain.organisations.models import Office
from bihuan.kernel.figures import Period
from bihuan.kernel.figures.models import Published
from bihuan.kernel.figures.queries import in_force


def city() -> Office:
    """The city itself: it alone speaks for the whole."""
    return Office.objects.get(body_kind=BodyKind.CITY)


def standing(code: str, period: Period) -> Published | None:
    """What the public reads of the whole city for a period."""
    return in_force(code, period)


def publications() -> QuerySet[Published]:
    """Everything computed here for the whole city: proposed, signed, refused; the latest first."""
    found = Published.objects.filter(definition_edition__isnull=False, of="")
    return found.select_related("published_by", "verified_by", "reason", "revises").order_by("-pk")
