"""Windows with address and hours, and what is done there."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from bihuan.domain.organisations.actions import Seat, fill_seats, open_office
from bihuan.domain.organisations.choices import Grade, OfficeKind, Role, SectionClass
from bihuan.domain.organisations.models import Office
from bihuan.domain.services import actions
from bihuan.domain.services.models import Item
from bihuan.domain.services.rules.content import (
    ItemContent,
    MaterialContent,
    QuestionContent,
    StepContent,
    WindowContent,
)
from bihuan.simulation.city import Unit, World
from bihuan.simulation.city.opening import BUILDER, SINCE
from bihuan.simulation.words import person_name, phone

DATA = Path(__file__).parent.parent / "data" / "services.yaml"
HOURS = "工作日 8:30–12:00，14:30–17:30"
HALL = "荆江大道 88 号市民之家"
FLOORS = "一二三四五"


@cache
def told() -> dict[str, Any]:
    """The lists, read once."""
    read: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return read


def housing_contents(window: str) -> list[ItemContent]:
    """The seventy items of the newspaper's housing bureau."""
    return [_housing(row, window) for row in told()["housing"]]


def _housing(row: list[Any], window: str) -> ItemContent:
    name, kind, legal, promised, visits, reason = row
    firm = kind == "PERMIT" or "企业" in name or "工程" in name
    holder = ("营业执照", "市场监管登记库") if firm else ("居民身份证", "公安人口库")
    return _content(
        name,
        kind,
        "FIRM" if firm else "PERSON",
        legal,
        promised,
        visits,
        "ACCEPT" if visits else "FULL",
        reason=reason,
        materials=(
            MaterialContent(f"{name}申请表"[:120], form="FORM"),
            MaterialContent(holder[0], form="ELECTRONIC", source="GOVERNMENT", held_by=holder[1]),
            *([MaterialContent("技术方案及图纸", form="ELECTRONIC")] if promised else []),
        ),
        window=window,
        frequent=not promised and kind != "PERMIT",
    )


def _content(
    name: str,
    kind: str,
    audience: str,
    legal: int,
    promised: int,
    visits: int,
    depth: str,
    *,
    window: str,
    materials: tuple[MaterialContent, ...],
    reason: str = "",
    fee: str = "",
    questions: tuple[QuestionContent, ...] = (),
    frequent: bool = True,
) -> ItemContent:
    cost, _, basis = fee.partition("|")
    middle = max(promised - 2, 0)
    return ItemContent(
        name=name,
        kind=kind,
        audience=audience,
        project_type="PROMISED" if promised else "INSTANT",
        legal_days=legal,
        promised_days=promised,
        onsite_visits=visits,
        visits_reason=(reason or "须当面核验原件或采集信息") if visits else "",
        online_depth=depth,
        charges=bool(cost),
        fee=cost,
        fee_basis=basis,
        online_payment=bool(cost),
        conditions="材料齐全、符合法定形式的，当场受理。不符合条件的，窗口当面说明，并登记向上反映。",
        basis="" if kind == "PUBLIC_SERVICE" else "国家和省有关法律、法规、规章",
        result="办理结果告知书"
        if kind == "PUBLIC_SERVICE"
        else name.removesuffix("核发").removesuffix("登记"),
        inquiry_line="0716-8000100",
        complaint_line="0716-12345",
        high_frequency=frequent,
        steps=(
            StepContent("受理", 0, "窗口"),
            StepContent("审查", middle, "审批科"),
            StepContent("决定", min(promised, 1), "分管负责人"),
            StepContent("送达", 1 if promised > 1 else 0, "窗口"),
        ),
        materials=materials,
        questions=questions,
        windows=(WindowContent(window, HOURS),),
    )


def _other(row: list[Any], window: str) -> ItemContent:
    name, kind, audience, legal, promised, visits, depth, fee, papers, question = row
    extra = told()["questions"].get(question)
    materials = [_paper(paper, depth) for paper in papers]
    if extra:
        materials.append(
            MaterialContent(extra[1], form="ELECTRONIC", necessity="CONDITIONAL", question=question)
        )
    return _content(
        name,
        kind,
        audience,
        legal,
        promised,
        visits,
        depth,
        window=window,
        fee=fee,
        materials=tuple(materials),
        questions=(QuestionContent(question, extra[0]),) if extra else (),
    )


# What real catalogues leave open: doubtful, so that the report has something to show, and nothing that contradicts itself.
DOUBTFUL: dict[str, dict[str, Any]] = {
    "取水许可": {"conditions": ""},
    "教师资格认定": {"complaint_line": ""},
    "清税申报": {"windows": ()},
    "大型户外广告设置审批": {"result": ""},
}


def _paper(told_as: str, depth: str) -> MaterialContent:
    name, _, held_by = told_as.partition("@")
    if held_by:
        return MaterialContent(name, form="ELECTRONIC", source="GOVERNMENT", held_by=held_by)
    if name.endswith(("表", "书")):
        return MaterialContent(name, form="FORM")
    return MaterialContent(name, form="ELECTRONIC" if depth == "FULL" else "ORIGINAL_AND_COPY")


def open_catalogue(world: World, at: datetime) -> None:
    """Every unit that has items gets a window in the hall and its part of the catalogue."""
    for floor, unit in enumerate(world.units):
        rows = told()["others"].get(unit.theme, [])
        is_city = unit.office.parent_id == world.city.pk
        if not is_city or not (rows or unit.theme == "住建"):
            continue
        with transaction.atomic():
            window = window_of(world, unit, floor, at)
            contents = (
                housing_contents(window.code)
                if unit.theme == "住建"
                else [replace(_other(row, window.code), **DOUBTFUL.get(row[0], {})) for row in rows]
            )
            for number, content in enumerate(contents, 1):
                _register(world, unit, number, content, at)


def _register(world: World, unit: Unit, number: int, content: ItemContent, at: datetime) -> Item:
    catalog = f"0001{unit.office.pk:05d}{number:03d}"
    return actions.register_item(
        by=world.actor(unit.office.pk, Role.UNIT_HEAD),
        at=at,
        unit=unit.office,
        task_code=f"11421000MB{catalog}",
        catalog_code=catalog,
        content=content,
        from_on=date(2025, 1, 1),
        document="荆政办发〔2024〕31号",
    )


def window_of(world: World, unit: Unit, floor: int, at: datetime) -> Office:
    """The unit's window in the hall; the housing bureau has one already."""
    known = Office.objects.filter(parent=unit.office, kind=OfficeKind.WINDOW).first()
    if known is not None:
        return known
    window = open_office(
        office=unit.office,
        by=BUILDER,
        at=at,
        name=f"{unit.office.short_name}政务窗口",
        kind=OfficeKind.WINDOW,
        section_class=SectionClass.APPROVAL_SERVICE,
        address=f"{HALL}{FLOORS[floor % 5]}楼 {floor % 12 + 1} 号窗口",
        phone="0716-8000100",
    )
    seats = [
        Seat(
            window,
            "窗口人员",
            [Role.HANDLER],
            Grade.HANDLER,
            username=f"w{window.pk}{number}",
            name=person_name(world.rng),
            phone=phone(world.rng),
        )
        for number in range(2)
    ]
    hands = world.seats.setdefault((window.pk, str(Role.HANDLER)), [])
    hands += [(held.person, held.post) for held in fill_seats(seats=seats, by=BUILDER, at=at, from_on=SINCE)]
    return window
