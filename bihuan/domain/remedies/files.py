"""The gates of a remedy's files: whoever sees it, opens them; proof of redress names people and stays with office and unit."""

from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies.queries.gates import (
    clues_visible_to,
    long_terms_visible_to,
    orders_visible_to,
    upwards_visible_to,
)
from bihuan.domain.remedies.rules.common import UNIT_VOICE
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment

READERS = (*UNIT_VOICE, Role.OFFICE, Role.CHECKER, Role.ARBITER)


def open_order_file(actor: Actor, subject_id: int, attachment: Attachment) -> bool:
    """Receipts and slips of redress carry names: only for those who answer for the order or verify it."""
    order = orders_visible_to(actor).select_related("unit", "office").filter(pk=subject_id).first()
    if order is None or not attachment.item.startswith("redress:"):
        return order is not None
    return bool({order.unit.key, order.office.key} & actor.keys) and actor.has(*READERS)


def open_upward_file(actor: Actor, subject_id: int, attachment: Attachment) -> bool:
    return upwards_visible_to(actor).filter(pk=subject_id).exists()


def open_long_term_file(actor: Actor, subject_id: int, attachment: Attachment) -> bool:
    return long_terms_visible_to(actor).filter(pk=subject_id).exists()


def open_clue_file(actor: Actor, subject_id: int, attachment: Attachment) -> bool:
    """The letter: its signatories and the inspectors."""
    return clues_visible_to(actor).filter(pk=subject_id).exists()
