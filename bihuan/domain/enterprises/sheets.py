"""Enterprises as a table: out, and in with a preview that names each bad row before anything is written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from bihuan.domain.enterprises.actions import (
    record_above_scale,
    record_year,
    register_enterprise,
    rename_enterprise,
    set_contact,
    update_enterprise,
)
from bihuan.domain.enterprises.choices import AboveScaleKind, ContactRole
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.enterprises.queries import enterprises_visible_to, is_industry
from bihuan.domain.enterprises.queries.size import FEN_PER_WAN
from bihuan.domain.organisations.models import Region
from bihuan.domain.organisations.sheets.labels import codes_by_label
from bihuan.domain.organisations.sheets.running import Book, Outcome, Values
from bihuan.kernel.access import Actor
from bihuan.kernel.identifiers import phone, uscc
from bihuan.kernel.money import fen
from bihuan.kernel.sheets import Column, Fault, one_of, parse_day, text, whole_number


def _uscc(cell: Any) -> str:
    return uscc(text(cell))


def _phone(cell: Any) -> str:
    return str(phone(text(cell)))


def _wan(cell: Any) -> int:
    return fen(text(cell), unit="万元")


COLUMNS = (
    Column("uscc", "统一社会信用代码", _uscc, required=True, aliases=("信用代码", "社会信用代码")),
    Column("name", "企业名称", required=True, aliases=("名称", "单位名称")),
    Column("region", "区划代码"),
    Column("address", "地址"),
    Column("industry", "行业代码"),
    Column("founded_on", "成立日", parse_day, aliases=("成立日期",)),
    Column("year", "年度", whole_number),
    Column("staff", "从业人员", whole_number),
    Column("revenue_fen", "营业收入（万元）", _wan, aliases=("营业收入",)),
    Column("assets_fen", "资产总额（万元）", _wan, aliases=("资产总额",)),
    Column("above_scale", "规上类别", one_of(codes_by_label(AboveScaleKind))),
    Column("contact", "联系人"),
    Column("contact_role", "联系人身份", one_of(codes_by_label(ContactRole))),
    Column("contact_phone", "联系电话", _phone),
)
FIGURES = ("staff", "revenue_fen", "assets_fen")


def _rule() -> Callable[[Values], Iterable[Fault]]:
    regions = set(Region.objects.filter(to_on=None).values_list("code", flat=True))
    seen: set[tuple[str, int | None]] = set()

    def faults(values: Values) -> Iterator[Fault]:
        key = (values["uscc"], values["year"])
        if key in seen:
            yield Fault("统一社会信用代码", "这家企业（同一年度）在表中重复。")
        if values["region"] and values["region"] not in regions:
            yield Fault("区划代码", f"没有现行区划代码 {values['region']}。")
        if values["industry"] and not is_industry(values["industry"].upper()):
            yield Fault("行业代码", f"没有行业代码 {values['industry']}。")
        told = [key for key in (*FIGURES, "above_scale") if values[key] is not None]
        if told and values["year"] is None:
            yield Fault("年度", "写了年度数据或规上类别，就要写年度。")
        if values["contact_phone"] and not values["contact"]:
            yield Fault("联系人", "写了联系电话，就要写联系人。")

    def check(values: Values) -> list[Fault]:
        found = list(faults(values))
        if not found:
            seen.add((values["uscc"], values["year"]))
        return found

    return check


def _write(values: Values, *, by: Actor, at: datetime) -> Outcome:
    with transaction.atomic():
        enterprise = Enterprise.objects.filter(uscc=values["uscc"]).first()
        region = Region.objects.get(code=values["region"], to_on=None) if values["region"] else None
        if enterprise is None:
            enterprise = register_enterprise(
                by=by,
                at=at,
                name=values["name"],
                uscc=values["uscc"],
                region=region,
                address=values["address"] or "",
                industry=values["industry"] or "",
                founded_on=values["founded_on"],
            )
            _write_year(enterprise, values, by, at)
            _write_contact(enterprise, values, by, at)
            return Outcome.ADDED
        done = [
            _write_base(enterprise, values, region, by, at),
            _write_year(enterprise, values, by, at),
            _write_contact(enterprise, values, by, at),
        ]
    return Outcome.CHANGED if any(done) else Outcome.UNCHANGED


def _write_base(
    enterprise: Enterprise, values: Values, region: Region | None, by: Actor, at: datetime
) -> bool:
    renamed = values["name"] != enterprise.name
    if renamed:
        rename_enterprise(enterprise=enterprise, by=by, at=at, name=values["name"])
    given: Values = {
        "region": region,
        "address": values["address"],
        "industry": (values["industry"] or "").upper(),
        "founded_on": values["founded_on"],
    }
    changed = {key: new for key, new in given.items() if new and new != getattr(enterprise, key)}
    if changed:
        update_enterprise(enterprise=enterprise, by=by, at=at, **changed)
    return renamed or bool(changed)


def _write_year(enterprise: Enterprise, values: Values, by: Actor, at: datetime) -> bool:
    year = values["year"]
    if year is None:
        return False
    figures = {key: values[key] for key in FIGURES}
    known = enterprise.years.filter(year=year).values(*FIGURES).first()
    is_new = any(figure is not None for figure in figures.values()) and figures != known
    if is_new:
        record_year(enterprise=enterprise, by=by, at=at, year=year, **figures)
    kind = values["above_scale"]
    is_marked = kind is None or enterprise.above_scale.filter(kind=kind, year=year).exists()
    if not is_marked:
        record_above_scale(enterprise=enterprise, by=by, at=at, kind=AboveScaleKind(kind), year=year)
    return is_new or not is_marked


def _write_contact(enterprise: Enterprise, values: Values, by: Actor, at: datetime) -> bool:
    if not values["contact"]:
        return False
    role = ContactRole(values["contact_role"] or ContactRole.LIAISON)
    phone_number = values["contact_phone"] or ""
    same = {"name": values["contact"], "role": role, "ended_on": None, "phone": phone_number}
    if enterprise.contacts.filter(**same).exists():
        return False
    set_contact(enterprise=enterprise, by=by, at=at, name=values["contact"], role=role, phone=phone_number)
    return True


ENTERPRISES = Book("企业", COLUMNS, _rule, _write)
PUBLIC_HEAD = [column.label for column in COLUMNS[:11]]


def enterprise_rows(actor: Actor, *, year: int) -> Iterator[list[Any]]:
    """The visible firms with their figures of a year, in the columns of the table but without contacts; five queries a thousand."""
    found = enterprises_visible_to(actor).select_related("region").prefetch_related("years", "above_scale")
    for firm in found.order_by("id").iterator(1000):
        figures = next((row for row in firm.years.all() if row.year == year), None)
        marks = [AboveScaleKind(mark.kind).label for mark in firm.above_scale.all() if mark.year == year]
        yield [
            firm.uscc or "",
            firm.name,
            firm.region.code if firm.region else "",
            firm.address,
            firm.industry,
            firm.founded_on,
            year,
            figures.staff if figures else None,
            _in_wan(figures.revenue_fen) if figures else None,
            _in_wan(figures.assets_fen) if figures else None,
            marks[0] if marks else "",
        ]


def _in_wan(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount) / FEN_PER_WAN
