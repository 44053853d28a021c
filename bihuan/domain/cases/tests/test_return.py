"""退单."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import LegState, Stage, Urgency
from bihuan.domain.cases.models import Custody, Return
from bihuan.domain.cases.tests.parts import (
    do,
    owed,
    parts_of,
    promise,
    proposed_by_handler,
    returned_to_office,
    with_desk,
    with_section,
)
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused

CLAUSE = "停车管理属市城管局职责。"


def test_a_handlers_return_waits_for_the_head_of_the_section(loop):
    case = proposed_by_handler(loop)
    asked = Return.objects.get()
    assert asked.signed_at is None
    assert ("sign_return", loop.city.housing_permits.key) in owed(case)
    assert parts_of(case)[-1].state == LegState.RETURNING


def test_a_desks_return_takes_effect_at_once_and_the_office_owes_the_answer(loop):
    case = returned_to_office(loop)
    assert Return.objects.get().signed_by == loop.city.person("ma_li")
    assert ("decide_return", loop.city.city.key) in owed(case)


def test_a_heads_return_needs_no_other_signature(loop):
    case = do(
        loop, actions.return_case, with_section(loop), "gao_feng", proper=loop.city.streets, clause=CLAUSE
    )
    assert ("decide_return", loop.city.housing_desk.key) in owed(case)


def test_the_first_receiver_holds_the_part_until_the_ruling_and_contacts_the_reporter(loop):
    case = returned_to_office(loop)
    leg = parts_of(case)[-1]
    assert leg.first_receiver
    assert ("handle", leg.office.key) in owed(case)
    do(loop, actions.contact_reporter, case, "ma_li", means="PHONE", reached=True, gist="已联系。")
    assert ("contact", leg.office.key) not in owed(case)


def test_the_time_is_the_dispatchers_from_the_signature_on(loop):
    case = returned_to_office(loop)
    held = Custody.objects.get(case=case, to_at=None)
    assert (held.office, held.stage) == (loop.city.city, Stage.TRIAGE)


def test_the_reporters_date_does_not_move(loop):
    before = promise(with_desk(loop))
    assert promise(returned_to_office(loop)) is not None
    assert before is not None


def test_it_is_refused_after_the_limit(loop):
    case = with_desk(loop)
    loop.later(days=2)
    with refused("return_too_late"):
        do(loop, actions.return_case, case, "ma_li", proper=loop.city.streets, clause=CLAUSE)


def test_an_emergency_cannot_be_returned(loop):
    case = with_desk(loop)
    do(loop, actions.reclassify_case, case, "zhao_min", urgency=Urgency.CRITICAL)
    with refused("critical"):
        do(loop, actions.return_case, case, "ma_li", proper=loop.city.streets, clause=CLAUSE)


def test_the_duty_clause_must_be_cited(loop):
    with refused("no_reason"):
        do(loop, actions.return_case, with_desk(loop), "ma_li", proper=loop.city.streets, clause=" ")


def test_nobody_names_themselves_as_the_proper_unit(loop):
    with refused("own_office"):
        do(loop, actions.return_case, with_desk(loop), "ma_li", proper=loop.city.housing, clause=CLAUSE)


def test_a_desk_cannot_return_what_its_section_still_handles(loop):
    case = with_section(loop)
    with refused("no_leg"):
        do(loop, actions.return_case, case, "ma_li", proper=loop.city.streets, clause=CLAUSE)


def test_it_is_refused_to_whoever_holds_no_part(loop):
    with refused("no_leg"):
        do(loop, actions.return_case, with_desk(loop), "sun", proper=loop.city.streets, clause=CLAUSE)


def test_it_is_refused_before_dispatch(loop):
    with refused("wrong_state"):
        do(
            loop,
            actions.return_case,
            loop.until("dispatch"),
            "ma_li",
            proper=loop.city.streets,
            clause=CLAUSE,
        )


def test_the_entry_names_the_proper_unit_and_no_words(loop):
    entry = history(returned_to_office(loop).subject)[-1]
    assert entry.event == "case.return"
    assert entry.data["proper"] == loop.city.streets.code
    assert CLAUSE not in entry.text
