"""审签退回."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState
from bihuan.domain.cases.models import Completion
from bihuan.domain.cases.tests.parts import do, owed, parts_of
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.testing.refusals import refused

REASON = "没有写依据。"


def back(loop, case, who, reason=REASON):
    return do(loop, actions.refuse_completion, case, who, reason=reason)


def test_the_handler_has_it_again_and_the_clock_kept_running(loop):
    case = loop.until("endorse")
    due = owed(case)["handle", loop.city.housing_permits.key]
    case = back(loop, case, "gao_feng")
    section = parts_of(case)[-1]
    assert section.state == LegState.HANDLING
    assert owed(case)["handle", section.office.key] == due
    assert ("endorse", section.office.key) not in owed(case)
    assert held_by(case) == (section.office.code, "HANDLING")
    assert Completion.objects.get().refused_reason.text == REASON
    assert last(case).event == "case.refuse_completion" and REASON not in last(case).text
    for step in ("complete", "endorse"):
        case = loop.step(step, case)
    assert Completion.objects.count() == 2 and case.state == "COMPLETED"


def test_the_deputy_sends_it_back_past_the_head_who_signed(loop):
    case = back(loop, loop.until("approve"), "lin_tao")
    assert parts_of(case)[-1].state == LegState.HANDLING
    assert ("approve", loop.city.housing.key) not in owed(case)


def test_only_whoever_could_sign_now_and_with_a_reason(loop):
    case = loop.until("endorse")
    for who in ("li_qiang", "lin_tao", "ma_li"):
        with refused("not_yours_to_sign"):
            back(loop, case, who)
    with refused("no_reason"):
        back(loop, case, "gao_feng", " ")
