"""What a plan is made from: the firms that must have a steward, the cadres who can be one, who must not be paired, the costs of the day."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, Min, OuterRef
from django.utils.timezone import make_aware

from bihuan.domain.enterprises.choices import Standing
from bihuan.domain.enterprises.models import AboveScale, Enterprise
from bihuan.domain.liaison.choices import Scope, Stage
from bihuan.domain.liaison.models import Conflict, Expertise, PlanRow, Project, ProjectStage
from bihuan.domain.liaison.queries.stewards import inspected_pairs, pairings_on, steward_posts
from bihuan.domain.liaison.rules.flow import Cadre, Costs, Firm
from bihuan.domain.organisations.models import Delegation, Office, Post
from bihuan.kernel.parameters.values import value


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a plan rests on. was: every firm's steward of today, those out of scope too. posts: of every cadre."""

    firms: list[Firm]
    scopes: Mapping[int, Scope]
    cadres: list[Cadre]
    posts: Mapping[int, Post]
    forbidden: set[tuple[int, int]]
    was: Mapping[int, int]


def ground_of(office: Office, *, year: int, on: date) -> Ground:
    """For an area: nine queries, however large it is."""
    posts = {
        pk: post for pk, post in steward_posts(on=on).items() if post.office.path.startswith(office.path)
    }
    inside = Enterprise.objects.filter(merged_into=None, standing=Standing.OPERATING)
    if office.region is not None:
        inside = inside.filter(region__path__startswith=office.region.path)
    scopes = scopes_of(inside.values("pk"), year=year)
    held = pairings_on(on).filter(office__path__startswith=office.path)
    was = dict(held.values_list("enterprise", "steward"))
    rows = inside.filter(pk__in=scopes).order_by("pk").values_list("pk", "region__path", "industry")
    firms = [Firm(pk, region or "", industry, was.get(pk)) for pk, region, industry in rows]
    return Ground(
        firms=firms,
        scopes=scopes,
        cadres=_cadres(posts, on=on),
        posts=posts,
        forbidden=_forbidden(posts, on=on),
        was=was,
    )


def scopes_of(firms: Any, *, year: int) -> dict[int, Scope]:
    """Why each firm must have its own steward: a big project under construction, just entering the scale, or above-scale."""
    since = (
        AboveScale.objects.filter(enterprise__in=firms, year__lte=year)
        .values("enterprise")
        .annotate(first=Min("year"))
        .filter(Exists(AboveScale.objects.filter(enterprise=OuterRef("enterprise"), year=year)))
    )
    found = {
        pk: Scope.ENTERING if first == year else Scope.ABOVE_SCALE
        for pk, first in since.values_list("enterprise", "first")
    }
    producing = ProjectStage.objects.filter(project=OuterRef("pk"), stage=Stage.IN_PRODUCTION)
    building = Project.objects.filter(~Exists(producing), is_big=True, ended_at=None, enterprise__in=firms)
    return found | dict.fromkeys(building.values_list("enterprise", flat=True), Scope.PROJECT)


def costs_on(day: date, *, stability: int | None = None) -> Costs:
    def cost(part: str) -> int:
        found: int = value("liaison.pairing_cost", on=day, part=part)
        return found

    return Costs(
        near=cost("AREA_NEAR"),
        county=cost("AREA_COUNTY"),
        city=cost("AREA_CITY"),
        expertise=cost("EXPERTISE"),
        second=cost("SECOND"),
        load=cost("LOAD"),
        short=cost("SHORT"),
        stability=value("liaison.stability", on=day) if stability is None else stability,
    )


def digest_of(rows: Iterable[PlanRow]) -> str:
    """Of everything that a plan would do: firm, kind, former and next steward."""
    said = sorted((row.enterprise_id, row.kind, row.was_id or 0, row.steward_id or 0) for row in rows)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _cadres(posts: Mapping[int, Post], *, on: date) -> list[Cadre]:
    knows: dict[int, set[str]] = {}
    for person, industry in Expertise.objects.filter(person__in=posts).values_list("person", "industry"):
        knows.setdefault(person, set()).add(industry)
    regions = dict(Office.objects.filter(region__isnull=False).values_list("pk", "region__path"))
    away = set(
        Delegation.objects.filter(
            absent__in=posts,
            from_at__lte=make_aware(datetime.combine(on, time(12))),
            to_at__gt=make_aware(datetime.combine(on, time(12))),
        ).values_list("absent", flat=True)
    )
    capacity = {level: value("liaison.capacity", on=on, level=level) for level in ("CITY", "COUNTY", "TOWN")}
    return [
        Cadre(
            id=pk,
            region=regions.get(post.office.area_id or 0, ""),
            level=post.office.level,
            capacity=capacity.get(post.office.level, capacity["TOWN"]),
            expertise=frozenset(knows.get(pk, ())),
            takes_new=pk not in away,
        )
        for pk, post in sorted(posts.items())
    ]


def _forbidden(posts: Mapping[int, Post], *, on: date) -> set[tuple[int, int]]:
    declared = set(
        Conflict.objects.filter(ended_at=None, person__in=posts).values_list("person", "enterprise")
    )
    by_office: dict[int, list[int]] = {}
    for pk, post in posts.items():
        by_office.setdefault(post.office_id, []).append(pk)
    regulators = {
        (person, firm) for office, firm in inspected_pairs(on=on) for person in by_office.get(office, ())
    }
    return declared | regulators
