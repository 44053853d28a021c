"""The city's departments, their second-level units and sections."""

from django.db import transaction

from bihuan.domain.organisations.choices import (
    BodyKind,
    Grade,
    Level,
    OfficeKind,
    Role,
    SectionClass,
    UnitRank,
)
from bihuan.domain.organisations.models import Office
from bihuan.simulation.city.opening import Opening
from bihuan.simulation.city.world import Unit
from bihuan.simulation.words import words


class Departments(Opening):
    """First-level units with desk, signers, sections; under them the second level."""

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
                    address="荆江大道 88 号市民之家一楼 1 号窗口",
                    phone="0716-8000100",
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
            unit.office, name, OfficeKind.SECTION, section_class=klass, remit=f"{unit.theme}：{name}"
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
