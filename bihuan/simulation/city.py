"""Builds the city by the same actions as its administrators would: regions, offices, posts, people, firms."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bihuan.domain.enterprises.actions import record_above_scale, register_enterprise
from bihuan.domain.enterprises.choices import AboveScaleKind
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.organisations.actions import (
    appoint,
    create_post,
    load_regions,
    open_office,
    register_person,
)
from bihuan.domain.organisations.choices import (
    BodyKind,
    Grade,
    Level,
    OfficeKind,
    Role,
    SectionClass,
    UnitRank,
)
from bihuan.domain.organisations.models import Office, Post, Region
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.simulation.accounts import DEMO_SEATS
from bihuan.simulation.plans import CityPlan
from bihuan.simulation.words import firm_name, made_up_uscc, person_name, phone, words

SINCE = date(2020, 1, 6)
BUILDER = Actor.calendar("simulation")
Progress = Callable[[str], None]


@dataclass
class Unit:
    """A unit that cases go to: its desk, its sections, who signs; `slow` makes its people late, `careless` makes them return and botch."""

    office: Office
    theme: str
    sections: list[Office] = field(default_factory=list)
    slow: float = 1.0
    careless: float = 0.02


@dataclass
class World:
    """The city as the simulation knows it: who sits where, by office and role."""

    rng: random.Random
    city: Office
    at: datetime
    units: list[Unit] = field(default_factory=list)
    areas: list[Office] = field(default_factory=list)
    firms: list[Enterprise] = field(default_factory=list)
    seats: dict[tuple[int, str], list[tuple[Person, Post]]] = field(default_factory=dict)
    cached: dict[tuple[int, int], Actor] = field(default_factory=dict)

    def hands(self, office_id: int, role: Role) -> list[tuple[Person, Post]]:
        """Who has this role in this office."""
        return self.seats.get((office_id, str(role)), [])

    def actor(self, office_id: int, role: Role, *, but: Iterable[int] = ()) -> Actor:
        """Somebody with this role in this office, whose hand is none of those."""
        barred = frozenset(but)
        free = [seat for seat in self.hands(office_id, role) if seat[0].pk not in barred]
        if not free:
            raise LookupError(f"nobody with {role} in office {office_id}")
        person, post = self.rng.choice(free)
        key = (person.pk, post.pk)
        if key not in self.cached:
            self.cached[key] = actor_for(person, post, "workbench", at=self.at)
        return self.cached[key]

    def unit_for(self, theme: str) -> Unit:
        """The unit of a theme, else any."""
        fitting = [unit for unit in self.units if unit.theme == theme]
        return self.rng.choice(fitting or self.units)


class Builder:
    """Opens offices and fills posts. Each unit is one transaction."""

    def __init__(self, plan: CityPlan, *, seed: int, at: datetime, say: Progress) -> None:
        self.plan, self.at, self.say = plan, at, say
        self.rng = random.Random(seed)
        self.people = 0
        self.demo = dict(DEMO_SEATS)

    def build(self) -> World:
        """The whole city."""
        load_regions(by=BUILDER, at=self.at)
        self.regions = {region.code: region for region in Region.objects.filter(to_on=None)}
        city = self._open(
            None,
            "市人民政府",
            OfficeKind.UNIT,
            code="JZ",
            short="市政府",
            body=BodyKind.CITY,
            region="421000",
        )
        self.world = World(rng=self.rng, city=city, at=self.at)
        self._area_office(city, "市双优化办", demo=True, strength=3)
        self._seat(city, "市领导", [Role.LEADER], Grade.LEADER, demo="leader")
        self.say("市级单位")
        for row in words()["departments"][: self.plan.departments]:
            self._department(city, row, "市")
        self._discipline(city)
        self._second_level()
        self._fill_sections()
        self.say("县市区和乡镇")
        for index, region in enumerate(self._counties()):
            self._county(city, region, index)
        self._stewards()
        self._temper()
        self.say("企业")
        self._enterprises()
        return self.world

    def _open(
        self,
        above: Office | None,
        name: str,
        kind: OfficeKind,
        *,
        code: str = "",
        short: str = "",
        body: BodyKind | None = None,
        **more: Any,
    ) -> Office:
        region = self.regions.get(str(more.pop("region", "")))
        return open_office(
            office=above,
            by=BUILDER,
            at=self.at,
            name=name,
            kind=kind,
            code=code,
            short_name=short,
            body_kind=body,
            region=region,
            **more,
        )

    def _seat(
        self, office: Office, title: str, roles: list[Role], grade: Grade = Grade.HANDLER, *, demo: str = ""
    ) -> Person:
        """A post in an office with a new person in it; `demo` names the account that can sign in."""
        self.people += 1
        known = self.demo.pop(demo, None) if demo else None
        post = Post.objects.filter(office=office, title=title).first() or create_post(
            office=office, by=BUILDER, at=self.at, title=title, roles=roles, grade=grade
        )
        person = register_person(
            by=BUILDER,
            at=self.at,
            username=known.username if known else f"u{self.people:05d}",
            name=known.name if known else person_name(self.rng),
            phone=phone(self.rng),
        )
        appoint(person=person, by=BUILDER, at=self.at, post=post, from_on=SINCE)
        for role in roles:
            self.world.seats.setdefault((office.pk, str(role)), []).append((person, post))
        return person

    def _area_office(self, area: Office, name: str, *, demo: bool, strength: int) -> None:
        """双优化办: its desk receives what comes from above; the people of the loop sit here."""
        with transaction.atomic():
            desk = self._open(area, name, OfficeKind.DESK)
            for role, title, account in [
                (Role.INTAKE, "受理员", "intake"),
                (Role.OFFICE, "派单员", "office"),
                (Role.ARBITER, "裁定员", "arbiter"),
                (Role.CHECKER, "核查员", "checker"),
                (Role.FOLLOW_UP, "回访员", "follow_up"),
            ]:
                roles: list[Role] = [role, Role.DESK] if role is Role.OFFICE else [role]
                for _ in range(strength):
                    self._seat(desk, title, roles, demo=account if demo else "")
            if demo:
                self._seat(desk, "公开编辑", [Role.EDITOR, Role.UNSEALER], demo="editor")
        for key in [key for key in self.world.seats if key[0] == desk.pk]:
            self.world.seats.setdefault((area.pk, key[1]), []).extend(self.world.seats[key])
        self.world.areas.append(area)

    def _department(self, area: Office, row: dict[str, str], prefix: str) -> Unit:
        with transaction.atomic():
            body = BodyKind(row.get("body", "DEPARTMENT"))
            office = self._open(
                area,
                f"{prefix}{row['name']}",
                OfficeKind.UNIT,
                short=f"{prefix}{row['short']}",
                body=body,
                unit_rank=UnitRank.FIRST,
                remit=f"负责{row['theme']}领域的管理和服务。",
            )
            unit = Unit(office, row["theme"])
            first = prefix == "市" and row["theme"] == "住建"
            desk = self._open(office, f"{office.short_name}办公室", OfficeKind.DESK)
            self._seat(desk, "派单员", [Role.DESK], demo="desk" if first else "")
            self._seat(
                office, "分管负责人", [Role.UNIT_DEPUTY], Grade.UNIT_DEPUTY, demo="deputy" if first else ""
            )
            self._seat(office, "主要负责人", [Role.UNIT_HEAD], Grade.UNIT_HEAD, demo="head" if first else "")
            for kind in words()["sections"][:2]:
                self._section(
                    unit, kind["name"], SectionClass(kind["class"]), demo=first and not unit.sections
                )
            if first:
                window = self._open(
                    office,
                    f"{office.short_name}政务窗口",
                    OfficeKind.WINDOW,
                    section_class=SectionClass.APPROVAL_SERVICE,
                )
                self._seat(window, "窗口人员", [Role.HANDLER], demo="window")
                centre = self._open(
                    office, "信息中心", OfficeKind.SECTION, section_class=SectionClass.GENERAL_ADMINISTRATION
                )
                self._seat(centre, "系统管理员", [Role.SYSTEM_ADMIN], demo="system_admin")
                self._seat(centre, "安全管理员", [Role.SECURITY_ADMIN], demo="security_admin")
                self._seat(centre, "审计管理员", [Role.AUDITOR], demo="auditor")
        self.world.units.append(unit)
        return unit

    def _section(self, unit: Unit, name: str, klass: SectionClass, *, demo: bool = False) -> None:
        office = self._open(
            unit.office, name, OfficeKind.SECTION, section_class=klass, remit=f"{unit.theme}:{name}"
        )
        self._seat(
            office,
            "科长",
            [Role.SECTION_HEAD, Role.HANDLER],
            Grade.SECTION_HEAD,
            demo="section_head" if demo else "",
        )
        self._seat(office, "承办人", [Role.HANDLER], demo="handler" if demo else "")
        unit.sections.append(office)

    def _discipline(self, city: Office) -> None:
        office = self._open(
            city, "市纪委监委", OfficeKind.UNIT, body=BodyKind.DEPARTMENT, unit_rank=UnitRank.FIRST
        )
        self._seat(office, "纪检监察员", [Role.INSPECTOR], demo="inspector")

    def _second_level(self) -> None:
        """Second-level units under the departments, each with a desk, a signer and one section."""
        kinds = words()["second_level"]
        departments = [unit for unit in self.world.units if unit.office.level == Level.CITY]
        for index in range(self.plan.second_level):
            above = departments[index % len(departments)]
            name = f"{above.office.short_name}{kinds[(index // len(departments)) % len(kinds)]}"
            with transaction.atomic():
                office = self._open(
                    above.office, name, OfficeKind.UNIT, body=BodyKind.DEPARTMENT, unit_rank=UnitRank.SECOND
                )
                unit = Unit(office, above.theme)
                desk = self._open(office, f"{name}办公室", OfficeKind.DESK)
                self._seat(desk, "派单员", [Role.DESK])
                self._seat(office, "分管负责人", [Role.UNIT_DEPUTY], Grade.UNIT_DEPUTY)
                self._seat(office, "主要负责人", [Role.UNIT_HEAD], Grade.UNIT_HEAD)
                self._section(unit, "业务科", SectionClass.GRASSROOTS_STATION)
            self.world.units.append(unit)

    def _fill_sections(self) -> None:
        """As many sections as the plan says, windows not counted."""
        kinds = words()["sections"]
        have = sum(len(unit.sections) for unit in self.world.units)
        departments = [unit for unit in self.world.units if unit.office.unit_rank == UnitRank.FIRST]
        for index in range(max(0, self.plan.sections - have)):
            unit = departments[index % len(departments)]
            number = 2 + index // len(departments)
            kind = kinds[number % len(kinds)]
            name = (
                kind["name"]
                if number < len(kinds)
                else f"{kind['name'][:-1]}{'一二三四五六七八九十'[number // len(kinds)]}科"
            )
            with transaction.atomic():
                self._section(unit, name, SectionClass(kind["class"]))

    def _counties(self) -> list[Region]:
        areas = [region for region in self.regions.values() if region.kind in ("COUNTY", "ZONE")]
        return sorted(areas, key=lambda region: region.code)[: self.plan.counties]

    def _county(self, city: Office, region: Region, index: int) -> None:
        zone = region.kind == "ZONE"
        office = self._open(
            city,
            region.name if zone else f"{region.name}人民政府",
            OfficeKind.UNIT,
            short=region.name,
            body=BodyKind.ZONE if zone else BodyKind.COUNTY,
            region=region.code,
            level=Level.COUNTY,
            unit_rank=UnitRank.FIRST,
        )
        self._area_office(office, f"{region.name}双优化办", demo=False, strength=2)
        self._seat(office, "县领导", [Role.LEADER, Role.UNIT_HEAD], Grade.LEADER)
        self._seat(office, "分管领导", [Role.UNIT_DEPUTY], Grade.UNIT_DEPUTY)
        rows = words()["departments"]
        for offset in range(self.plan.county_departments):
            self._department(office, rows[(index + offset) % 12], region.name[:2])
        towns = [r for r in self.regions.values() if r.parent_id == region.pk and r.kind == "TOWN"]
        for town in sorted(towns, key=lambda r: r.code)[: self.plan.towns_per_county]:
            self._town(office, town)

    def _town(self, county: Office, region: Region) -> None:
        with transaction.atomic():
            suffix = "办事处" if region.name.endswith("街道") else "人民政府"
            office = self._open(
                county,
                f"{region.name}{suffix}",
                OfficeKind.UNIT,
                short=region.name,
                body=BodyKind.TOWN,
                region=region.code,
                level=Level.TOWN,
                unit_rank=UnitRank.FIRST,
            )
            self._seat(office, "经办", [Role.HANDLER, Role.DESK])
            self._seat(office, "分管负责人", [Role.UNIT_DEPUTY], Grade.UNIT_DEPUTY)
            self._seat(office, "主要负责人", [Role.UNIT_HEAD], Grade.UNIT_HEAD)

    def _stewards(self) -> None:
        """Cadres of three levels who each keep firms company."""
        self.say("包联干部")
        sections = [section for unit in self.world.units for section in unit.sections]
        for index in range(self.plan.stewards):
            self._seat(
                sections[index % len(sections)],
                "包联干部",
                [Role.STEWARD],
                demo="steward" if index == 0 else "",
            )

    def _temper(self) -> None:
        """A bad section here and there, a careless desk."""
        for unit in self.world.units:
            unit.slow = self.rng.choice([0.6, 0.8, 1.0, 1.0, 1.2, 1.6])
            unit.careless = self.rng.choice([0.01, 0.02, 0.05])
        for unit in self.rng.sample(self.world.units, max(1, len(self.world.units) // 8)):
            unit.slow, unit.careless = 3.0, 0.2

    def _enterprises(self) -> None:
        taken: set[str] = set()
        counties = self._counties()
        for _ in range(self.plan.enterprises):
            region = self.rng.choice(counties)
            with transaction.atomic():
                firm = register_enterprise(
                    by=BUILDER,
                    at=self.at,
                    name=firm_name(self.rng, taken),
                    uscc=made_up_uscc(
                        self.rng,
                        region.code if region.code.isdecimal() and len(region.code) == 6 else "421000",
                    ),
                    region=region,
                    industry=self.rng.choice(words()["industries"]),
                )
                record_above_scale(
                    enterprise=firm, by=BUILDER, at=self.at, year=self.at.year, kind=AboveScaleKind.INDUSTRY
                )
            self.world.firms.append(firm)
