"""专项治理."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime

from bihuan.domain.cases.models import Case
from bihuan.domain.organisations.choices import Role
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.models import Campaign, CampaignCase
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import PARKING, TOWING, Told, day_after

STREETS = PARKING | TOWING | Q(category__endswith="市容环境") | Q(title__contains="围挡")
AREAS = ("停车收费", "占道经营", "施工围挡")


class Campaigning(Told):
    """A campaign whose ledger grows from month to month."""

    campaign: Campaign

    def plan(self, life: Life) -> None:
        self.begin(life, 80, self.open)
        for days in (55, 30, 6):
            self.on(life, days, self.collect)

    def open(self, at: datetime) -> bool:
        self.campaign = actions.open_campaign(
            by=self.office(Role.OFFICE),
            at=at,
            office=self.world.city,
            code="STREETS-2026",
            name="停车收费和占道问题专项治理",
            scope="全市道路停车、事故拖车、占道经营和施工围挡；任何来源的工单都可以纳入。",
            lead=self.unit("城管").office,
            from_on=localtime(at).date(),
            to_on=day_after(self.now, 60),
            areas=len(AREAS) + 1,
        )
        for place, name in enumerate(AREAS, start=1):
            self.campaign = actions.name_area(
                campaign=self.campaign,
                by=self.office(Role.OFFICE),
                at=at,
                code=f"{self.campaign.code}-{place}",
                name=name,
            )
        return True

    def collect(self, at: datetime) -> None:
        free = ~Q(pk__in=CampaignCase.objects.values("case"))
        by_area: dict[str, list[Case]] = {}
        for case in self.cases(free & STREETS, few=200):
            by_area.setdefault(_area(case), []).append(case)
        for place, cases in sorted(by_area.items()):
            self.campaign = actions.collect_cases(
                campaign=self.campaign,
                by=self.office(Role.OFFICE),
                at=at,
                cases=cases,
                area=f"{self.campaign.code}-{place}",
            )


def _area(case: Case) -> str:
    if "停车" in case.category or case.category.endswith("事故处理"):
        return "1"
    return "3" if "围挡" in case.title else "2"
