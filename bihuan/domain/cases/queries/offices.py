"""Which office judges a case: the area of the respondent or of the region; one level up where that area is complained of."""

from bihuan.domain.organisations.choices import AREA_BODIES, BodyKind
from bihuan.domain.organisations.models import Office, Region

IN_CHARGE = AREA_BODIES - {BodyKind.TOWN}


def office_in_charge(*, region: Region | None, respondent: Office | None, about_conduct: bool) -> Office:
    """The county, zone or city whose 双优化办 takes it. A town's problems are its county's to dispatch."""
    start = respondent or area_of(region)
    line = Office.objects.in_bulk(start.line_ids) if start else {}
    for pk in start.line_ids if start else ():
        office = line[pk]
        if office.body_kind in IN_CHARGE and not (about_conduct and is_of_area(respondent, office)):
            return office
    return Office.objects.get(body_kind=BodyKind.CITY)


def is_of_area(respondent: Office | None, area: Office) -> bool:
    """Whether the complained-of is the area itself or sits in its own office (its 双优化办), not in one of its departments."""
    return respondent is not None and (respondent.unit_id or respondent.pk) == area.pk


def nobody_is_above(respondent: Office | None, area: Office) -> bool:
    """Whether the city's own government is complained of: whoever may decide that does not work in this system."""
    return is_of_area(respondent, area) and one_above(area) == area


def one_above(office: Office) -> Office:
    """The area above this one; the city has nobody above it here."""
    above = Office.objects.filter(pk__in=office.ancestor_ids, body_kind__in=IN_CHARGE)
    return max(above, key=lambda one: len(one.path), default=office)


def area_of(region: Region | None) -> Office | None:
    """The county, zone or city in which a region lies."""
    while region is not None:
        office = Office.objects.filter(region=region, body_kind__in=IN_CHARGE).order_by("id").first()
        if office is not None:
            return office
        region = region.parent
    return None
