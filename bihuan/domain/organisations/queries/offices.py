"""Where an office lies, and how anybody gets one."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from bihuan.domain.organisations.choices import AREA_BODIES, BodyKind
from bihuan.domain.organisations.models import Office, OfficeName
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.refusals import NotVisible


def office_for(actor: Actor, code: str) -> Office:
    """The gate: offices are public, by their code."""
    office = Office.objects.select_related("parent", "region").filter(code=without_nul(code)).first()
    if office is None:
        raise NotVisible("no_such_office", "没有这个单位或科室。", "请从名单中选择。")
    return office


def unit_of(office: Office) -> Office | None:
    """The nearest unit: itself for a unit."""
    return office.unit


def desk_of(office: Office) -> Office:
    """Where work for this office's unit arrives: the unit's desk, else the unit itself, else the office. For a contractor the unit that
    supervises it is answerable."""
    unit = office.unit or office
    unit = unit.supervising_unit or unit
    return unit.desk or unit


def home_of(actor: Actor) -> Office:
    """The highest office for which the actor stands; a section's people read their unit's numbers."""
    ids = [int(key.partition(":")[2]) for key in actor.keys if key.startswith("office:")]
    top = Office.objects.filter(pk__in=ids).select_related("unit").order_by(Length("path"), "pk").first()
    if top is None:
        raise NotVisible()
    return top if top.body_kind in AREA_BODIES else top.unit or top


def areas_in(home: Office) -> list[Office]:
    """What whoever stands for the city may narrow to: itself, its counties and zones."""
    if home.body_kind != BodyKind.CITY:
        return []
    kinds = [BodyKind.CITY, BodyKind.COUNTY, BodyKind.ZONE]
    return list(Office.objects.filter(body_kind__in=kinds, closed_on=None).order_by("path"))


def offices_inside(office: Office, *, on: date | None = None) -> QuerySet[Office]:
    """The office and everything below it; with a day, only those that exist on it."""
    inside = Office.objects.filter(path__startswith=office.path)
    if on is None:
        return inside
    return inside.filter(Q(opened_on=None) | Q(opened_on__lte=on), Q(closed_on=None) | Q(closed_on__gt=on))


def name_on(office: Office, day: date) -> str:
    """What an office was called on a day."""
    past = office.past_names.filter(to_on__gte=day).order_by("to_on").values_list("name", flat=True).first()
    return past or office.name


def find_offices(words: str, *, kinds: Collection[str] = (), limit: int = 20) -> list[Office]:
    """Offices that are open, by name, former name or code; the nearest to the root first."""
    found, words = Office.objects.filter(closed_on=None), without_nul(words)
    if words:
        found = found.filter(
            Q(name__contains=words)
            | Q(short_name__contains=words)
            | Q(code__istartswith=words)
            | Q(pk__in=OfficeName.objects.filter(name__contains=words).values("office_id"))
        )
    if kinds:
        found = found.filter(kind__in=kinds)
    return list(found.select_related("unit").order_by(Length("path"), "code")[:limit])
