"""退回重办."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.models import CheckResult, Hand
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise
from bihuan.domain.cases.tests.ready import covering, held_by, last
from bihuan.testing.refusals import refused

REASON = "照片是派单以前拍的。"


def again(loop, case, who="zheng_kai", reason=REASON):
    return do(loop, actions.rework_case, case, who, reason=reason)


def test_the_reporters_date_stays_and_runs_again(loop):
    case = loop.until("complete")
    date, due = promise(case), parts_of(case)[-1].due_at
    for step in ("complete", "endorse"):
        case = loop.step(step, case)
    assert "promise" not in {verb for verb, _ in owed(case)}
    case = again(loop, case)
    assert promise(case) == date == owed(case)["promise", loop.city.city.key]
    assert owed(case)["handle", loop.city.housing_permits.key] == due
    assert "check" not in {verb for verb, _ in owed(case)}


def test_the_section_that_claimed_it_works_again_and_its_desk_waits_again(loop):
    case = again(loop, loop.until("rework"))
    desk, section = parts_of(case)
    assert (case.state, case.outcome) == (State.HANDLING, "")
    assert (desk.state, section.state) == (LegState.DELEGATED, LegState.HANDLING)
    assert ("handle", desk.office.key) in owed(case)
    assert held_by(case) == (section.office.code, "HANDLING")
    result = CheckResult.objects.get()
    assert not result.passed and result.reason.text == REASON
    assert Hand.objects.get(case=case, step="CHECKED").person == loop.city.person("zheng_kai")
    assert last(case).event == "case.rework" and REASON not in last(case).text
    for step in ("complete", "endorse", "strike_off", "follow_up"):
        case = loop.step(step, case)
    assert case.state == State.CLOSED and not owed(case)


def test_only_the_checkers_of_the_office_who_did_not_handle_it_and_with_a_reason(loop):
    case = loop.until("rework")
    for who, code in (("gao_feng", "not_your_office"), ("wu_tong", "not_your_role")):
        with refused(code):
            again(loop, case, who)
    with refused("same_hand"):
        actions.rework_case(
            case=case, by=covering(loop, "gao_feng", "zheng_kai"), at=loop.later(), reason=REASON
        )
    with refused("no_reason"):
        again(loop, case, reason=" ")
