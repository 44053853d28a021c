import pytest

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.calendar import Limit
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties.actions import drop_duty, finish_duty, pause_duty, resume_duty, start_duty
from bihuan.kernel.duties.queries import duties_of, held_minutes, late_minutes, ledger, open_duties

MONDAY = on("2026-11-23 09:00")


@pytest.fixture
def owe(subject):
    def start(verb, holder="office:12", started=MONDAY, limit="5 wd", **values):
        return start_duty(
            subject=subject,
            verb=verb,
            holder=holder,
            started_at=started,
            limit=Limit.parse(limit) if limit else None,
            **values,
        )

    return start


def actor(*keys, roles=()):
    return Actor(kind=ActorKind.PERSON, person_id=7, keys=frozenset(keys), roles=frozenset(roles))


def test_my_work_is_what_my_keys_owe_most_urgent_first(owe):
    late, soon, whenever = owe("b", limit="9 wd"), owe("a", "person:7", limit="2 h"), owe("c", limit=None)
    owe("a", "office:13")
    finish_duty(duty=owe("d"), at=MONDAY)
    assert list(duties_of(actor("office:12", "person:7"))) == [soon, late, whenever]


def test_a_duty_of_a_role_is_only_for_those_who_have_it(owe):
    owe("approve", role="section_head")
    assert not duties_of(actor("office:12", roles={"handler"})).exists()
    assert duties_of(actor("office:12", roles={"handler", "section_head"})).count() == 1


def test_my_work_is_one_query(owe, django_assert_num_queries):
    owe("a")
    with django_assert_num_queries(1):
        list(duties_of(actor("office:12")))


def test_a_subject_knows_what_is_open(owe, subject):
    first, second = owe("a"), owe("b")
    drop_duty(duty=first, at=MONDAY)
    assert list(open_duties(subject)) == [second]


def test_the_minutes_of_hands_that_follow_one_another_add_up_to_the_time_that_passed(owe, subject, calendar):
    desk = owe("dispatch", "office:1", limit="4 wh")
    finish_duty(duty=desk, at=on("2026-11-24 10:00"))
    section = owe("complete", "office:2", started=on("2026-11-24 10:00"), limit="1 wd")
    finish_duty(duty=section, at=on("2026-11-26 15:00"))
    owe("approve", "office:3", started=on("2026-11-26 15:00"), limit="1 wd")
    now = on("2026-11-27 09:00")

    lines = ledger(subject, at=now)
    assert [(line.duty.holder, line.minutes) for line in lines] == [
        ("office:1", 360 + 90),
        ("office:2", 300 + 390 + 240),
        ("office:3", 150 + 30),
    ]
    assert sum(line.minutes for line in lines) == calendar.working_minutes_between(MONDAY, now)
    assert [line.late_minutes for line in lines] == [210, 240, 0]


def test_the_ledger_costs_the_same_however_long_it_is(owe, subject, django_assert_max_num_queries):
    for n in range(10):
        owe("a", item=f"leg:{n}")
    with django_assert_max_num_queries(4):
        assert len(ledger(subject, at=on("2026-12-24 09:00"), verbs=["a"])) == 10


def test_a_pause_is_in_nobodys_hands(owe):
    duty = pause_duty(duty=owe("a"), at=on("2026-11-23 10:00"))
    assert held_minutes(duty, on("2026-11-25 09:00")) == 60
    resume_duty(duty=duty, at=on("2026-11-24 10:00"))
    assert held_minutes(duty, on("2026-11-24 11:00")) == 120


def test_late_minutes_run_while_it_is_open_and_are_frozen_after(owe):
    duty = owe("a")
    assert late_minutes(duty, on("2026-12-01 09:30")) == 60
    finish_duty(duty=duty, at=on("2026-12-01 10:30"))
    assert late_minutes(duty, on("2026-12-31 10:30")) == 120
