"""The gate of a visit's photos: whoever sees the visit among those who work here; the firm sees its own premises without them."""

from bihuan.domain.liaison.queries.gates import visits_visible_to
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.attachments.models import Attachment


def open_visit_file(actor: Actor, subject_id: int, attachment: Attachment) -> bool:
    return actor.kind is ActorKind.PERSON and visits_visible_to(actor).filter(pk=subject_id).exists()
