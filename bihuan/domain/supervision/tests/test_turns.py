"""Sittings and walks that were missed: whose, from when, citing what, and what takes it away again."""

from datetime import timedelta

import pytest

from bihuan.domain.organisations.actions import leave_post
from bihuan.domain.organisations.models import Tenure
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.actions import recompute_since
from bihuan.domain.supervision.choices import IncidentKind, Level
from bihuan.domain.supervision.jobs import read_journal
from bihuan.domain.supervision.models import Finding, Incident
from bihuan.domain.supervision.tests.parts import CALENDAR
from bihuan.domain.walkthroughs import actions as walking
from bihuan.domain.walkthroughs.jobs import miss_turns, owe_turns, owe_walks
from bihuan.domain.walkthroughs.models import Turn, WalkTask
from bihuan.domain.walkthroughs.queries.turns import turns_in_force
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.alerts import alert_due_duties
from bihuan.kernel.journal.models import Entry

TURN = IncidentKind.SITTING_MISSED
WALK = IncidentKind.WALK_MISSED


def read(at):
    while read_journal(CALENDAR, at).more:
        pass


def events(incident) -> list[str]:
    return [Entry.objects.get(pk=pk).event for pk in incident.entries]


def missed(desk, active, number: int = 1) -> list[Turn]:
    """The first turns of one leader, let pass; the others' are left planned."""
    leader = turns_in_force(active).order_by("from_at", "id")[0].leader
    turns = list(turns_in_force(active).filter(leader=leader).order_by("from_at")[:number])
    turns_in_force(active).exclude(leader=leader).delete()
    for turn in turns:
        desk.at = turn.from_at - timedelta(days=1)
        owe_turns(CALENDAR, desk.at)
        desk.at = turn.from_at + timedelta(days=1)
        miss_turns(CALENDAR, desk.at)
    read(desk.at)
    return turns


def test_a_turn_that_nobody_sat_is_held_against_the_leader_whose_it_was(desk, active):
    (turn,) = missed(desk, active)
    found = Incident.objects.get(kind=TURN)
    assert (found.person, found.unit, found.at) == (turn.leader.person, desk.city.housing, turn.to_at)
    assert (found.counts, found.subject_id, found.item) == (True, active.pk, turn.item)
    assert events(found) == ["roster.owe", "roster.miss"]
    assert not Finding.objects.filter(ground="sittings_missed").exists()  # once is not many times


def test_twice_in_a_quarter_is_a_finding_for_the_head_of_the_unit(desk, active):
    turns = missed(desk, active, 2)
    finding = Finding.objects.get(ground="sittings_missed")
    assert (finding.level, finding.number, finding.person) == (Level.HEAD, 2, turns[0].leader.person)
    assert len(finding.entries) == 4


def test_a_turn_that_was_sat_is_no_incident(desk, active):
    turn = turns_in_force(active).order_by("from_at", "id")[0]
    desk.at = turn.from_at - timedelta(hours=1)
    owe_turns(CALENDAR, desk.at)
    desk.at = turn.from_at
    desk.do(walking.sit_turn, active, turn.leader.person.username)
    desk.at = turn.from_at + timedelta(days=1)
    Turn.objects.exclude(pk=turn.pk).filter(plan__roster=active, from_at__lt=desk.at).delete()
    miss_turns(CALENDAR, desk.at)
    read(desk.at)
    assert not Incident.objects.filter(kind=TURN).exists()


def test_the_platform_was_down_throughout_and_it_is_nobody_s(desk, active):
    (turn,) = missed(desk, active)
    outage = actions.record_outage(
        by=desk.actor("zhao_min"),
        at=desk.later(),
        system="PLATFORM",
        from_at=turn.from_at - timedelta(hours=1),
        to_at=turn.to_at + timedelta(hours=1),
        account="机房断电，全市不能登录，有运维记录。",
    )
    desk.do(actions.approve_outage, outage, "han_xue", granted=True)
    read(desk.at)
    found = Incident.objects.get(kind=TURN)
    assert not found.counts and found.lost_outage > 0


def test_whoever_had_left_the_post_by_then_owed_no_turn(desk, active):
    turn = turns_in_force(active).order_by("from_at", "id")[0]
    for tenure in Tenure.objects.filter(person=turn.leader.person):
        leave_post(
            person=tenure.person,
            post=tenure.post,
            to_on=day_of(turn.from_at) - timedelta(days=1),
            by=desk.actor("xie_min"),
            at=desk.later(),
        )
    missed(desk, active)
    found = Incident.objects.get(kind=TURN)
    assert (found.counts, found.person) == (False, None)


@pytest.mark.parametrize(("assigned", "who"), [(True, "lin_tao"), (False, "director_chen")])
def test_a_walk_that_nobody_walked_is_held_against_whoever_owed_it(desk, item, assigned, who):
    owe_walks(CALENDAR, desk.later())
    task = WalkTask.objects.get()
    if assigned:
        task = desk.do(walking.assign_task, task, "ma_li", person=desk.city.person("lin_tao"))
    desk.later(days=40)
    alert_due_duties(by=CALENDAR, at=desk.at)
    read(desk.at)
    found = Incident.objects.get(kind=WALK)
    assert (found.person, found.unit) == (desk.city.person(who), desk.city.housing)
    assert found.counted > 0 and found.until is None
    assert "duty.red" in events(found)
    assert Finding.objects.get(ground="walk_missed").entries == found.entries


def test_assigned_when_its_time_was_over_it_stays_the_head_s(desk, item):
    owe_walks(CALENDAR, desk.later())
    task = WalkTask.objects.get()
    desk.later(days=40)
    alert_due_duties(by=CALENDAR, at=desk.at)
    desk.do(walking.assign_task, task, "ma_li", person=desk.city.person("lin_tao"))
    read(desk.later(days=3))
    found = Incident.objects.get(kind=WALK)
    assert found.person == desk.city.person("director_chen") and found.until is not None


def test_from_nothing_the_same_is_found(desk, active, item):
    missed(desk, active, 2)
    owe_walks(CALENDAR, desk.at)
    desk.later(days=40)
    alert_due_duties(by=CALENDAR, at=desk.at)
    read(desk.at)
    fields = ("key", "kind", "person", "at", "counts", "counted", "entries")
    before = sorted(Incident.objects.values_list(*fields))
    assert {row[1] for row in before} >= {TURN, WALK}
    Finding.objects.all().delete()
    Incident.objects.all().delete()
    recompute_since(since=desk.at - timedelta(days=366), at=desk.at)
    assert sorted(Incident.objects.values_list(*fields)) == before
