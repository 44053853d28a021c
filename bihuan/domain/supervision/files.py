"""The gates of files: whoever sees the thing opens its papers. A card is seen by its office, the section's head, the unit's voice and
the person; so are the papers of its appeal."""

from collections.abc import Callable, Mapping

from bihuan.domain.supervision.queries.gates import (
    cards_visible_to,
    circulars_visible_to,
    interviews_visible_to,
    outages_visible_to,
    supervisions_visible_to,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment

Gate = Callable[[Actor, int, Attachment], bool]


def _whoever_sees(visible: Callable[[Actor], object]) -> Gate:
    def gate(actor: Actor, subject_id: int, attachment: Attachment) -> bool:
        return bool(visible(actor).filter(pk=subject_id).exists())  # type: ignore[attr-defined]  # a queryset

    return gate


GATES: Mapping[str, Gate] = {
    "card": _whoever_sees(cards_visible_to),
    "supervision": _whoever_sees(supervisions_visible_to),
    "outage": _whoever_sees(outages_visible_to),
    "interview": _whoever_sees(interviews_visible_to),
    "circular": _whoever_sees(circulars_visible_to),
}
