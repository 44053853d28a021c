"""What a key means for the figures of this room: a unit or an area with everything below it."""

from django.db.models import Q

from bihuan.domain.organisations.models import Office


def within(of: str, way: str) -> Q:
    """`way`: from a row to its office. `office:12`, `area:1`, or `unit/市住建局` by its short name; "" for all."""
    if not of:
        return Q()
    prefix, _, key = of.replace("/", ":").partition(":")
    offices = Office.objects.none()
    if prefix in ("office", "area"):
        offices = Office.objects.filter(pk=key if key.isdecimal() else 0)
    elif prefix == "unit":
        offices = Office.objects.filter(short_name=key).order_by("pk")
    path = offices.values_list("path", flat=True).first()
    return Q(pk__in=[]) if path is None else Q(**{f"{way}__path__startswith": path})
