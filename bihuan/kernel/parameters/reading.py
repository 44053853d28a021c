"""Reads the shipped parameter files. All faults of all files are told at once, each with its file and its parameter."""

from collections.abc import Hashable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bihuan.kernel.parameters.catalogue import Catalogue, Dated, Document, Parameter, Row, key_tuple
from bihuan.kernel.parameters.choices import Shape, Status
from bihuan.kernel.parameters.shapes import typed

BOUNDED = (Shape.INT, Shape.RATIO)
ROOT = Path(__file__).resolve().parents[2]


class FaultyParameters(Exception):
    """The shipped files do not hold; `faults` names each file, parameter and reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Loader(yaml.SafeLoader):
    """YAML without floats (they become Decimal) and without silently repeated keys."""


def _decimal(loader: _Loader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(loader.construct_scalar(node))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    names = [loader.construct_object(key) for key, _ in node.value]
    repeated = {str(name) for name in names if names.count(name) > 1}
    if repeated:
        raise ValueError(f"重复的键：{'、'.join(sorted(repeated))}。")
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parameter_files(root: Path = ROOT) -> list[Path]:
    """Every `parameters/*.yaml` of every room."""
    return sorted(p for p in root.rglob("parameters/*.yaml") if "tests" not in p.parts)


@cache
def shipped() -> Catalogue:
    """The catalogue of all rooms, read once per process."""
    return read_catalogue(ROOT)


def read_catalogue(root: Path) -> Catalogue:
    """Every parameter under a folder by its code. Raises FaultyParameters with everything that is wrong."""
    found: dict[str, Parameter] = {}
    faults: list[str] = []
    for path in parameter_files(root):
        source = path.relative_to(root).as_posix()
        try:
            for parameter in read_file(path.read_text(encoding="utf-8"), source):
                if parameter.code in found:
                    raise ValueError(f"{parameter.code}：已在 {found[parameter.code].source} 里定义。")
                found[parameter.code] = parameter
        except (ValueError, LookupError, yaml.YAMLError) as fault:
            faults.append(f"{source}:{fault}")
    if faults:
        raise FaultyParameters(faults)
    return found


def read_file(text: str, source: str) -> Iterator[Parameter]:
    """The parameters of one file. ValueError names the parameter that does not hold."""
    # _Loader is a SafeLoader.
    content = _fields(yaml.load(text, Loader=_Loader), need={"parameters"}, may={"documents"})  # nosec B506
    documents = content.get("documents") or {}
    for code, fields in (content["parameters"] or {}).items():
        try:
            yield _parameter(str(code), fields, documents, source)
        except (ValueError, LookupError) as fault:
            raise ValueError(f"{code}:{fault}") from fault


def _fields(raw: Any, *, need: set[str], may: set[str]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise ValueError(f"应为一组“名: 值”，实为“{raw}”。")
    missing, strange = need - raw.keys(), raw.keys() - need - may
    if missing:
        raise ValueError(f"缺少 {'、'.join(sorted(missing))}。")
    if strange:
        raise ValueError(f"不认识 {'、'.join(sorted(map(str, strange)))}。")
    return raw


def _parameter(code: str, raw: Any, documents: dict[str, Any], source: str) -> Parameter:
    fields = _fields(raw, need={"description", "unit", "type", "values"}, may={"keys", "min", "max"})
    shape = Shape(fields["type"])
    if shape not in BOUNDED and {"min", "max"} & fields.keys():
        raise ValueError(f"{shape.label}没有上下限。")
    bare = Parameter(
        code=code,
        description=_said(fields["description"], "description"),
        unit=_said(fields["unit"], "unit"),
        shape=shape,
        keys=tuple(fields.get("keys") or ()),
        dated=(),
        source=source,
        low=None if fields.get("min") is None else typed(shape, fields["min"]),
        high=None if fields.get("max") is None else typed(shape, fields["max"]),
    )
    dated = sorted((_dated(bare, value, documents) for value in fields["values"]), key=lambda d: d.from_on)
    if not dated:
        raise ValueError("至少要有一个值。")
    if len({(d.from_on, d.status) for d in dated}) != len(dated):
        raise ValueError("同一天有两个同样状态的值。")
    return Parameter(
        **{name: getattr(bare, name) for name in Parameter.__slots__ if name != "dated"}, dated=tuple(dated)
    )


def _said(raw: Any, name: str) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(f"{name} 不能为空。")
    return raw.strip()


def _dated(parameter: Parameter, raw: Any, documents: dict[str, Any]) -> Dated:
    fields = _fields(raw, need={"from", "document"}, may={"until", "status", "value", "rows", "remark"})
    document, status = _document(fields, documents)
    until = fields.get("until")
    if status is Status.EXPIRED and until is None:
        raise ValueError("失效的值要写明最后一天（until）。")
    return Dated(
        from_on=_day(fields["from"]),
        until_on=None if until is None else _day(until),
        document=document,
        status=status,
        rows=_rows(parameter, fields),
        remark=fields.get("remark") or "",
    )


def _document(fields: dict[str, Any], documents: dict[str, Any]) -> tuple[Document, Status]:
    named = fields["document"]
    if isinstance(named, str):
        if named not in documents:
            raise ValueError(f"documents 里没有“{named}”。")
        named = documents[named]
    said = _fields(named, need={"title", "number"}, may={"status"})
    status = fields.get("status") or said.get("status")
    if status is None:
        raise ValueError("缺少 status。")
    return Document(_said(said["title"], "title"), _said(str(said["number"]), "number")), Status(status)


def _day(raw: Any) -> date:
    if type(raw) is not date:
        raise ValueError(f"应为日期（2026-01-01），实为“{raw}”。")
    return raw


def _rows(parameter: Parameter, fields: dict[str, Any]) -> tuple[Row, ...]:
    if ("value" in fields) == ("rows" in fields):
        raise ValueError("value 与 rows 要写且只写一个。")
    lines = fields["rows"] if "rows" in fields else [{"value": fields["value"]}]
    rows = tuple(_row(parameter, line) for line in lines)
    if len({row.keys for row in rows}) != len(rows):
        raise ValueError("同一组键写了两行。")
    return rows


def _row(parameter: Parameter, line: Any) -> Row:
    fields = dict(_fields(line, need={"value"}, may=set(parameter.keys)))
    raw = fields.pop("value")
    value = typed(parameter.shape, raw)
    beyond = out_of_bounds(parameter, value)
    if beyond:
        raise ValueError(beyond)
    return Row(key_tuple(parameter, {name: str(key) for name, key in fields.items()}), value, raw)


def out_of_bounds(parameter: Parameter, value: Any) -> str:
    """Why a value is outside the parameter's own bounds, in Chinese; empty where it is inside."""
    if parameter.low is not None and value < parameter.low:
        return f"{value} 小于下限 {parameter.low}。"
    if parameter.high is not None and value > parameter.high:
        return f"{value} 大于上限 {parameter.high}。"
    return ""
