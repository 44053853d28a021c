"""事项体检: what the rules found in what is in force, by unit, by rule, item by item. Read from what was kept at publication."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import ItemVersion, VersionFault
from bihuan.domain.services.queries.versions import versions_in_force
from bihuan.domain.services.rules.checks import CHECKS, Fault, check_of


@dataclass(frozen=True, slots=True)
class UnitReport:
    """One unit's items and what is wrong with them."""

    unit: Office
    items: int
    faulty: int
    faults: int


def reports_by_unit(day: date) -> list[UnitReport]:
    """The most faults first."""
    rows = versions_in_force(day).order_by().values("item__unit")
    counted = rows.annotate(
        items=Count("pk", distinct=True),
        faulty=Count("pk", distinct=True, filter=Q(faults__rule__in=RULES)),
        found=Count("faults", filter=Q(faults__rule__in=RULES)),
    )
    told = {row["item__unit"]: (row["items"], row["faulty"], row["found"]) for row in counted}
    units = Office.objects.in_bulk(list(told))
    reports = [UnitReport(units[pk], *numbers) for pk, numbers in told.items()]
    return sorted(reports, key=lambda one: (-one.faults, one.unit.code))


def faults_by_rule(day: date) -> dict[str, int]:
    found = VersionFault.objects.filter(version__in=versions_in_force(day).values("pk"))
    counted = found.order_by().values("rule").annotate(n=Count("pk"))
    return {row["rule"]: row["n"] for row in counted}


def faulty_versions(day: date, *, rule: str = "", unit: str = "") -> QuerySet[ItemVersion]:
    """Those with faults, each with these; all rules and units where none is named."""
    faults = VersionFault.objects.filter(rule__in=[rule] if rule else RULES)
    rows = versions_in_force(day).filter(Exists(faults.filter(version=OuterRef("pk"))))
    if unit:
        rows = rows.filter(item__unit__code=unit)
    return rows.select_related("item__unit").prefetch_related(Prefetch("faults", faults))


def kept_faults(version: ItemVersion) -> list[Fault]:
    """The grave ones first, in the words of today's rules."""
    found = [check.fault(kept.what) for kept in version.faults.all() if (check := check_of(kept.rule))]
    return sorted(found, key=lambda fault: not fault.grave)


# A rule that is gone finds nothing more, whatever is still kept of it.
RULES = tuple(check.code for check in CHECKS)
