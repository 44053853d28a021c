"""固定排班: arranged, shown, signed, sat, changed; what was shown is what comes into force."""

from datetime import timedelta

import pytest

from bihuan.domain.walkthroughs import actions
from bihuan.domain.walkthroughs.choices import PlanState, RosterState, TurnState
from bihuan.domain.walkthroughs.jobs import miss_turns, owe_turns
from bihuan.domain.walkthroughs.queries import roster_for
from bihuan.domain.walkthroughs.queries.turns import public_turns, turns_in_force
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import WrongState
from bihuan.testing.refusals import refused

JOB = Actor.calendar("walkthroughs")


def rows(plan):
    return sorted(plan.turns.values_list("pk", "leader", "window", "from_at"))


def test_what_was_shown_is_what_comes_into_force(desk, roster):
    roster = desk.do(actions.plan_roster, roster, "ma_li")
    shown = rows(roster.plans.get())
    assert len(shown) == 16
    roster = desk.do(actions.ask_roster, roster, "ma_li")
    roster = desk.do(actions.decide_roster, roster, "director_chen", granted=True)
    plan = roster.plans.get()
    assert (roster.state, plan.state, rows(plan)) == (RosterState.ACTIVE, PlanState.IN_FORCE, shown)
    assert history(roster.subject)[-1].event == "roster.decide"


def test_the_head_decides_on_the_one_queue_page_and_the_asker_does_not(desk, roster):
    roster = desk.do(actions.plan_roster, roster, "lin_tao")
    roster = desk.do(actions.ask_roster, roster, "lin_tao")
    with refused("not_your_role"):
        desk.do(actions.decide_roster, roster, "ma_li", granted=True)
    (asked,) = approvals_of(desk.actor("director_chen"))
    kind_of(asked.kind).decide(
        approval=asked, by=desk.actor("director_chen"), at=desk.later(), granted=True, answer="照此执行。"
    )
    roster.refresh_from_db()
    assert roster.state == RosterState.ACTIVE


def test_refused_it_is_dropped_and_may_be_planned_again(desk, roster):
    for action in (actions.plan_roster, actions.ask_roster):
        roster = desk.do(action, roster, "ma_li")
    with refused("plan_asked"):
        desk.do(actions.plan_roster, roster, "ma_li")
    roster = desk.do(actions.decide_roster, roster, "director_chen", granted=False, answer="周三改周四。")
    assert roster.plans.get().state == PlanState.DROPPED
    roster = desk.do(actions.plan_roster, roster, "ma_li")
    assert roster.plans.count() == 2


@pytest.mark.parametrize("who", ["xu_hui", "wang_fang", "sun", "deng_bo"])
def test_others_do_not_arrange_it(desk, roster, who):
    for action in (actions.plan_roster, actions.ask_roster):
        with pytest.raises(Exception) as said:
            desk.do(action, roster, who)
        assert said.value.code in {"not_your_unit", "not_your_role"}


def test_a_plan_that_cannot_be_says_which_wish_stands_in_the_way(desk, roster, next_monday):
    for who in ("director_chen", "lin_tao", "deputy2", "deputy3"):
        day = next_monday + timedelta(days=15)
        roster = desk.do(
            actions.add_leave, roster, "ma_li", person=desk.city.person(who), from_on=day, to_on=day
        )
    with pytest.raises(WrongState) as said:
        desk.do(actions.plan_roster, roster, "ma_li")
    assert said.value.code == "no_plan"
    assert f"{next_monday + timedelta(days=14):%Y-%m-%d}" in said.value.help
    assert "谭副局长" in said.value.help and "请假" in said.value.help


def test_it_begins_on_a_monday_with_leaders_and_windows(desk, next_monday):
    with refused("bad_roster"):
        desk.make(
            actions.draft_roster,
            "ma_li",
            unit=desk.city.housing,
            title="x",
            from_on=next_monday + timedelta(days=1),
        )
    roster = desk.make(actions.draft_roster, "ma_li", unit=desk.city.housing, title="x", from_on=next_monday)
    with refused("no_leader"):
        desk.do(actions.plan_roster, roster, "ma_li")
    with refused("no_leader"):
        desk.do(actions.add_leaders, roster, "ma_li", people=[desk.city.person("li_qiang")])


def test_a_fixed_turn_survives_a_plan_anew(desk, active):
    turns = list(turns_in_force(active).order_by("from_at", "id"))
    fixed = turns[4]
    active = desk.do(actions.fix_turn, active, "ma_li", turn=fixed)
    person = fixed.leader.person
    active = desk.do(actions.add_ban, active, "ma_li", person=person, window=fixed.window)
    for action, who, more in (
        (actions.plan_roster, "ma_li", {}),
        (actions.ask_roster, "ma_li", {}),
        (actions.decide_roster, "director_chen", {"granted": True}),
    ):
        active = desk.do(action, active, who, **more)
    kept = turns_in_force(active).get(window=fixed.window, from_at=fixed.from_at)
    assert (kept.leader_id, kept.is_fixed) == (fixed.leader_id, True)
    others = turns_in_force(active).filter(window=fixed.window, leader=fixed.leader).exclude(pk=kept.pk)
    assert not others.exists()


