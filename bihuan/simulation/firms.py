"""The firms' own life: contacts whom the office verifies, needs that they raise after signing in, and one need that many share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bihuan.domain.cases import actions
from bihuan.domain.enterprises.actions import (
    invite_contact,
    record_above_scale,
    set_contact,
    verify_contact,
)
from bihuan.domain.enterprises.choices import AboveScaleKind, ContactRole
from bihuan.domain.enterprises.models import Contact, Enterprise
from bihuan.domain.enterprises.queries import actor_of_contact
from bihuan.domain.liaison.actions import add_need
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import CITY_TIME
from bihuan.simulation.accounts import DEMO_CLERK, DEMO_OWNER
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.plans import CityPlan, Fate
from bihuan.simulation.steps import Walk
from bihuan.simulation.words import Matter, matter, person_name, phone

KEEPER = Actor.calendar("simulation")
PROGRAMME = "ENTERPRISE"
# By the unit that a matter goes to; what nothing says is a matter of government service.
ASPECTS = {
    "金融": "CASH_FLOW",
    "财政": "CASH_FLOW",
    "税务": "CASH_FLOW",
    "经信": "UPGRADING",
    "科技": "UPGRADING",
    "商务": "ORDERS",
    "人社": "HIRING",
    "教育": "TALENT",
    "招商": "SUPPLY_CHAIN",
    "城管": "SURROUNDINGS",
    "交通": "SURROUNDINGS",
    "供电": "SURROUNDINGS",
    "供水": "SURROUNDINGS",
}
# The demo's firm has one of each, so that every page of its face has something in it; then these in turn.
FATES = (
    Fate.OPEN_FOLLOW_UP,
    Fate.SOLVED,
    Fate.OPEN_HANDLING,
    Fate.OPEN_NEW,
    Fate.SECOND_ROUND,
    Fate.OPEN_CHECK,
)
DEMO_FIRM_NEEDS = 5
SHARED_BY = 4
# The same from many, each in their own words: what the office is to see as one matter.
SHARED = (
    (
        "园区晚上经常停电",
        "园区晚上经常跳闸停电，每次一两个小时，生产线停下来，模具和料都报废。请供电部门查线路。",
    ),
    (
        "工业园夜间频繁跳闸停电",
        "工业园夜间频繁跳闸停电，这个月已经停了六次，生产线一停就报废一批料，请查园区线路。",
    ),
    ("园区夜里停电影响交货", "园区夜里又跳闸停电，生产线停了两个小时，交不了货。希望供电部门检修园区线路。"),
    ("园区线路老化经常停电", "园区线路老化，晚上生产线一全开就跳闸停电，每周都有，请尽快检修线路。"),
)


@dataclass
class FirmWalk(Walk):
    """A case that a firm raised itself."""

    speaker: Contact | None = None

    def register(self, at: datetime) -> None:
        contact = self.speaker
        assert contact is not None  # that is who raises it
        by, firm = actor_of_contact(contact), contact.enterprise
        self.case = actions.receive_case(
            by=by,
            at=at,
            title=self.matter.title,
            content=self.matter.content,
            programme=PROGRAMME,
            channel="PORTAL",
            reporter=actions.Outsider(name=contact.name, phone=contact.phone),
            enterprise=firm,
            region=firm.region,
            office=self.unit.office.area if self.unit.office.area_id else self.world.city,
            category=self.matter.category,
        )
        aspect = ASPECTS.get(self.matter.theme, "GOVERNMENT_SERVICE")
        add_need(case=self.case, by=by, at=at, aspect=aspect)
        if self.fate is not Fate.OPEN_NEW:
            self.then(at, "accept", 20, 240, ours=True)


def plan_firms(world: World, life: Life, plan: CityPlan, start: datetime, now: datetime) -> None:
    """Every firm has an owner and a clerk who sign in; so many needs come from them."""
    office = world.actor(world.city.pk, Role.OFFICE)
    contacts = [contact for firm in world.firms for contact in give_contacts(world, firm, office, start)]
    clerks = contacts[1::2]
    for index in range(plan.firm_needs):
        contact = contacts[0] if index < DEMO_FIRM_NEEDS else world.rng.choice(clerks)
        fate = FATES[index % len(FATES)]
        said = matter(world.rng, firm=True, firm_name=contact.enterprise.name)
        ended = fate in (Fate.SOLVED, Fate.SECOND_ROUND)
        days = 80 if ended else 14
        if fate is Fate.OPEN_NEW:
            days = -8  # today's and yesterday's: nobody has let it lie
        at = now - timedelta(days=max(0.1, days + world.rng.random() * 10))
        _raise(world, life, contact, fate, said, at)
    for contact, (title, content) in zip(clerks[:SHARED_BY], SHARED, strict=False):
        shared = Matter(
            "供电", "城乡建设/城市建设和市政管理/电力供应", title, content, "", firm=True, conduct=False
        )
        at = now - timedelta(days=0.5 + 2 * world.rng.random())
        if plan.firm_needs:
            _raise(world, life, contact, Fate.OPEN_ACCEPTED, shared, at)


def _raise(world: World, life: Life, contact: Contact, fate: Fate, said: Matter, at: datetime) -> None:
    walk = FirmWalk(
        world=world,
        life=life,
        fate=fate,
        unit=world.unit_for(said.theme),
        matter=said,
        programme=PROGRAMME,
        channel="PORTAL",
        speaker=contact,
    )
    life.at(at, partial(walk.do, "register"))


def give_contacts(world: World, firm: Enterprise, office: Actor, at: datetime) -> list[Contact]:
    """The owner, whose licence the office has seen; the clerk, whom the owner invites. The numbers of the first firm are the demo's."""
    first = firm == world.firms[0]
    owner = set_contact(
        enterprise=firm,
        by=KEEPER,
        at=at,
        name=person_name(world.rng),
        role=ContactRole.MANAGER,
        phone=DEMO_OWNER if first else _number(world),
    )
    verify_contact(
        enterprise=firm, by=office, at=at, contact=owner, evidence="当面看过营业执照正本和本人身份证。"
    )
    clerk = invite_contact(
        enterprise=firm,
        by=actor_of_contact(owner),
        at=at,
        name=person_name(world.rng),
        role=ContactRole.CLERK,
        phone=DEMO_CLERK if first else _number(world, owner.phone),
    )
    return [owner, clerk]


def _number(world: World, *taken: str) -> str:
    """Not one of the demo's, and not twice in a firm."""
    while (number := phone(world.rng)) in (DEMO_OWNER, DEMO_CLERK, *taken):
        pass
    return number


def list_above_scale(world: World, life: Life, start: datetime, now: datetime) -> None:
    """The statistics office lists the firms anew on the first day of each year that the city lives through."""
    for year in range(start.year + 1, now.year + 1):
        life.at(datetime(year, 1, 1, 9, tzinfo=CITY_TIME), partial(_list_for, world, year))


def _list_for(world: World, year: int, at: datetime) -> None:
    for firm in world.firms:
        record_above_scale(enterprise=firm, by=KEEPER, at=at, year=year, kind=AboveScaleKind.INDUSTRY)
