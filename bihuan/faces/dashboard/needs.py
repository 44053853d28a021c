"""企业需要什么: the ten aspects, how much of each is solved and how long it took; by industry and by area, each as a picture and a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.enterprises.queries import industry_name
from bihuan.domain.liaison.figures.across import Cell, Tally, needs_across, summed
from bihuan.domain.liaison.queries import aspects_on
from bihuan.domain.organisations.models import Region
from bihuan.faces.dashboard.guards import readers
from bihuan.faces.dashboard.numbers import numbers, records_url
from bihuan.faces.dashboard.scopes import Scope, scope_of
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of

RATE = "liaison.need_resolution_rate"
MAIN = ("liaison.needs", RATE)
HELPS = (
    "liaison.helps_offered",
    "liaison.helps_fitting",
    "liaison.helps_taken_up",
    "liaison.helps_effective",
)
# Asked of the whole city only: a pairing belongs to no programme.
KEEPING = (
    "liaison.coverage",
    "liaison.contacted",
    "liaison.load",
    "liaison.visits",
    "liaison.steward_satisfaction",
)
SHOWN = 12
KEPT_BACK = "未登记或保密"


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect, industry or region."""

    code: str
    name: str
    tally: Tally
    url: str

    @property
    def share(self) -> str:
        return "—" if self.tally.share is None else f"{self.tally.share:.1f} %"

    @property
    def days(self) -> str:
        return "—" if self.tally.average_days is None else f"{self.tally.average_days:.1f} 天"


@dataclass(frozen=True, slots=True)
class Crossed:
    """Aspects (columns) against something (rows)."""

    key: str
    rows: list[Row]
    columns: list[tuple[str, str]]  # code and name of the aspects that occur
    cells: Mapping[Cell, Tally]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, int]]]]:
        """Each row with its counts, named by their columns: a phone shows the name beside each."""
        return [
            (row, [(name, self.count(code, row.code)) for code, name in self.columns]) for row in self.rows
        ]

    @property
    def message(self) -> str:
        """The picture's title: who lacks most, and what."""
        first = self.rows[0]
        lacks = max(self.columns, key=lambda column: self.count(column[0], first.code))[1]
        return f"{first.name}最多，{first.tally.registered:,} 件，主要是{lacks}"

    def count(self, aspect: str, other: str) -> int:
        cell = self.cells.get((aspect, other))
        return cell.registered if cell else 0

    @property
    def chart(self) -> dict[str, Any]:
        places = [
            [x, y, self.count(code, row.code)]
            for y, row in enumerate(self.rows)
            for x, (code, _) in enumerate(self.columns)
        ]
        return {
            "kind": "heat",
            "labels": [row.name for row in self.rows],
            "columns": [name for _, name in self.columns],
            "cells": places,
            "most": max((n for *_, n in places), default=0),
        }


@readers()
@require_safe
def needs(request: Request) -> HttpResponse:
    scope = scope_of(request)
    names = {aspect.code: aspect.name for aspect in aspects_on(day_of(request.at))}
    by_industry = needs_across("industry", scope.period, request.at, scope.of)
    by_region = needs_across("region", scope.period, request.at, scope.of)
    aspects = _rows(scope, "aspect", summed(by_industry, 0), lambda code: names.get(code, code))
    regions = dict(
        Region.objects.filter(code__in={code for _, code in by_region}).values_list("code", "name")
    )
    columns = [(row.code, row.name) for row in aspects]
    industries = Crossed(
        "industry",
        _rows(scope, "industry", summed(by_industry, 1), industry_name)[:SHOWN],
        columns,
        by_industry,
    )
    areas = Crossed(
        "region",
        _rows(scope, "region", summed(by_region, 1), lambda code: regions.get(code, code))[:SHOWN],
        columns,
        by_region,
    )
    codes = [*MAIN, *HELPS, *(() if scope.of else KEEPING)]
    found = numbers(codes, scope, request.at)
    context = {
        "scope": scope,
        "main": [found[code] for code in MAIN],
        "helps": [found[code] for code in HELPS],
        "keeping": [found[code] for code in KEEPING if code in found],
        "aspects": aspects,
        "message": _message(aspects),
        "crossed": [
            ("industry", "行业", industries),
            ("region", "地区", areas),
        ],
        "charts": _charts(aspects, industries, areas),
        "years": [str(request.at.year - back) for back in range(3)],
    }
    return render(request, "dashboard/needs.html", context)


def _rows(scope: Scope, key: str, tallies: Mapping[str, Tally], name: Callable[[str], str]) -> list[Row]:
    """The most first; what is not known or kept back comes last and opens nothing."""
    rows = [
        Row(
            code,
            (name(code) or code) if code else KEPT_BACK,
            tally,
            records_url(scope, figure=RATE, **{key: code}) if code else "",
        )
        for code, tally in tallies.items()
    ]
    return sorted(rows, key=lambda row: (not row.code, -row.tally.registered, row.code))


def _message(aspects: list[Row]) -> str:
    """The picture's title: which aspect weighs most."""
    if not aspects:
        return "这一期间还没有企业问题"
    first = aspects[0]
    return f"{first.name}最多，{first.tally.registered:,} 件，已化解 {first.share}"


def _charts(aspects: list[Row], industries: Crossed, areas: Crossed) -> dict[str, Any]:
    solved = [row.tally.solved for row in aspects]
    rest = [row.tally.registered - row.tally.solved for row in aspects]
    return {
        "aspects": {
            "kind": "parts",
            "labels": [row.name for row in aspects],
            "parts": [{"name": "已化解（件）", "bars": solved}, {"name": "还没有（件）", "bars": rest}],
        },
        "industry": industries.chart,
        "region": areas.chart,
    }
