"""Counties, zones and towns, each area with its office of the loop."""

from django.db import transaction

from bihuan.domain.organisations.choices import (
    BodyKind,
    Grade,
    Level,
    OfficeKind,
    Role,
    UnitRank,
)
from bihuan.domain.organisations.models import Office, Region
from bihuan.simulation.city.departments import Departments
from bihuan.simulation.words import words


class Counties(Departments):
    """An area: its 双优化办, departments, towns."""

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
                    self._seat(desk, title, roles, demo=account if demo else "", works_for=area)
            if demo:
                self._seat(desk, "公开编辑", [Role.EDITOR, Role.UNSEALER], demo="editor", works_for=area)
        self.world.areas.append(area)

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
