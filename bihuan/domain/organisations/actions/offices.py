"""Open, rename, move, close: the shape of the tree. Each is one journal entry of the office."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction
from django.db.models import Q

from bihuan.domain.organisations.actions.locks import lock_office, lock_offices
from bihuan.domain.organisations.choices import BodyKind, Level, OfficeKind, SectionClass, UnitRank
from bihuan.domain.organisations.models import Office, OfficeName, Region, Tenure
from bihuan.domain.organisations.placement import PLACED, place, replace_inside
from bihuan.domain.organisations.queries.facts import office_facts
from bihuan.domain.organisations.queries.tenures import day_of
from bihuan.domain.organisations.rules.administration import may_keep_office, may_shape_offices
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, day, line, pick


def open_office(
    *,
    office: Office | None,
    by: Actor,
    at: datetime,
    name: Annotated[str, line("全称")],
    kind: Annotated[OfficeKind, choice("种类")],
    short_name: Annotated[str, line("简称", "不写时同全称")] = "",
    code: Annotated[str, line("代码", "不写时自动编号；一经设立不再改变")] = "",
    level: Annotated[Level | None, choice("层级", "不选时同上级")] = None,
    body_kind: Annotated[BodyKind | None, choice("机构类别", "单位必选")] = None,
    unit_rank: Annotated[UnitRank | None, choice("单位级别")] = None,
    section_class: Annotated[SectionClass | None, choice("科室类别", "评议只在同类之间比较")] = None,
    region: Annotated[Region | None, pick("区域", "region")] = None,
    supervising_unit: Annotated[Office | None, pick("主管单位", "office", "承包服务单位必选")] = None,
    remit: Annotated[str, line("职责", "退单时引用")] = "",
    phone: Annotated[str, line("办公电话")] = "",
    address: Annotated[str, line("办公地点")] = "",
    opened_on: Annotated[date | None, day("设立日")] = None,
) -> Office:
    """Open an office under another (`office` is the one above; None for the first of all). A unit's first desk becomes its desk."""
    with transaction.atomic():
        above = lock_office(office) if office else None
        if above is not None:
            refuse_unless(may_shape_offices(office_facts(above), by))
        texts = {"code": code, "name": name, "short_name": short_name, "phone": phone, "address": address}
        refuse_unless_fits(Office, texts | {"remit": remit})
        _refuse_unless_whole(kind, body_kind, supervising_unit, above)
        opened = Office.objects.create(
            code=_free_code(code.strip(), above),
            name=name.strip(),
            short_name=short_name.strip() or name.strip(),
            kind=kind,
            level=level or (above.level if above else Level.CITY),
            body_kind=body_kind or "",
            unit_rank=unit_rank or "",
            section_class=section_class or "",
            region=region or (above.region if above else None),
            supervising_unit=supervising_unit,
            remit=remit.strip(),
            phone=phone.strip(),
            address=address.strip(),
            opened_on=opened_on,
        )
        place(opened, above).save(update_fields=PLACED)
        if (
            kind == OfficeKind.DESK
            and above is not None
            and above.kind == OfficeKind.UNIT
            and not above.desk_id
        ):
            Office.objects.filter(pk=above.pk).update(desk=opened)
        record(
            subject=opened.subject,
            event="office.open",
            by=by,
            at=at,
            data={
                "name": opened.name,
                "code": opened.code,
                "kind": kind,
                "parent": above.pk if above else None,
            },
        )
    return opened


def _refuse_unless_whole(
    kind: OfficeKind, body_kind: BodyKind | None, supervising_unit: Office | None, above: Office | None
) -> None:
    """单位要写明机构类别;承包服务单位要有主管单位;科室、派单台、窗口设在单位之下。"""
    if kind == OfficeKind.UNIT and body_kind is None:
        raise Malformed(fields={"body_kind": "请选择机构类别。"})
    if body_kind == BodyKind.CONTRACTOR and supervising_unit is None:
        raise Malformed(fields={"supervising_unit": "承包服务单位要写明由哪个单位主管负责。"})
    if kind != OfficeKind.UNIT and (above is None or above.unit_id is None):
        raise Malformed(fields={"kind": "科室、派单台、窗口和专班要设在单位之下。"})


