"""Load the codes of regions. Never deletes: a code that ends gets its last day in the file."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from bihuan.domain.organisations.choices import CodeStandard, RegionKind
from bihuan.domain.organisations.models import Region
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import Subject, record
from bihuan.kernel.refusals import Malformed

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "regions.csv"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did."""

    added: int
    changed: int
    unchanged: int


def load_regions(*, by: Actor, at: datetime, path: Path = SHIPPED) -> Loaded:
    """Bring the regions to what the file says. Loading it again changes nothing."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    with transaction.atomic():
        loaded = _write(lines)
        top = Region.objects.select_for_update().filter(parent=None).order_by("code", "id").first()
        if top is not None and (loaded.added or loaded.changed):
            counts = {"added": loaded.added, "changed": loaded.changed}
            record(subject=Subject("region", top.pk), event="region.load", by=by, at=at, data=counts)
    return loaded


def _write(lines: Iterable[Mapping[str, str]]) -> Loaded:
    known = {(r.code, r.from_on): r for r in Region.objects.all()}
    current: dict[str, Region] = {r.code: r for r in sorted(known.values(), key=_age)}
    added = changed = unchanged = 0
    for number, line in enumerate(lines, start=2):
        values = _values(line, number, current)
        code, from_on = line["code"].strip(), _day(line["from_on"])
        region = known.get((code, from_on))
        if region is None:
            region = _add(values)
            added += 1
        elif _update(region, values):
            changed += 1
        else:
            unchanged += 1
        known[code, from_on] = current[code] = region
    return Loaded(added, changed, unchanged)


def _age(region: Region) -> date:
    return region.from_on or date.min


def _values(line: Mapping[str, str], number: int, current: Mapping[str, Region]) -> dict[str, object]:
    """A line as column values; a parent must stand above its children."""
    parent = line["parent"].strip()
    if parent and parent not in current:
        raise Malformed("region_parent_missing", f"第 {number} 行：上级代码 {parent} 不在它前面。")
    return {
        "code": line["code"].strip(),
        "name": line["name"].strip(),
        "kind": RegionKind(line["kind"].strip()),
        "standard": CodeStandard(line["standard"].strip()),
        "parent": current[parent] if parent else None,
        "from_on": _day(line["from_on"]),
        "to_on": _day(line["to_on"]),
        "successor_code": line["successor"].strip(),
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None


def _add(values: Mapping[str, object]) -> Region:
    region = Region.objects.create(**values)
    region.path = _path(region)
    region.save(update_fields=["path"])
    return region


def _update(region: Region, values: Mapping[str, object]) -> bool:
    if all(getattr(region, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(region, name, value)
    region.path = _path(region)
    region.save()
    return True


def _path(region: Region) -> str:
    return f"{region.parent.path if region.parent else '/'}{region.pk}/"