def test_a_turn_comes_up_is_sat_or_is_missed(desk, active):
    first, *rest = turns_in_force(active).order_by("from_at", "id")
    desk.at = first.from_at - timedelta(days=2)
    assert owe_turns(JOB, desk.at).done == 2
    assert owe_turns(JOB, desk.at).done == 0
    who = first.leader.person.username
    (duty,) = open_duties(active.subject).filter(item=first.item)
    assert (duty.holder, duty.verb, duty.due_at) == (f"person:{first.leader.person_id}", "sit", first.to_at)
    with refused("no_turn_today"):
        desk.do(actions.sit_turn, active, who)
    desk.at = first.from_at
    active = desk.do(actions.sit_turn, active, who)
    first.refresh_from_db()
    assert first.state == TurnState.SAT and first.sitting.leader_id == first.leader.person_id
    assert not open_duties(active.subject).filter(item=first.item).exists()
    desk.at = rest[0].from_at + timedelta(days=1)
    assert miss_turns(JOB, desk.at).done == 1
    rest[0].refresh_from_db()
    assert rest[0].state == TurnState.MISSED
    assert miss_turns(JOB, desk.at).done == 0


def test_who_sits_elsewhere_still_owes_the_turn(desk, active):
    turn = turns_in_force(active).order_by("from_at", "id")[0]
    who = turn.leader.person.username
    desk.at = turn.from_at
    elsewhere = desk.make(actions.start_sitting, who, window=desk.city.streets_window)
    turn.refresh_from_db()
    assert (elsewhere.turn, turn.state) == (None, TurnState.PLANNED)
    desk.do(actions.end_sitting, elsewhere, who, summary="去看了看。")
    there = desk.make(actions.start_sitting, who, window=turn.window)
    turn.refresh_from_db()
    assert (there.turn, turn.state) == (turn, TurnState.SAT)


def test_a_roster_has_numbers_that_can_be(desk, next_monday):
    with refused("bad_roster"):
        desk.make(
            actions.draft_roster,
            "ma_li",
            unit=desk.city.housing,
            title="排班",
            from_on=next_monday,
            away=100_000,
        )


def test_a_change_is_asked_by_whose_turn_it_is_and_decided_by_another(desk, active):
    turn = (
        turns_in_force(active).exclude(leader__person__username="director_chen").order_by("from_at").first()
    )
    busy = set(turns_in_force(active).filter(week=turn.week).values_list("leader", flat=True))
    free = active.leaders.exclude(pk__in=busy).first()
    who, other = (
        turn.leader.person.username,
        active.leaders.filter(pk__in=busy).exclude(pk=turn.leader_id).first(),
    )
    with refused("not_your_turn"):
        desk.do(actions.request_change, active, "sun", turn=turn, person=free.person, reason="x")
    with refused("twice_a_week"):
        desk.do(actions.request_change, active, who, turn=turn, person=other.person, reason="开会。")
    active = desk.do(actions.request_change, active, who, turn=turn, person=free.person, reason="开会。")
    active = desk.do(actions.decide_change, active, "director_chen", turn=turn, granted=True)
    turn.refresh_from_db()
    assert (turn.leader_id, turn.is_fixed) == (free.pk, True)
    assert history(active.subject)[-1].event == "roster.decide_change"


def test_next_week_is_public_where_the_roster_says_so(desk, active):
    turns = list(public_turns(desk.at))
    assert len(turns) == 2 and all(turn.plan.roster_id == active.pk for turn in turns)
    active.is_public = False
    active.save()
    assert not public_turns(desk.at).exists()


def test_ended_what_was_to_come_is_cancelled(desk, active):
    active = desk.do(actions.end_roster, active, "ma_li")
    assert not turns_in_force(active).exists() and active.ended_at
    with refused("wrong_state"):
        desk.do(actions.plan_roster, active, "ma_li")


def test_before_it_holds_it_can_be_taken_back(desk, roster):
    roster = desk.do(actions.withdraw_roster, roster, "ma_li")
    assert roster.state == RosterState.WITHDRAWN


def test_leaders_and_windows_leave_the_next_plan(desk, roster):
    roster = desk.do(actions.drop_leader, roster, "ma_li", person=desk.city.person("deputy3"))
    roster = desk.do(actions.drop_window, roster, "ma_li", window=desk.city.streets_window)
    roster = desk.do(actions.plan_roster, roster, "ma_li")
    turns = roster.plans.get().turns.select_related("leader__person", "window")
    assert {turn.window.code for turn in turns} == {"JZ-ZJ-04"}
    assert "deputy3" not in {turn.leader.person.username for turn in turns}


def test_who_sees_it(desk, roster):
    for name in ("ma_li", "director_chen", "lin_tao", "deputy2", "zhao_min", "mayor_fang"):
        assert roster_for(desk.actor(name), roster.number) == roster
    for name in ("xu_hui", "song_na", "sun"):
        with refused("not_found"):
            roster_for(desk.actor(name), roster.number)
