"""受理."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Difficulty, State, Urgency
from bihuan.domain.cases.models import CaseParty, Hand
from bihuan.domain.cases.tests.parts import do, owed, promise
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.kernel.duties.models import Duty
from bihuan.testing.refusals import refused


def test_it_is_ours_from_now_on_and_the_office_owes_its_dispatch(loop):
    case = loop.register()
    date = promise(case)
    case = do(
        loop, actions.accept_case, case, "zhao_min", difficulty=Difficulty.B, category="城乡建设/安全生产"
    )
    city = loop.city.city
    assert (case.state, case.difficulty, case.accepted_at) == (State.ACCEPTED, Difficulty.B, loop.at)
    assert set(owed(case)) == {("dispatch", city.key), ("promise", city.key)}
    assert promise(case) == date
    assert held_by(case) == (city.code, "TRIAGE")
    assert last(case).data == {"difficulty": "B", "category": "城乡建设/安全生产", "state": "ACCEPTED"}
    assert Hand.objects.get(case=case, step="ACCEPTED").person == loop.city.person("zhao_min")
    assert case.version == last(case).seq


def test_intake_may_accept_and_nobody_else_does(loop):
    case = loop.register()
    for who, code in (
        ("zheng_kai", "not_your_role"),
        ("ma_li", "not_your_office"),
        ("song_na", "not_your_office"),
    ):
        with refused(code):
            do(loop, actions.accept_case, case, who)
    assert do(loop, actions.accept_case, case, "liu_yang").state == State.ACCEPTED
    with refused("wrong_state"):
        do(loop, actions.accept_case, case, "zhao_min")


def test_judged_urgent_only_now_the_reporter_is_called_from_now(loop):
    case = do(loop, actions.accept_case, loop.register(), "zhao_min", urgency=Urgency.URGENT)
    called = Duty.objects.get(subject_id=case.pk, verb="contact")
    assert called.started_at == loop.at and str(called.limit) == "4 h"


def test_one_level_up_takes_over_where_the_area_in_charge_is_complained_of(loop):
    case = loop.register(region=loop.city.regions["county"])
    county, city = loop.city.county, loop.city.city
    case = do(loop, actions.accept_case, case, "song_na", respondent=county, about_conduct=True)
    assert (case.office, case.level) == (city, "CITY")
    assert held_by(case) == (city.code, "TRIAGE")
    assert {holder for _, holder in owed(case)} == {city.key}
    assert not CaseParty.objects.filter(case=case, holder=county.key).exists()


def test_the_person_complained_of_does_nothing_with_it_and_is_not_named_in_the_journal(loop):
    case = do(
        loop,
        actions.accept_case,
        loop.register(),
        "liu_yang",
        respondent_person=loop.city.person("zhao_min"),
        about_conduct=True,
    )
    assert last(case).data["respondent_person"] == loop.city.person("zhao_min").pk
    assert "赵敏" not in last(case).text
    with refused("complained_of"):
        do(loop, actions.dispatch_case, case, "zhao_min", office=loop.city.housing)
