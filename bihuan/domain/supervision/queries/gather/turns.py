"""Sittings and walks that were missed: held against the leader whose turn it was, in the post that they held on that day."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from bihuan.domain.supervision.choices import IncidentKind
from bihuan.domain.supervision.queries.gather.late import Owed, late_duties, with_evidence
from bihuan.domain.supervision.queries.gather.world import World
from bihuan.domain.supervision.rules.holders import left_at
from bihuan.domain.supervision.rules.incidents import IncidentFacts
from bihuan.domain.supervision.rules.lateness import Lapse, count
from bihuan.domain.walkthroughs.choices import TurnState
from bihuan.domain.walkthroughs.models import Turn, WalkTask
from bihuan.kernel.journal.models import Entry

TURNS = ("roster.owe", "roster.miss")
OWES = ("take",)


def roster_incidents(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """该坐没有坐. Not where the platform was down throughout, so that nobody could write the sitting down; nor of whoever held no post."""
    missed = Turn.objects.filter(plan__roster__in=ids, state=TurnState.MISSED).order_by("id")
    said = _said(ids)
    for turn in missed.select_related("plan", "leader"):
        place = world.places[turn.leader.unit_id]
        unit = world.unit_of(place)
        seat = world.seat_of(turn.leader.person_id, place, turn.from_at)
        passed = count(
            world.calendar,
            Lapse(turn.item, turn.from_at, turn.from_at, turn.to_at, 0),
            at=world.at,
            outages=world.down_for(unit),
        )
        yield IncidentFacts(
            key=turn.item,
            kind=IncidentKind.SITTING_MISSED,
            office=place.id,
            unit=unit,
            person=seat.person if seat else None,
            post=seat.post if seat else None,
            began_at=turn.from_at,
            at=turn.to_at,
            until=turn.to_at,
            subject_kind="roster",
            subject_id=turn.plan.roster_id,
            item=turn.item,
            lost_outage=passed.lost_outage,
            counts=seat is not None and passed.counts,
            entries=tuple(sorted(said[turn.pk])),
        )


def walk_task_incidents(world: World, ids: Collection[int]) -> Iterator[IncidentFacts]:
    """该走没有走: of the member of the leadership to whom it was assigned; of the head of the unit where nobody was."""
    units = dict(WalkTask.objects.filter(pk__in=ids).values_list("pk", "unit_id"))
    for one in with_evidence(late_duties(world, "walk_task", ids, OWES)):
        if one.began_at <= one.due_at:  # assigned when its time was over already: the lateness is not theirs
            yield _walk(world, one, units[one.subject])


def _walk(world: World, one: Owed, unit: int) -> IncidentFacts:
    place = world.places[unit]
    kind, _, held_by = one.holder.partition(":")
    seat = (
        world.seat_of(int(held_by), place, one.due_at)
        if kind == "person"
        else world.seat(place, one.due_at, one.role)
    )
    passed = count(
        world.calendar,
        Lapse(str(one.id), one.began_at, one.due_at, one.done_at, 0),
        at=world.at,
        outages=world.down_for(world.unit_of(place)),
        left_on=left_at(seat),
    )
    return IncidentFacts(
        key=one.key,
        kind=IncidentKind.WALK_MISSED,
        office=place.id,
        unit=world.unit_of(place),
        person=seat.person if seat else None,
        post=seat.post if seat else None,
        began_at=one.began_at,
        at=one.due_at,
        until=one.done_at,
        subject_kind=one.subject_kind,
        subject_id=one.subject,
        verb=one.verb,
        minutes=passed.minutes,
        lost_outage=passed.lost_outage,
        counted=passed.counted,
        counts=passed.counts and seat is not None,
        entries=one.entries,
    )


def _said(rosters: Collection[int]) -> Mapping[int, set[int]]:
    """By turn: the entries that say that it came up, and that nobody sat."""
    found: dict[int, set[int]] = defaultdict(set)
    for entry in Entry.objects.filter(subject_kind="roster", subject_id__in=rosters, event__in=TURNS):
        found[int(str(entry.data["turn"]))].add(entry.pk)
    return found
