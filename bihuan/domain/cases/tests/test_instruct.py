"""领导批示、上级交办、报告."""

from datetime import date

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import InstructionKind
from bihuan.domain.cases.models import CaseParty, Instruction
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.tests.parts import do, owed, parts_of, promise, with_section
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused

FRIDAY = date(2026, 11, 27)


def instructed(loop, case=None, who="mayor_fang", **inputs):
    inputs.setdefault("text", "请住建局本周内拿出办法。")
    inputs.setdefault("office", loop.city.housing)
    inputs.setdefault("report_on", FRIDAY)
    return do(loop, actions.instruct_case, case or with_section(loop), who, **inputs)


def test_it_has_its_own_clock_and_moves_nobody_elses(loop):
    case = with_section(loop)
    due, date_ = parts_of(case)[-1].due_at, promise(case)
    case = instructed(loop, case)
    desk = loop.city.housing_desk.key
    assert owed(case)["report_instruction", desk] == city_calendar().close_of(FRIDAY)
    assert (parts_of(case)[-1].due_at, promise(case)) == (due, date_)
    assert Notice.objects.filter(recipient=desk).exists()


def test_the_leader_becomes_a_party_and_sees_it_from_then_on(loop):
    case = instructed(loop)
    leader = loop.city.person("mayor_fang")
    assert CaseParty.objects.filter(case=case, holder=f"person:{leader.pk}", role="LEADER").exists()


def test_an_office_without_a_part_sees_what_it_was_instructed_on(loop):
    case = instructed(loop, office=loop.city.streets)
    assert cases_visible_to(loop.actor("xu_hui")).filter(pk=case.pk).exists()


def test_the_report_goes_back_to_that_leader(loop):
    case = do(loop, actions.report_instruction, instructed(loop), "ma_li", report="围挡已后移。")
    given = Instruction.objects.get()
    assert (given.reported_by, given.report.text) == (loop.city.person("ma_li"), "围挡已后移。")
    assert ("report_instruction", loop.city.housing_desk.key) not in owed(case)
    assert Notice.objects.filter(recipient=f"person:{loop.city.person('mayor_fang').pk}").exists()
    assert history(case.subject)[-1].event == "case.report_instruction"


def test_the_oldest_is_reported_first(loop):
    case = instructed(loop, instructed(loop))
    do(loop, actions.report_instruction, case, "ma_li", report="已办。")
    first, second = Instruction.objects.order_by("id")
    assert first.reported_at is not None
    assert second.reported_at is None


def test_what_a_superior_hands_down_has_its_outside_number(loop):
    case = instructed(
        loop,
        who="zhao_min",
        kind=InstructionKind.SUPERIOR,
        organ="省双优化办",
        outside_number="鄂优〔2026〕12号",
    )
    assert Instruction.objects.get(case=case).outside_number == "鄂优〔2026〕12号"
    with refused("no_outside_number"):
        instructed(loop, case, who="zhao_min", kind=InstructionKind.SUPERIOR)


def test_nobody_signs_for_a_leader(loop):
    with refused("leader_only"):
        instructed(loop, who="zhao_min")


def test_never_to_the_complained_of(loop):
    case = loop.register(respondent=loop.city.streets, about_conduct=True)
    with refused("complained_of"):
        instructed(loop, case, office=loop.city.streets)


def test_a_day_gone_by_is_refused(loop):
    with refused("past_day"):
        instructed(loop, report_on=date(2026, 11, 20))


def test_it_is_refused_to_a_section(loop):
    with refused("not_your_office"):
        instructed(loop, who="li_qiang")


def test_it_is_refused_when_the_case_is_closed(loop):
    with refused("wrong_state"):
        instructed(loop, loop.until("closed"))


def test_another_office_has_nothing_to_report(loop):
    with refused("no_instruction"):
        do(loop, actions.report_instruction, instructed(loop), "xu_hui", report="。")


def test_an_instruction_outlives_the_completion(loop):
    case = instructed(loop, loop.until("strike_off"))
    do(loop, actions.report_instruction, case, "ma_li", report="已办结。")
    assert Instruction.objects.get().reported_at is not None
