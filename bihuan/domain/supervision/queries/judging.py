"""Who decides an appeal: the lowest level, from the office in charge up, where somebody can who neither issued the card nor gains by it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bihuan.domain.organisations.choices import AREA_BODIES, Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import actor_in, tenures_on
from bihuan.domain.supervision.models import Card
from bihuan.domain.supervision.queries.facts import card_facts, units_of
from bihuan.domain.supervision.rules.cards import CardFacts, judges_of, may_judge
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.queries import open_duties


@dataclass(frozen=True, slots=True)
class Bench:
    """A level, and the role there to which it is put."""

    office: Office
    role: Role
    is_manned: bool = True


def bench_for(card: Card, *, at: datetime) -> Bench:
    """Where nobody can anywhere, it stays with the office in charge: who comes new into a post there finds it."""
    facts = card_facts(card, at=at)
    for bench in _benches(card, facts):
        if _can(bench, card, facts, at=at):
            return bench
    return Bench(card.office, judges_of(facts)[0], is_manned=False)


def can_be_judged(card: Card, *, at: datetime) -> bool:
    """Somebody to whom it is owed now can decide it."""
    facts = card_facts(card, at=at)
    owed = {(duty.holder, duty.role) for duty in open_duties(card.subject)}
    benches = (bench for bench in _benches(card, facts) if (bench.office.key, bench.role) in owed)
    return any(_can(bench, card, facts, at=at) for bench in benches)


def _benches(card: Card, facts: CardFacts) -> Iterator[Bench]:
    """From the office in charge up; at each level arbiters before leaders."""
    levels = Office.objects.filter(pk__in=card.office.line_ids, body_kind__in=sorted(AREA_BODIES))
    for office in sorted(levels, key=lambda one: len(one.path), reverse=True):
        for role in judges_of(replace(facts, judge=office.pk)):
            yield Bench(office, role)


def _can(bench: Bench, card: Card, facts: CardFacts, *, at: datetime) -> bool:
    here = replace(facts, judge=bench.office.pk)
    return any(
        may_judge(replace(here, actor_units=units_of(actor, since=card.opened_at, at=at)), actor) is None
        for actor in _actors(bench, at=at)
    )


def _actors(bench: Bench, *, at: datetime) -> Iterator[Actor]:
    """Everyone who holds a post with this role for this level now."""
    running = tenures_on(day_of(at)).filter(post__office__area=bench.office, person__is_active=True)
    for tenure in running.select_related("person", "post__office").order_by("id"):
        if bench.role in tenure.post.roles:
            yield actor_in(tenure.person, tenure.post, "appeals")
