"""The gate of a case's files."""

from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.queries.sight import may_open_file
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.models import Attachment


def open_case_file(actor: Actor, subject_id: int, attachment: Attachment) -> bool:
    """Whoever sees the case sees what offices added; what a sealed reporter gave stays above."""
    case = cases_visible_to(actor).filter(pk=subject_id).first()
    return case is not None and may_open_file(actor, case, attachment)