def _free_code(code: str, above: Office | None) -> str:
    """The code that was asked for, or the next number under the office above (which is locked)."""
    if code:
        if Office.objects.filter(code=code).exists():
            raise Malformed(fields={"code": f"代码 {code} 已被使用。"})
        return code
    if above is None:
        raise Malformed(fields={"code": "请写代码。"})
    taken = set(Office.objects.filter(code__startswith=f"{above.code}-").values_list("code", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if f"{above.code}-{n:02d}" not in taken)
    return f"{above.code}-{number:02d}"


def rename_office(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    name: Annotated[str, line("新全称")],
    short_name: Annotated[str, line("新简称", "不写时同全称")] = "",
    seen: int | None = None,
) -> Office:
    """Rename an office; the old name is kept with its last day, yesterday."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_shape_offices(office_facts(office), by))
        refuse_unless_fits(Office, {"name": name, "short_name": short_name or name})
        was, new = office.name, name.strip()
        if new == was and (short_name.strip() or new) == office.short_name:
            raise WrongState("office_name_same", "新名称与现名称相同。")
        OfficeName.objects.create(
            office=office,
            name=was,
            short_name=office.short_name,
            to_on=date.fromordinal(day_of(at).toordinal() - 1),
        )
        office.name, office.short_name = new, short_name.strip() or new
        office.save(update_fields=["name", "short_name"])
        record(subject=office.subject, event="office.rename", by=by, at=at, data={"was": was, "name": new})
    return office


def move_office(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    parent: Annotated[Office, pick("划转到", "office")],
    seen: int | None = None,
) -> Office:
    """Move an office with everything in it below another. Work that it holds goes along; who sees a running case stays as written."""
    with transaction.atomic():
        rows = lock_offices(office.pk, parent.pk)
        office, parent = lock_office(rows[office.pk], seen=seen), rows[parent.pk]
        for shaped in (office, parent):
            refuse_unless(may_shape_offices(office_facts(shaped), by))
        if parent.is_inside(office):
            raise WrongState("office_into_itself", "不能把机构划转到它自己之下。", "请选择别的上级。")
        if office.kind != OfficeKind.UNIT and parent.unit_id is None:
            raise WrongState("office_needs_unit", "科室、派单台、窗口和专班要设在单位之下。")
        Office.objects.filter(desk=office).exclude(pk=parent.pk).update(desk=None)
        replace_inside(office, parent)
        record(
            subject=office.subject,
            event="office.move",
            by=by,
            at=at,
            data={"parent": parent.name, "parent_id": parent.pk},
        )
    return office


def close_office(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    closed_on: Annotated[date, day("撤销日", "从这一天起不再存在")],
    seen: int | None = None,
) -> Office:
    """Close an office from a day on. Refused while anything in it is open: offices below, posts that are held, work that it owes."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_shape_offices(office_facts(office), by))
        refuse_unless(_why_not_closed(office, closed_on))
        office.closed_on = closed_on
        office.save(update_fields=["closed_on"])
        office.posts.filter(closed_on=None).update(closed_on=closed_on)
        Office.objects.filter(desk=office).update(desk=None)
        record(subject=office.subject, event="office.close", by=by, at=at, data={"closed_on": closed_on})
    return office


def _why_not_closed(office: Office, closed_on: date) -> WrongState | None:
    below = Office.objects.filter(parent=office, closed_on=None).count()
    held = Tenure.objects.filter(Q(to_on=None) | Q(to_on__gte=closed_on), post__office=office).count()
    owed = Duty.objects.filter(holder=office.key, done_at=None).count()
    if not (below or held or owed):
        return None
    return WrongState(
        "office_not_empty",
        f"还有下级机构 {below} 个、在任人员 {held} 名、未办事项 {owed} 件。",
        "请先撤销下级机构、办理离任、移交或办结事项。",
        below=below,
        held=held,
        owed=owed,
    )


def set_desk(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    desk: Annotated[Office, pick("派单台", "office")],
    seen: int | None = None,
) -> Office:
    """Name the office inside a unit where its work arrives."""
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_shape_offices(office_facts(office), by))
        if office.kind != OfficeKind.UNIT or desk.unit_id != office.pk or desk.closed_on is not None:
            raise WrongState("desk_not_inside", "派单台应是本单位内的现行机构。", "请从本单位的科室中选择。")
        office.desk = desk
        office.save(update_fields=["desk"])
        record(
            subject=office.subject,
            event="office.set_desk",
            by=by,
            at=at,
            data={"desk": desk.name, "desk_id": desk.pk},
        )
    return office


def update_office(
    *,
    office: Office,
    by: Actor,
    at: datetime,
    remit: Annotated[str | None, line("职责", "退单时引用")] = None,
    phone: Annotated[str | None, line("办公电话")] = None,
    address: Annotated[str | None, line("办公地点")] = None,
    section_class: Annotated[SectionClass | None, choice("科室类别")] = None,
    seen: int | None = None,
) -> Office:
    """Keep remit, telephone, address and class up to date; what is left out stays."""
    given = {"remit": remit, "phone": phone, "address": address, "section_class": section_class}
    with transaction.atomic():
        office = lock_office(office, seen=seen)
        refuse_unless(may_keep_office(office_facts(office), by))
        refuse_unless_fits(Office, given)
        changed = [
            name for name, value in given.items() if value is not None and value != getattr(office, name)
        ]
        if not changed:
            raise WrongState("nothing_changed", "没有改动。", "请修改后再保存。")
        for name in changed:
            setattr(office, name, given[name])
        office.save(update_fields=changed)
        record(subject=office.subject, event="office.update", by=by, at=at, data={"changed": sorted(changed)})
    return office
