"""What offices are called on pages that show more than one unit."""

from bihuan.domain.organisations.models import Office


def called(office: Office, *, beyond: Office) -> str:
    """Beyond the reader's own unit the bureau stands before its section."""
    return office.short_name if office.unit_id == beyond.pk else office.with_unit
