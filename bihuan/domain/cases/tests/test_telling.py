"""Who hears of what."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.actions import Outsider, merge_case
from bihuan.domain.cases.jobs import tell_of_lights
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.alerts import alert_due_duties
from bihuan.kernel.notices.models import Notice

CALENDAR = Actor.calendar("test")


def test_the_desk_hears_that_it_was_sent_a_case(loop, city):
    loop.until("acknowledge")
    told = Notice.objects.get(entry__event="case.dispatch")
    assert told.recipient == city.housing_desk.key


def test_the_reporter_hears_of_registration_without_personal_data(loop):
    case = loop.register()
    told = Notice.objects.get(entry__event="case.register")
    assert told.recipient == f"reporter:{case.pk}"
    assert "13800001234" not in told.title + told.body


@pytest.mark.django_db(transaction=True)
def test_whoever_is_late_hears_of_the_light(loop, city):
    loop.until("acknowledge")
    late = loop.at + timedelta(days=30)
    alert_due_duties(by=CALENDAR, at=late)
    tell_of_lights(CALENDAR, late)
    told = Notice.objects.filter(entry__event="duty.red", recipient=city.housing_desk.key)
    assert told.exists()
    before = Notice.objects.count()
    tell_of_lights(CALENDAR, late)
    assert Notice.objects.count() == before


def test_five_people_with_the_same_matter_warn_the_leaders(loop, city):
    lead = loop.until("acknowledge")
    for number in range(4):
        other = loop.register(reporter=Outsider(name="某某", phone=f"1380000555{number}"))
        other = loop.step("accept", other)
        merge_case(case=other, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    lead.refresh_from_db()
    assert lead.is_group
    told = Notice.objects.get(entry__event="case.warn_group")
    assert told.recipient == f"person:{city.people['mayor_fang'].pk}"
