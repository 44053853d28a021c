"""City → county → town, one return, lateness on the county's desk, the reporter's date unchanged."""

import itertools

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.models import Case, Return
from bihuan.domain.cases.queries import time_account
from bihuan.domain.organisations.models import Tenure
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history
from bihuan.testing.cases import SOLVED, Loop
from bihuan.testing.city import seat


@pytest.fixture
def loop(city) -> Loop:
    seat(username="deputy", name="付强", office=city.county, title="副县长", roles=["UNIT_DEPUTY"])
    return Loop(city)


def promise(case: Case):
    return Duty.objects.filter(subject_kind="case", subject_id=case.pk, verb="promise").latest("id").due_at


def do(loop: Loop, action, case: Case, who: str, **inputs) -> Case:
    return action(case=case, by=loop.actor(who), at=loop.later(), **inputs)


def deputy(loop: Loop):
    """Who signs for the county."""
    tenure = Tenure.objects.select_related("post__office", "person").get(person__username="deputy")
    return actor_for(tenure.person, tenure.post, "workbench", at=loop.at)


def test_one_return_between_city_county_and_town(loop):
    city = loop.city
    # Monday: somebody stumbles on a broken village road; the city takes the call and sends it to the county.
    case = loop.register(content="埠河镇往县城的路塌了一块，夜里看不见。", office=city.city)
    date = promise(case)
    case = do(loop, actions.accept_case, case, "zhao_min", region=city.regions["town"])
    case = do(loop, actions.dispatch_case, case, "zhao_min", office=city.county)

    # The county's desk sends it to the town, and the town says at once that county roads are the transport office's.
    case = do(loop, actions.acknowledge_case, case, "song_na")
    case = do(loop, actions.subdispatch_case, case, "song_na", office=city.town)
    case = do(
        loop,
        actions.return_case,
        case,
        "pan_wei",
        proper=city.county_roads,
        clause="县道养护由县交通运输局负责，见三定方案第五条。",
    )
    town = case.legs.get(office=city.town)
    assert town.first_receiver
    do(loop, actions.contact_reporter, case, "pan_wei", means="PHONE", reached=True, gist="已设警示桩。")

    # The county leaves that return lying until the part is due (nobody lifts it in this story), then sends it on.
    county = case.legs.get(office=city.county_office)
    loop.at = county.due_at
    case = do(loop, actions.reassign_case, case, "song_na", office=city.county_roads)
    roads = case.legs.get(office=city.county_roads_desk)
    assert city_calendar().working_minutes_between(loop.at, roads.due_at) >= 390  # a whole working day
    asked = Return.objects.get()
    assert asked.shortfall > 0
    spent = dict(asked.charged)
    assert spent[city.county_office.code] > 5 * spent[city.town.code]
    assert promise(case) == date

    # The transport office mends it within its day; the county reports to the city.
    case = do(loop, actions.acknowledge_case, case, "yu_bin")
    case = do(loop, actions.subdispatch_case, case, "yu_bin", office=city.county_roads_section)
    case = do(loop, actions.acknowledge_case, case, "jiang_li")
    head, _ = seat(
        username="head", name="吴刚", office=city.county_roads_section, title="科长", roles=["SECTION_HEAD"]
    )
    case = do(loop, actions.complete_case, case, "jiang_li", outcome="SOLVED", reply="塌方处已回填压实。")
    signer = actor_for(head, Tenure.objects.get(person=head).post, "workbench", at=loop.at)
    case = actions.endorse_case(case=case, by=signer, at=loop.later())
    case = do(loop, actions.complete_case, case, "song_na", outcome="SOLVED", reply="县道已修复，可通行。")
    case = actions.approve_case(case=case, by=deputy(loop), at=loop.later())
    assert case.state == State.COMPLETED

    # Lateness is on the county's desk and on nobody else.
    late = {leg.office.code: leg.late_minutes for leg in case.legs.select_related("office")}
    assert late[city.county_office.code] > 0
    assert {code for code, minutes in late.items() if minutes} == {city.county_office.code}
    assert case.legs.get(office=city.town).state == LegState.RETURNED

    # The reporter's date was kept, and it is the date of the first day.
    assert promise(case) == date
    kept = Duty.objects.filter(subject_kind="case", subject_id=case.pk, verb="promise").latest("id")
    assert (kept.due_at, kept.late_minutes) == (date, 0)

    case = do(loop, actions.strike_off_case, case, "zheng_kai", on_site=True)
    case = do(
        loop,
        actions.follow_up_case,
        case,
        "wu_tong",
        **SOLVED,
    )
    assert case.state == State.CLOSED

    # The days in everybody's hands add up to the time that passed.
    bar = time_account(case, at=loop.at)
    assert all(a.to_at == b.from_at for a, b in itertools.pairwise(bar))
    total = city_calendar().working_minutes_between(case.registered_at, case.ended_at)
    assert sum(held.working_minutes for held in bar) == total
    longest = max(bar, key=lambda held: held.working_minutes)
    assert longest.office == city.county_office
    assert "case.reassign" in [entry.event for entry in history(case.subject)]
