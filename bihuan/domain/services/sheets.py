"""The catalogue as a table in the national list's field names: out, and in with a preview that names each bad row before anything is written.

One row is one item; what has rows of its own (steps, materials, questions, windows) is one line each within a cell, parts divided by |.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import OfficeKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.sheets.labels import codes_by_label
from bihuan.domain.organisations.sheets.running import Book, Outcome, Values
from bihuan.domain.services.actions import publish_version, register_item
from bihuan.domain.services.choices import (
    Audience,
    DayUnit,
    ItemKind,
    MaterialForm,
    MaterialSource,
    Necessity,
    OnlineDepth,
    ProjectType,
    UseLevel,
)
from bihuan.domain.services.models import Item, ItemVersion
from bihuan.domain.services.queries.versions import content_of, version_on, versions_in_force, with_tables
from bihuan.domain.services.rules.checks import faults_of
from bihuan.domain.services.rules.content import (
    ItemContent,
    MaterialContent,
    QuestionContent,
    StepContent,
    WindowContent,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.choices import Codes
from bihuan.kernel.sheets import Column, Fault, one_of, parse_day, text, whole_number

BAR, YES, NO = "|", "是", "否"


def _yes_no(cell: Any) -> bool:
    said = text(cell)
    if said not in (YES, NO):
        raise ValueError("请填“是”或“否”。")
    return said == YES


def _days(cell: Any) -> int:
    days = whole_number(cell)
    if not 0 <= days <= 3650:
        raise ValueError("请填 0 到 3650。")
    return days


def _lines(cell: Any) -> list[list[str]]:
    """Lines of a cell, each cut at its bars; a full-width bar is one too."""
    told = text(cell).replace("｜", BAR)
    return [[part.strip() for part in line.split(BAR)] for line in told.splitlines() if line.strip()]


def _part(parts: list[str], place: int, otherwise: str = "") -> str:
    return parts[place] if place < len(parts) and parts[place] else otherwise


def _code(codes: type[Codes], said: str) -> str:
    by_label = codes_by_label(codes)
    if said not in by_label:
        raise ValueError(f"没有“{said}”，可填：{'、'.join(by_label)}。")
    return by_label[said]


def _number(said: str) -> int:
    if not (said.isascii() and said.isdecimal() and len(said) < 5):
        raise ValueError(f"“{said}”不是整数。")
    return int(said)


def _steps(cell: Any) -> tuple[StepContent, ...]:
    return tuple(
        StepContent(_part(p, 0)[:60], _number(_part(p, 1, "0")), _part(p, 2)[:60]) for p in _lines(cell)
    )


def _materials(cell: Any) -> tuple[MaterialContent, ...]:
    return tuple(_material(parts) for parts in _lines(cell))


def _material(parts: list[str]) -> MaterialContent:
    question, _, answer = _part(parts, 6).partition("=")
    return MaterialContent(
        name=_part(parts, 0)[:120],
        form=_code(MaterialForm, _part(parts, 1, MaterialForm.ORIGINAL.label)),
        necessity=_code(Necessity, _part(parts, 2, Necessity.REQUIRED.label)),
        source=_code(MaterialSource, _part(parts, 3, MaterialSource.APPLICANT.label)),
        copies=_number(_part(parts, 4, "1")),
        held_by=_part(parts, 5)[:60],
        question=question[:20],
        answer=answer != NO,
        remark=_part(parts, 7)[:200],
    )


def _questions(cell: Any) -> tuple[QuestionContent, ...]:
    return tuple(QuestionContent(_part(p, 0)[:20], _part(p, 1)[:120]) for p in _lines(cell))


def _windows(cell: Any) -> tuple[WindowContent, ...]:
    return tuple(WindowContent(_part(p, 0), _part(p, 1)[:80]) for p in _lines(cell))


COLUMNS = (
    Column("unit", "实施主体代码", required=True, aliases=("实施主体",)),
    Column("catalog_code", "基本编码", required=True),
    Column("task_code", "实施编码", required=True, aliases=("实施清单编码",)),
    Column("name", "事项名称", required=True, aliases=("实施清单名称", "名称")),
    Column("kind", "事项类型", one_of(codes_by_label(ItemKind)), required=True),
    Column("use_level", "行使层级", one_of(codes_by_label(UseLevel))),
    Column("audience", "服务对象", one_of(codes_by_label(Audience))),
    Column("project_type", "办件类型", one_of(codes_by_label(ProjectType)), required=True),
    Column("legal_days", "法定办结时限", _days),
    Column("legal_unit", "法定办结时限单位", one_of(codes_by_label(DayUnit))),
    Column("promised_days", "承诺办结时限", _days, required=True),
    Column("promised_unit", "承诺办结时限单位", one_of(codes_by_label(DayUnit))),
    Column("window_approval", "是否窗口审批事项", _yes_no),
    Column("onsite_visits", "到办事现场次数", whole_number, required=True, aliases=("到现场次数",)),
    Column("visits_reason", "必须现场办理原因", aliases=("到现场原因",)),
    Column("online_depth", "网上办理深度", one_of(codes_by_label(OnlineDepth)), required=True),
    Column("charges", "是否收费", _yes_no),
    Column("fee", "收费标准"),
    Column("fee_basis", "收费依据"),
    Column("online_payment", "是否支持网上支付", _yes_no),
    Column("conditions", "受理条件"),
    Column("basis", "设定依据"),
    Column("result", "办理结果名称", aliases=("结果名称",)),
    Column("inquiry_line", "咨询方式", aliases=("咨询电话",)),
    Column("complaint_line", "监督投诉方式", aliases=("投诉电话",)),
    Column("high_frequency", "是否高频事项", _yes_no),
    Column("steps", "办理流程", _steps, aliases=("办理环节",)),
    Column("materials", "申请材料", _materials),
    Column("questions", "情形问题", _questions),
    Column("windows", "办理地点", _windows),
    Column("from_on", "施行日期", parse_day),
    Column("document", "依据文件"),
)
HEAD = [column.label for column in COLUMNS]
LONGEST = {"name": 120, "visits_reason": 200, "fee": 200, "fee_basis": 200, "result": 120}
LONGEST |= {"inquiry_line": 32, "complaint_line": 32, "document": 120, "task_code": 40, "catalog_code": 40}
CONTENT = (*ItemVersion.FIELDS, "steps", "materials", "questions", "windows")


def content_from(values: Values) -> ItemContent:
    """What a row says; a blank cell is the field's default."""
    given = {field: values[field] for field in CONTENT if values.get(field) is not None}
    return replace(ItemContent(name=""), **given)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows are compared with, read once."""

    units: frozenset[str]
    windows: frozenset[str]
    held: dict[str, str]  # task code → its unit


def _known() -> _Known:
    offices = Office.objects.filter(closed_on=None)
    return _Known(
        units=frozenset(offices.filter(kind=OfficeKind.UNIT).values_list("code", flat=True)),
        windows=frozenset(offices.filter(kind=OfficeKind.WINDOW).values_list("code", flat=True)),
        held=dict(Item.objects.values_list("task_code", "unit__code")),
    )


def _rule() -> Callable[[Values], Iterable[Fault]]:
    known = _known()
    seen: set[str] = set()

    def faults(values: Values) -> Iterator[Fault]:
        code = values["task_code"]
        if code in seen:
            yield Fault("实施编码", "这个事项在表中重复。")
        seen.add(code)
        if not (code.isascii() and code.isalnum()):
            yield Fault("实施编码", "实施编码只有字母和数字。")
        if values["unit"] not in known.units:
            yield Fault("实施主体代码", f"没有单位 {values['unit']}。")
        elif known.held.get(code, values["unit"]) != values["unit"]:
            yield Fault("实施主体代码", f"这个事项登记在 {known.held[code]}。")
        for field, longest in LONGEST.items():
            if len(values.get(field) or "") > longest:
                label = next(column.label for column in COLUMNS if column.code == field)
                yield Fault(label, f"最多 {longest} 个字。")
        for window in values["windows"] or ():
            if window.code not in known.windows:
                yield Fault("办理地点", f"没有窗口 {window.code}。")
        for fault in faults_of(content_from(values)):
            if fault.grave:
                yield Fault("", f"{fault.sentence}{fault.fix}")

    return lambda values: list(faults(values))


def _write(values: Values, *, by: Actor, at: datetime) -> Outcome:
    """A new item is registered; what differs from the version in force is published as its next one; the same changes nothing."""
    content, today = content_from(values), localtime(at).date()
    item = Item.objects.filter(task_code=values["task_code"]).first()
    document = values["document"] or ""
    if item is None:
        register_item(
            by=by,
            at=at,
            unit=Office.objects.get(code=values["unit"]),
            task_code=values["task_code"],
            catalog_code=values["catalog_code"],
            content=content,
            from_on=values["from_on"] or today,
            document=document,
        )
        return Outcome.ADDED
    held = version_on(item, values["from_on"] or today)
    if held is not None and content_of(held) == content:
        return Outcome.UNCHANGED
    publish_version(
        item=item,
        by=by,
        at=at,
        content=content,
        from_on=max(values["from_on"] or today, today),
        document=document,
    )
    return Outcome.CHANGED


ITEMS = Book("政务服务事项", COLUMNS, _rule, _write)


def item_rows(*, on: date, units: Iterable[int] | None = None) -> Iterator[list[Any]]:
    """Every item in force on a day, in the columns of the table: a few queries per thousand."""
    found = with_tables(versions_in_force(on))
    if units is not None:
        found = found.filter(item__unit__in=list(units))
    for version in found.order_by("item__task_code").iterator(1000):
        yield [_cell(version, column.code) for column in COLUMNS]


def _cell(version: ItemVersion, code: str) -> Any:
    special = SPECIAL.get(code)
    if special is not None:
        return special(version)
    value = getattr(version, code)
    if isinstance(value, bool):
        return YES if value else NO
    return getattr(version, f"get_{code}_display")() if code in LABELLED else value


LABELLED = frozenset(
    {"kind", "use_level", "audience", "project_type", "legal_unit", "promised_unit", "online_depth"}
)


def _material_line(m: MaterialContent) -> str:
    when = "" if not m.question else (m.question if m.answer else f"{m.question}={NO}")
    labels = (MaterialForm(m.form).label, Necessity(m.necessity).label, MaterialSource(m.source).label)
    return BAR.join([m.name, *labels, str(m.copies), m.held_by, when, m.remark]).rstrip(BAR)


SPECIAL: dict[str, Callable[[ItemVersion], Any]] = {
    "unit": lambda v: v.item.unit.code,
    "catalog_code": lambda v: v.item.catalog_code,
    "task_code": lambda v: v.item.task_code,
    "steps": lambda v: "\n".join(
        BAR.join([s.name, str(s.days), s.by]).rstrip(BAR) for s in content_of(v).steps
    ),
    "materials": lambda v: "\n".join(_material_line(m) for m in content_of(v).materials),
    "questions": lambda v: "\n".join(f"{q.code}{BAR}{q.text}" for q in content_of(v).questions),
    "windows": lambda v: "\n".join(BAR.join([w.code, w.hours]).rstrip(BAR) for w in content_of(v).windows),
}
