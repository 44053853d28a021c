"""Where an office lies: the columns that spare everybody a walk up the tree. Called by whoever writes offices."""

from bihuan.domain.organisations.choices import AREA_BODIES, OfficeKind
from bihuan.domain.organisations.models.offices import Office


def place(office: Office, parent: Office | None) -> Office:
    """Set path, unit and area of a saved office from its parent's; the caller saves."""
    office.parent = parent
    office.path = f"{parent.path if parent else '/'}{office.pk}/"
    office.unit_id = office.pk if office.kind == OfficeKind.UNIT else (parent.unit_id if parent else None)
    office.area_id = office.pk if office.body_kind in AREA_BODIES else (parent.area_id if parent else None)
    return office


PLACED = ("parent", "path", "unit", "area")


def replace_inside(office: Office, parent: Office | None) -> int:
    """Put an office under another and bring everything below it along, in one read and one write. How many were placed anew."""
    inside = list(Office.objects.filter(path__startswith=office.path).order_by("path"))
    placed: dict[int, Office] = {}
    for row in sorted(inside, key=lambda row: len(row.line_ids)):
        above = placed.get(row.parent_id) if row.parent_id and row.pk != office.pk else parent
        placed[row.pk] = place(row, above)
    Office.objects.bulk_update(placed.values(), PLACED)
    place(office, parent)
    return len(placed)
