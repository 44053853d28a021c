"""确认承诺: the date is told to the reporter; struck off only on its proof."""

from datetime import date

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, State
from bihuan.domain.cases.models import CheckResult
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise
from bihuan.domain.cases.tests.ready import held_by, last
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused
from bihuan.testing.tables import moment

CLOSE_OF_OFFICE = moment("2026-11-30 17:30")


def accept(loop, case, who="zheng_kai"):
    return do(loop, actions.accept_promise, case, who, opinion="日期可以接受。")


def test_the_reporters_date_is_the_promised_day_and_the_section_owes_its_proof(loop):
    case = accept(loop, loop.until("accept_promise"))
    section = parts_of(case)[-1]
    assert case.state == State.PROMISED
    assert promise(case) == owed(case)["handle", section.office.key] == section.due_at == CLOSE_OF_OFFICE
    assert (section.state, held_by(case)) == (LegState.HANDLING, (section.office.code, "HANDLING"))
    assert "check" not in {verb for verb, _ in owed(case)}
    assert not CheckResult.objects.get().passed
    assert last(case).data["promised_on"] == str(date(2026, 11, 30))
    assert Notice.objects.filter(entry=last(case), recipient=f"reporter:{case.pk}").exists()


def test_with_the_proof_it_goes_on_to_the_check_and_a_second_promise_does_not(loop):
    case = loop.until("prove")
    for step in ("promise", "endorse"):
        case = loop.step(step, case)
    with refused("promised_already"):
        accept(loop, case)
    case = do(loop, actions.rework_case, case, "zheng_kai", reason="到期了，请拿出证明。")
    for step in ("complete", "endorse", "strike_off"):
        case = loop.step(step, case)
    assert case.state == State.STRUCK_OFF


def test_where_nothing_was_promised_there_is_nothing_to_accept(loop):
    with refused("no_promise"):
        accept(loop, loop.until("strike_off"))


def test_only_by_a_checker_who_did_not_handle_it_and_before_its_day(loop):
    case = loop.until("accept_promise")
    with refused("not_your_office"):
        accept(loop, case, "gao_feng")
    loop.at = CLOSE_OF_OFFICE
    with refused("promise_past"):
        accept(loop, case)
