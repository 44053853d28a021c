"""What offices are called on pages that show more than one unit."""

from bihuan.domain.organisations.models import Office


def called(office: Office, *, beyond: Office) -> str:
    """Sections have the same names in every bureau: beyond the reader's own unit the bureau stands before its section. `office.unit` is
    fetched with it."""
    unit = office.unit
    if unit is None or unit.pk in (beyond.pk, office.pk) or office.short_name.startswith(unit.short_name):
        return office.short_name
    return f"{unit.short_name} {office.short_name}"
