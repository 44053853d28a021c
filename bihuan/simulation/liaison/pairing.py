"""At the beginning of the year: contacts of the firms, questions, helps, expertise, conflicts, duty stewards, and the plan put into force."""

from datetime import datetime, timedelta

from bihuan.domain.enterprises.actions import set_contact
from bihuan.domain.enterprises.choices import ContactRole
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import ConflictKind
from bihuan.domain.liaison.jobs import activate_plans
from bihuan.domain.liaison.models import PairingPlan
from bihuan.domain.liaison.queries.stewards import steward_posts
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.jobs.tasks import JobReport
from bihuan.simulation.city import World
from bihuan.simulation.words import person_name, phone, words

CALENDAR = Actor.calendar("simulation")


def pair_the_city(world: World, at: datetime) -> None:
    """By the actions of the office: make, ask, another person decides, the calendar puts every row into force."""
    actions.load_shipped_edition(by=CALENDAR, at=at)
    _contacts(world, at)
    _helps(world, at)
    _know(world, at)
    office = world.actor(world.city.pk, Role.OFFICE)
    plan = actions.make_plan(by=office, at=at, office=world.city, year=at.year)
    actions.ask_plan(
        pairing_plan=plan,
        by=office,
        at=at + timedelta(minutes=20),
        reason="按年度规上名单结对，缺人的由值班店小二负责。",
    )
    arbiter = world.actor(world.city.pk, Role.ARBITER, but=office.hands)
    decided = at + timedelta(hours=2)
    actions.decide_plan(
        pairing_plan=PairingPlan.objects.get(pk=plan.pk), by=arbiter, at=decided, granted=True
    )
    report = JobReport(more=True)
    while report.more:
        report = activate_plans(CALENDAR, decided + timedelta(minutes=1))


def steward_actor(world: World, person: Person) -> Actor:
    """This cadre in the post of a steward."""
    for (_, role), seats in world.seats.items():
        if role == Role.STEWARD:
            for held, post in seats:
                if held.pk == person.pk:
                    key = (person.pk, post.pk)
                    if key not in world.cached:
                        world.cached[key] = actor_for(person, post, "workbench", at=world.at)
                    return world.cached[key]
    raise LookupError(f"{person.pk} is no steward")


def _contacts(world: World, at: datetime) -> None:
    for firm in world.firms:
        set_contact(
            enterprise=firm,
            by=CALENDAR,
            at=at,
            name=person_name(world.rng),
            role=ContactRole.LIAISON,
            phone=phone(world.rng),
        )


def _helps(world: World, at: datetime) -> None:
    office = world.actor(world.city.pk, Role.OFFICE)
    for row in words()["helps"]:
        provider = world.unit_for(row["theme"]).office
        actions.add_help(
            by=office,
            at=at,
            aspect=row["aspect"],
            name=row["name"],
            measure=row["measure"],
            provider=provider,
            document=row["document"],
            condition=row["condition"],
            ceiling=row["ceiling"],
            script=row["script"],
        )


def _know(world: World, at: datetime) -> None:
    """Half of the cadres know one industry; here and there one has a relative in a firm; every area has its duty steward."""
    posts = steward_posts(on=day_of(at))
    people = Person.objects.in_bulk(posts)
    for pk in sorted(posts):
        if world.rng.random() < 0.5:
            industry = world.rng.choice(words()["industries"])
            actions.record_expertise(by=CALENDAR, at=at, person=people[pk], industries=industry)
    for pk in sorted(posts)[:: max(1, len(posts) // 5)]:
        firm = world.rng.choice(world.firms)
        actions.declare_conflict(
            by=CALENDAR, at=at, person=people[pk], enterprise=firm, kind=ConflictKind.KIN
        )
    first = people[min(posts)]
    actions.set_duty_steward(
        by=world.actor(world.city.pk, Role.OFFICE), at=at, office=world.city, steward=first
    )
