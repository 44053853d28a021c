"""The whole city, unit by unit."""

from django.db import transaction

from bihuan.domain.enterprises.actions import record_above_scale, register_enterprise
from bihuan.domain.enterprises.choices import AboveScaleKind
from bihuan.domain.organisations.actions import (
    load_regions,
)
from bihuan.domain.organisations.choices import (
    BodyKind,
    Grade,
    OfficeKind,
    Role,
)
from bihuan.domain.organisations.models import Office, Region
from bihuan.simulation.city.counties import Counties
from bihuan.simulation.city.opening import BUILDER
from bihuan.simulation.city.world import World
from bihuan.simulation.words import firm_name, made_up_uscc, words

SLOWEST = 3.0  # how many times the usual pace a bad unit takes


class Builder(Counties):
    """Opens offices, each unit in one transaction, then fills the seats in another."""

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
        self._seat(city, "市领导", [Role.LEADER], Grade.LEADER)  # who issued a card does not judge its appeal
        self._fill_seats()
        self._temper()
        self.say("企业")
        self._enterprises()
        return self.world

    def _stewards(self) -> None:
        """Cadres of three levels who each keep firms company: of four, two of the city, one of a county, one of a town."""
        self.say("包联干部")
        sections = [section for unit in self.world.units for section in unit.sections]
        counties = self.world.areas[1:] or sections
        towns = list(Office.objects.filter(body_kind=BodyKind.TOWN).order_by("code")) or sections
        for index in range(self.plan.stewards):
            places = (sections, sections, counties, towns)[index % 4]
            self._seat(
                places[(index // 4) % len(places)]
                if places is not sections
                else sections[index % len(sections)],
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
            unit.slow, unit.careless = SLOWEST, 0.2

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
                for year in self._years_above_scale():
                    record_above_scale(
                        enterprise=firm, by=BUILDER, at=self.at, year=year, kind=AboveScaleKind.INDUSTRY
                    )
            self.world.firms.append(firm)

    def _years_above_scale(self) -> list[int]:
        """This year; most firms were above-scale the year before too, the others are just entering."""
        return [self.at.year - 1, self.at.year] if self.rng.random() < 0.85 else [self.at.year]
