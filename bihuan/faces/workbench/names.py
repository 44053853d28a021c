"""Names of holders and offices for whole pages at once: one query each, however many rows."""

from collections.abc import Iterable, Mapping

from bihuan.domain.organisations.choices import AREA_BODIES
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access.models import Person

NAMED_WITH = ("unit", "desk__unit")


def ids_in(keys: Iterable[str], kind: str) -> set[int]:
    """The ids in holder keys of one kind: `office:12` → 12."""
    return {int(key.partition(":")[2]) for key in keys if key.startswith(f"{kind}:")}


def office_words(office: Office) -> str:
    """A section with its unit: 市住建局 · 建筑许可科. A government by its 双优化办, which is where people call."""
    if office.body_kind in AREA_BODIES and office.desk is not None:
        office = office.desk
    return office.with_unit


def offices_by_id(ids: Iterable[int]) -> dict[int, Office]:
    """Offices with their units."""
    wanted = set(ids)
    return (
        {o.pk: o for o in Office.objects.filter(pk__in=wanted).select_related(*NAMED_WITH)} if wanted else {}
    )


def holder_names(keys: Iterable[str]) -> Mapping[str, str]:
    """What each holder is called: two queries."""
    wanted = set(keys)
    offices = offices_by_id(ids_in(wanted, "office"))
    people_ids = ids_in(wanted, "person")
    people = dict(Person.objects.filter(pk__in=people_ids).values_list("pk", "name")) if people_ids else {}
    return {f"office:{pk}": office_words(office) for pk, office in offices.items()} | {
        f"person:{pk}": name for pk, name in people.items()
    }


def office_names_by_code(codes: Iterable[str]) -> dict[str, str]:
    """What journal entries call offices: by code."""
    wanted = {code for code in codes if code}
    found = Office.objects.filter(code__in=wanted).select_related(*NAMED_WITH) if wanted else []
    return {office.code: office_words(office) for office in found}
