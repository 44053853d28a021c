"""提级; 委托回访."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Level, Stage
from bihuan.domain.cases.models import Case, Custody, FollowUp
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.tests.parts import do, owed, promise
from bihuan.kernel.journal import history
from bihuan.testing.cases import SOLVED
from bihuan.testing.city import seat
from bihuan.testing.refusals import refused


@pytest.fixture
def county_case(loop) -> Case:
    """A case of the county, accepted and dispatched to its roads office, whose desk has acknowledged."""
    case = loop.register(region=loop.city.regions["county"])
    case = do(loop, actions.accept_case, case, "song_na")
    case = do(loop, actions.dispatch_case, case, "song_na", office=loop.city.county_roads)
    return do(loop, actions.acknowledge_case, case, "yu_bin")


@pytest.fixture
def county_struck_off(loop, county_case) -> Case:
    """The same, struck off: the county owes the follow-up."""
    seat(username="deputy", name="付强", office=loop.city.county_roads, title="副局长", roles=["UNIT_DEPUTY"])
    deputy = actor_of(loop, "deputy")
    case = do(loop, actions.complete_case, county_case, "yu_bin", outcome="SOLVED", reply="坑槽已补好。")
    case = actions.approve_case(case=case, by=deputy, at=loop.later())
    return do(loop, actions.strike_off_case, case, "qin_lan", on_site=True)


def actor_of(loop, username):
    from bihuan.domain.organisations.models import Tenure
    from bihuan.domain.organisations.queries import actor_for

    tenure = Tenure.objects.select_related("post__office", "person").get(person__username=username)
    return actor_for(tenure.person, tenure.post, "workbench", at=loop.at)


def raised(loop, case, who="song_na", reason="涉及两县，县里协调不了。"):
    return do(loop, actions.raise_level, case, who, reason=reason)


def test_the_city_takes_over_what_the_county_owed(loop, county_case):
    date = promise(county_case)
    case = raised(loop, county_case)
    assert (case.level, case.office) == (Level.CITY, loop.city.city)
    assert promise(case) == date
    assert ("promise", loop.city.city.key) in owed(case)
    assert not [holder for _, holder in owed(case) if holder == loop.city.county.key]
    assert history(case.subject)[-1].event == "case.raise_level"


def test_the_parts_stay_where_they_are(loop, county_case):
    case = raised(loop, county_case)
    assert ("handle", loop.city.county_roads_desk.key) in owed(case)
    assert Custody.objects.get(case=case, to_at=None).office == loop.city.county_roads_desk


def test_what_lay_in_the_county_s_hands_is_in_the_city_s(loop):
    case = raised(loop, loop.register(region=loop.city.regions["county"]))
    held = Custody.objects.get(case=case, to_at=None)
    assert (held.office, held.stage) == (loop.city.city, Stage.TRIAGE)
    do(loop, actions.accept_case, case, "zhao_min")


def test_the_county_still_sees_it(loop, county_case):
    case = raised(loop, county_case)
    assert cases_visible_to(loop.actor("song_na")).filter(pk=case.pk).exists()


def test_the_city_may_take_it_up_itself(loop, county_case):
    assert raised(loop, county_case, who="zhao_min").office == loop.city.city


def test_there_is_nobody_above_the_city(loop):
    with refused("highest"):
        raised(loop, loop.register(), who="zhao_min")


def test_a_town_level_goes_to_the_county_first(loop, county_case):
    Case.objects.filter(pk=county_case.pk).update(level=Level.TOWN)
    case = raised(loop, county_case)
    assert (case.level, case.office) == (Level.COUNTY, loop.city.county)


def test_a_section_does_not_raise_it(loop, county_case):
    with refused("not_your_role"):
        raised(loop, county_case, who="yu_bin")


def test_it_needs_a_reason(loop, county_case):
    with refused("no_reason"):
        raised(loop, county_case, reason="")


def lent(loop, case, who="song_na"):
    return do(loop, actions.lend_follow_up, case, who, office=loop.city.city)


def test_a_lent_follow_up_is_owed_by_the_borrower_with_the_same_due_moment(loop, county_struck_off):
    due = owed(county_struck_off)["follow_up", loop.city.county.key]
    case = lent(loop, county_struck_off)
    assert owed(case) == {("follow_up", loop.city.city.key): due}
    held = Custody.objects.get(case=case, to_at=None)
    assert (held.office, held.stage) == (loop.city.city, Stage.FOLLOW_UP)
    case = do(
        loop,
        actions.follow_up_case,
        case,
        "wu_tong",
        **SOLVED,
    )
    assert FollowUp.objects.get(case=case).by == loop.city.person("wu_tong")


def test_without_it_the_city_s_caller_is_refused(loop, county_struck_off):
    with refused("not_your_office"):
        do(
            loop,
            actions.follow_up_case,
            county_struck_off,
            "wu_tong",
            **SOLVED,
        )


def test_it_is_lent_once_and_to_an_area_without_a_part(loop, county_struck_off):
    with refused("not_an_area"):
        do(loop, actions.lend_follow_up, county_struck_off, "song_na", office=loop.city.housing)
    case = lent(loop, county_struck_off)
    with refused("lent_already"):
        lent(loop, case)


def test_it_is_refused_before_the_strike_off(loop, county_case):
    with refused("wrong_state"):
        lent(loop, county_case)
