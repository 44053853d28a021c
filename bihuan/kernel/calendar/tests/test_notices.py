from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.calendar import Limit, city_calendar
from bihuan.kernel.calendar.actions import activate_notice, propose_notice
from bihuan.kernel.calendar.models import CalendarNotice
from bihuan.kernel.calendar.queries import days_changed_by
from bihuan.kernel.calendar.tests.walls import on
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState

pytestmark = pytest.mark.django_db
AT = on("2026-11-25 10:00")
# Made up: in this test the notice for 2027 works on Sunday 2027-01-03.
NOTICE_2027 = """
year: 2027
document: 国务院办公厅关于2027年部分节假日安排的通知（测试）
holidays:
  - {name: 元旦, from_on: 2026-12-31, to_on: 2027-01-02}
  - {name: 春节, from_on: 2027-02-05, to_on: 2027-02-11}
working_days:
  - {day: 2027-01-03, for: 元旦}
"""


HOLDER = "office:1"


def person(username: str, acting_for: Actor | None = None) -> Actor:
    pk = Person.objects.create_person(username=username, name=username).pk
    return Actor(
        kind=ActorKind.PERSON,
        face="workbench",
        person_id=pk,
        keys=frozenset({HOLDER}),
        acting_for_id=acting_for.person_id if acting_for else None,
    )


def propose(by: Actor, text: str = NOTICE_2027) -> CalendarNotice:
    return propose_notice(text=text, holder=HOLDER, by=by, at=AT, reason="国务院办公厅已发通知")


def activate(notice: CalendarNotice, by: Actor) -> CalendarNotice:
    return activate_notice(notice=notice, by=by, at=AT, answer="已与原文核对")


@pytest.fixture
def cao_rui():
    return person("cao_rui")


@pytest.fixture
def xie_min():
    return person("xie_min")


def test_a_proposal_alone_changes_nothing(cao_rui):
    propose(cao_rui)
    assert city_calendar().is_working_day(date(2026, 12, 31))


def test_once_activated_the_year_is_no_longer_provisional(cao_rui, xie_min):
    before = city_calendar().due(on("2026-12-30 09:00"), Limit.parse("2 wd"))
    assert (before.at, before.provisional) == (on("2027-01-04 17:30"), True)
    notice = propose(cao_rui)
    activate(notice, xie_min)
    after = city_calendar().due(on("2026-12-30 09:00"), Limit.parse("1 wd"))
    assert (after.at, after.provisional) == (on("2027-01-03 17:30"), False)
    assert [entry.event for entry in history(notice.subject)] == [
        "calendar_notice.propose",
        "calendar_notice.activate",
    ]


def test_a_calendar_that_was_handed_out_does_not_change(cao_rui, xie_min):
    held = city_calendar()
    activate(propose(cao_rui), xie_min)
    assert held.is_working_day(date(2026, 12, 31))
    assert not city_calendar().is_working_day(date(2026, 12, 31))
    assert held.fingerprint != city_calendar().fingerprint


def test_the_same_hands_cannot_activate_it(cao_rui):
    notice = propose(cao_rui)
    for by in (cao_rui, person("stand_in", acting_for=cao_rui)):
        with pytest.raises(NotAllowed, match="本人"):
            activate(notice, by)
    with pytest.raises(NotAllowed):
        activate(notice, Actor.calendar("test"))


def test_it_is_on_the_queue_of_who_is_to_decide_and_can_be_decided_there(cao_rui, xie_min):
    notice = propose(cao_rui)
    assert [duty.subject for duty in duties_of(xie_min)] == [notice.subject]
    approval = Approval.objects.get()
    kind = kind_of(approval.kind)
    assert kind.asks(approval.payload) == "启用2027年放假安排"
    kind.decide(approval=approval, by=xie_min, at=AT, granted=True, answer="已核对")
    assert not city_calendar().is_working_day(date(2026, 12, 31))
    assert not duties_of(xie_min).exists()


def test_refused_it_never_holds(cao_rui, xie_min):
    notice = propose(cao_rui)
    kind_of(Approval.objects.get().kind).decide(
        approval=Approval.objects.get(), by=xie_min, at=AT, granted=False, answer="与原文不符"
    )
    assert city_calendar().is_working_day(date(2026, 12, 31))
    assert [entry.event for entry in history(notice.subject)][-1] == "calendar_notice.refuse"
    with pytest.raises(WrongState, match="已经有了决定"):
        activate(notice, xie_min)


def test_the_database_keeps_the_two_persons_different_too(cao_rui):
    notice = propose(cao_rui)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarNotice.objects.filter(pk=notice.pk).update(activated_by=cao_rui.person_id)


def test_it_is_activated_once(cao_rui, xie_min):
    notice = propose(cao_rui)
    activate(notice, xie_min)
    with pytest.raises(WrongState, match="已经有了决定"):
        activate(notice, xie_min)


def test_of_one_year_the_last_activated_holds(cao_rui, xie_min):
    for text in (NOTICE_2027, NOTICE_2027.replace("2026-12-31", "2027-01-01")):
        activate(propose(cao_rui, text), xie_min)
    assert city_calendar().is_working_day(date(2026, 12, 31))
    assert city_calendar().is_working_day(date(2027, 1, 3))


def test_what_does_not_hold_is_refused_with_its_line(cao_rui):
    with pytest.raises(Malformed, match="既放假又上班"):
        propose(cao_rui, NOTICE_2027.replace("2027-01-03", "2027-01-02"))
    far = """
year: 2040
document: 国务院办公厅关于2040年部分节假日安排的通知（测试）
holidays: [{name: 元旦, from_on: 2040-01-01, to_on: 2040-01-01}]
working_days: []
"""
    with pytest.raises(Malformed, match="接不上"):
        propose(cao_rui, far)
    with pytest.raises(NotAllowed):
        propose(Actor.calendar("test"))


def test_who_is_to_activate_it_sees_what_it_turns():
    changed = {str(day.on): (day.was, day.becomes) for day in days_changed_by(NOTICE_2027)}
    assert changed["2026-12-31"] == ("", "元旦")
    assert changed["2027-01-03"] == ("周末", "")
    assert "2027-01-01" not in changed
