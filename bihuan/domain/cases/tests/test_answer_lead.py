"""协办答复."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, Outcome, State
from bihuan.domain.cases.queries import answers_for
from bihuan.domain.cases.tests.parts import do, owed, parts_of, with_co_handler, with_section
from bihuan.kernel.calendar import city_calendar
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.refusals import refused

ANSWER = "拖车停放点由我局批准，可调整。"


def answered(loop):
    return do(loop, actions.answer_lead, with_co_handler(loop), "xu_hui", answer=ANSWER)


def test_it_is_due_within_half_of_the_leads_remaining_time(loop):
    case = with_co_handler(loop)
    lead, co, _ = parts_of(case)
    calendar = city_calendar()
    half = calendar.working_minutes_between(lead.dispatched_at, lead.due_at) // 2
    assert calendar.working_minutes_between(co.dispatched_at, co.due_at) == half


def test_with_the_answer_the_part_is_done_and_the_case_is_not(loop):
    case = answered(loop)
    assert parts_of(case)[1].state == LegState.COMPLETED
    assert case.state == State.HANDLING
    assert not [holder for _, holder in owed(case) if holder == loop.city.streets_desk.key]
    assert history(case.subject)[-1].event == "case.answer_lead"


def test_the_lead_reads_it_and_is_told(loop):
    case = answered(loop)
    assert [a.text.text for a in answers_for(case, loop.actor("li_qiang"))] == [ANSWER]
    assert [a.text.text for a in answers_for(case, loop.actor("zhao_min"))] == [ANSWER]
    assert Notice.objects.filter(recipient=loop.city.housing_permits.key).exists()
    assert not answers_for(case, loop.actor("sun")).exists()


def test_a_section_answers_for_its_desk(loop):
    case = do(
        loop,
        actions.subdispatch_case,
        with_co_handler(loop),
        "xu_hui",
        office=loop.city.streets_enforcement,
    )
    case = do(loop, actions.acknowledge_case, case, "tang_yue")
    case = do(loop, actions.answer_lead, case, "tang_yue", answer=ANSWER)
    streets = [leg for leg in parts_of(case) if leg.role == "CO"]
    assert {leg.state for leg in streets} == {LegState.COMPLETED}


def test_its_lateness_is_its_own(loop):
    case = with_co_handler(loop)
    co = parts_of(case)[1]
    loop.at = co.due_at
    loop.later(days=1)
    case = do(loop, actions.answer_lead, case, "xu_hui", answer=ANSWER)
    assert parts_of(case)[1].late_minutes > 0
    assert parts_of(case)[2].late_minutes == 0


def test_completing_the_case_drops_what_co_handlers_still_owe_and_says_so(loop):
    case = do(
        loop,
        actions.complete_case,
        with_co_handler(loop),
        "li_qiang",
        outcome=Outcome.SOLVED,
        reply="已按规定整改完毕。",
    )
    case = do(loop, actions.endorse_case, case, "gao_feng")
    assert case.state == State.COMPLETED
    assert parts_of(case)[1].state == LegState.RECALLED
    assert history(case.subject)[-1].data["dropped"] == [loop.city.streets_desk.code]


def test_a_co_handler_does_not_complete(loop):
    with refused("answers_only"):
        do(
            loop,
            actions.complete_case,
            with_co_handler(loop),
            "xu_hui",
            outcome=Outcome.SOLVED,
            reply="办好了。",
        )


def test_the_lead_has_nobody_to_answer(loop):
    with refused("no_co_part"):
        do(loop, actions.answer_lead, with_section(loop), "li_qiang", answer=ANSWER)


def test_an_answer_has_words(loop):
    with refused("no_answer"):
        do(loop, actions.answer_lead, with_co_handler(loop), "xu_hui", answer="")
