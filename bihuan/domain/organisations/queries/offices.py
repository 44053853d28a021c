"""Where an office lies, and how anybody gets one."""

from datetime import date

from django.db.models import Q, QuerySet

from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotVisible


def office_for(actor: Actor, code: str) -> Office:
    """The gate: offices are public, by their code."""
    office = Office.objects.select_related("parent", "region").filter(code=code).first()
    if office is None:
        raise NotVisible("no_such_office", "没有这个单位或科室。", "请从名单中选择。")
    return office


def unit_of(office: Office) -> Office | None:
    """The nearest unit: itself for a unit."""
    return office.unit


def desk_of(office: Office) -> Office:
    """Where work for this office's unit arrives: the unit's desk, else the unit itself, else the office."""
    unit = office.unit or office
    return unit.desk or unit


def offices_inside(office: Office, *, on: date | None = None) -> QuerySet[Office]:
    """The office and everything below it; with a day, only those that exist on it."""
    inside = Office.objects.filter(path__startswith=office.path)
    if on is None:
        return inside
    return inside.filter(Q(opened_on=None) | Q(opened_on__lte=on), Q(closed_on=None) | Q(closed_on__gt=on))
