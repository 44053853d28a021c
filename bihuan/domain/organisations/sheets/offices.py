"""The table of offices."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from bihuan.domain.organisations.actions import open_office, rename_office, update_office
from bihuan.domain.organisations.choices import BodyKind, Level, OfficeKind, SectionClass, UnitRank
from bihuan.domain.organisations.models import Office, Region
from bihuan.domain.organisations.sheets.labels import codes_by_label, label_of
from bihuan.domain.organisations.sheets.running import Book, Outcome, Values
from bihuan.kernel.access import Actor
from bihuan.kernel.sheets import Column, Fault, one_of

COLUMNS = (
    Column("code", "代码", required=True),
    Column("name", "全称", required=True, aliases=("名称", "机构名称")),
    Column("short_name", "简称"),
    Column("kind", "种类", one_of(codes_by_label(OfficeKind)), required=True),
    Column("parent", "上级代码"),
    Column("level", "层级", one_of(codes_by_label(Level))),
    Column("body_kind", "机构类别", one_of(codes_by_label(BodyKind))),
    Column("unit_rank", "单位级别", one_of(codes_by_label(UnitRank))),
    Column("section_class", "科室类别", one_of(codes_by_label(SectionClass))),
    Column("region", "区划代码"),
    Column("supervising_unit", "主管单位代码"),
    Column("remit", "职责"),
    Column("phone", "办公电话"),
    Column("address", "办公地点"),
)
KEPT = ("remit", "phone", "address", "section_class")


def _rule() -> Callable[[Values], Iterable[Fault]]:
    """Parents stand in the system or above in the table; a code stands once; what is there is not moved by a table."""
    parents = dict(Office.objects.values_list("code", "parent__code"))
    regions = set(Region.objects.filter(to_on=None).values_list("code", flat=True))
    seen: set[str] = set()

    def faults(values: Values) -> Iterator[Fault]:
        code, parent = values["code"], values["parent"]
        if code in seen:
            yield Fault("代码", f"{code} 在表中重复。")
        if parent and parent not in parents and parent not in seen:
            yield Fault("上级代码", f"没有机构 {parent}；上级要先于下级出现。")
        if code in parents and parent and parents[code] != parent:
            yield Fault("上级代码", "与现有上级不同；请用“划转”办理。")
        if code not in parents and not parent and parents:
            yield Fault("上级代码", "请写上级代码。")
        if values["kind"] == OfficeKind.UNIT and not values["body_kind"]:
            yield Fault("机构类别", "单位要写机构类别。")
        if values["body_kind"] == BodyKind.CONTRACTOR and not values["supervising_unit"]:
            yield Fault("主管单位代码", "承包服务单位要写主管单位。")
        above = values["supervising_unit"]
        if above and above not in parents and above not in seen:
            yield Fault("主管单位代码", f"没有机构 {above}。")
        if values["region"] and values["region"] not in regions:
            yield Fault("区划代码", f"没有现行区划代码 {values['region']}。")

    def check(values: Values) -> list[Fault]:
        found = list(faults(values))
        if not found:
            seen.add(values["code"])
        return found

    return check


def _write(values: Values, *, by: Actor, at: datetime) -> Outcome:
    office = Office.objects.filter(code=values["code"]).first()
    if office is None:
        _open(values, by, at)
        return Outcome.ADDED
    short_name = values["short_name"] or office.short_name
    renamed = (values["name"], short_name) != (office.name, office.short_name)
    if renamed:
        rename_office(office=office, by=by, at=at, name=values["name"], short_name=short_name)
    changed = {key: values[key] for key in KEPT if values[key] and values[key] != getattr(office, key)}
    if changed:
        update_office(office=office, by=by, at=at, **changed)
    return Outcome.CHANGED if renamed or changed else Outcome.UNCHANGED


def _open(values: Values, by: Actor, at: datetime) -> None:
    def office(code: str | None) -> Office | None:
        return Office.objects.get(code=code) if code else None

    open_office(
        office=office(values["parent"]),
        by=by,
        at=at,
        name=values["name"],
        kind=OfficeKind(values["kind"]),
        short_name=values["short_name"] or "",
        code=values["code"],
        level=Level(values["level"]) if values["level"] else None,
        body_kind=BodyKind(values["body_kind"]) if values["body_kind"] else None,
        unit_rank=UnitRank(values["unit_rank"]) if values["unit_rank"] else None,
        section_class=SectionClass(values["section_class"]) if values["section_class"] else None,
        region=Region.objects.get(code=values["region"], to_on=None) if values["region"] else None,
        supervising_unit=office(values["supervising_unit"]),
        remit=values["remit"] or "",
        phone=values["phone"] or "",
        address=values["address"] or "",
    )


OFFICES = Book("机构", COLUMNS, _rule, _write)


def office_rows() -> Iterator[list[str]]:
    """The offices that are open, parents first, in the columns of the table: what an import takes back unchanged."""
    found = Office.objects.filter(closed_on=None).select_related("parent", "region", "supervising_unit")
    for office in found.order_by("path").iterator(1000):
        yield [
            office.code,
            office.name,
            office.short_name,
            label_of(OfficeKind, office.kind),
            office.parent.code if office.parent else "",
            label_of(Level, office.level),
            label_of(BodyKind, office.body_kind),
            label_of(UnitRank, office.unit_rank),
            label_of(SectionClass, office.section_class),
            office.region.code if office.region else "",
            office.supervising_unit.code if office.supervising_unit else "",
            office.remit,
            office.phone,
            office.address,
        ]
