import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.calendar import Limit
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties import alerts
from bihuan.kernel.duties.actions import extend_duty, finish_duty, pause_duty, start_duty
from bihuan.kernel.duties.alerts import alert_due_duties, alert_duty, due_for_alert
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import Subject, history

MONDAY = on("2026-11-23 09:00")
YELLOW, RED, LATER = on("2026-11-27 17:31"), on("2026-11-30 17:31"), on("2026-12-30 17:31")


@pytest.fixture
def duty(subject):
    return start_duty(
        subject=subject,
        verb="complete",
        holder="office:12",
        started_at=MONDAY,
        limit=Limit.parse("5 wd"),
        item="leg:3",
    )


def events(subject):
    return [entry.event for entry in history(subject)]


def stored(duty):
    return Duty.objects.get(pk=duty.pk)


def test_before_the_warning_nothing_is_lit(duty, by, subject, locked):
    assert alert_due_duties(by=by, at=on("2026-11-27 17:30")).done == 0
    assert (events(subject), locked) == ([], [])


def test_each_light_comes_on_once_however_often_the_job_runs(duty, by, subject):
    for at in (YELLOW, YELLOW, on("2026-11-30 17:30"), RED, RED, on("2026-12-31 09:00")):
        alert_due_duties(by=by, at=at)
    assert events(subject) == ["duty.yellow", "duty.red"]
    assert (stored(duty).alerted, stored(duty).alert_at) == ("red", None)


def test_the_entry_says_who_owes_what_by_when(duty, by, subject):
    alert_due_duties(by=by, at=YELLOW)
    (entry,) = history(subject)
    assert (entry.actor_kind, entry.person_id) == ("calendar", None)
    assert entry.data == {
        "due_at": "2026-11-30T09:30:00.000000Z",
        "duty": duty.pk,
        "holder": "office:12",
        "item": "leg:3",
        "provisional": False,
        "verb": "complete",
    }


def test_a_job_that_slept_lights_red_at_once(duty, by, subject):
    alert_due_duties(by=by, at=on("2026-12-15 09:00"))
    assert events(subject) == ["duty.red"]


def test_the_subject_is_locked_before_it_is_written(duty, by, locked):
    alert_due_duties(by=by, at=YELLOW)
    assert locked == [7]


def test_what_ended_or_stands_still_is_left_alone(duty, by, subject):
    other = start_duty(
        subject=subject, verb="answer", holder="office:12", started_at=MONDAY, limit=Limit.parse("5 wd")
    )
    pause_duty(duty=other, at=on("2026-11-24 09:00"))
    finish_duty(duty=duty, at=on("2026-11-24 09:00"))
    assert alert_due_duties(by=by, at=on("2027-02-01 09:00")).done == 0
    assert events(subject) == []


def test_one_that_ended_between_finding_and_locking_is_not_lit(duty, by, subject):
    found = stored(duty)
    finish_duty(duty=duty, at=on("2026-11-24 09:00"))
    assert alert_duty(duty=found, by=by, at=RED) == ""
    assert events(subject) == []


def test_a_new_due_moment_has_its_own_lights(duty, by, subject):
    alert_due_duties(by=by, at=YELLOW)
    extend_duty(duty=stored(duty), at=on("2026-11-24 12:00"), limit=Limit.parse("3 wd"))
    alert_due_duties(by=by, at=RED)
    assert events(subject) == ["duty.yellow"], "no longer late"
    alert_due_duties(by=by, at=on("2026-12-02 17:31"))
    assert events(subject) == ["duty.yellow", "duty.yellow"]


def test_the_function_is_asked_again_and_a_moment_that_is_wrong_is_told_first(duty, by, subject):
    Duty.objects.filter(pk=duty.pk).update(due_at=MONDAY, alert_at=MONDAY)
    alert_due_duties(by=by, at=on("2026-11-24 09:00"))
    assert events(subject) == ["duty.recompute"]
    assert stored(duty).due_at == on("2026-11-30 17:30")
    assert stored(duty).alert_at == on("2026-11-27 17:30")


def test_one_failure_does_not_stop_the_rest(duty, by, subject):
    start_duty(
        subject=Subject("unknown", 1),
        verb="x",
        holder="office:1",
        started_at=MONDAY,
        limit=Limit.parse("1 wd"),
    )
    report = alert_due_duties(by=by, at=YELLOW)
    assert (report.done, report.failed) == (1, 1)
    assert "UnknownSubject" in report.errors[0]
    assert events(subject) == ["duty.yellow"]


def test_pages_neither_miss_nor_repeat(subject, by, monkeypatch):
    monkeypatch.setattr(alerts, "BATCH", 2)
    for n in range(7):
        start_duty(
            subject=subject,
            verb="complete",
            holder="office:12",
            started_at=MONDAY,
            limit=Limit.parse("5 wd" if n % 2 else "4 wd"),
            item=f"leg:{n}",
        )
    found = [duty.pk for duty in due_for_alert(RED)]
    assert len(found) == len(set(found)) == 7
    assert alert_due_duties(by=by, at=RED).done == 7
    assert [duty.pk for duty in due_for_alert(RED)] == []


def test_the_job_reads_the_partial_index_however_many_are_open(db):
    """Few of many open ones are due; the planner is shown as much, so that its choice is no matter of luck."""
    Duty.objects.bulk_create(
        Duty(
            subject_kind="thing",
            subject_id=n,
            verb="complete",
            holder="office:12",
            started_at=MONDAY,
            due_at=RED,
            alert_at=YELLOW if n % 200 == 0 else LATER,
        )
        for n in range(3_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert "duty_open_alert" in due_for_alert_plan()


def due_for_alert_plan():
    with CaptureQueriesContext(connection) as asked:
        next(iter(due_for_alert(RED)))
    sql = next(query["sql"] for query in asked if "alert_at" in query["sql"])
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}")
        return str(cursor.fetchall())
