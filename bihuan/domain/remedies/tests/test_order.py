"""责令整改: each verb works, is refused in other states and to other people, and leaves its entry."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from bihuan.domain.cases import actions as cases
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import OrderState
from bihuan.domain.remedies.jobs import reopen_relapsed_orders
from bihuan.domain.remedies.queries import order_facts, order_for
from bihuan.domain.remedies.rules.orders import unbroken
from bihuan.domain.remedies.tests.parts import Rectifying
from bihuan.domain.remedies.verbs import ORDER_VERBS
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.journal import history
from bihuan.testing.city import CAST
from bihuan.testing.refusals import refused

NEXT = {
    "submit_plan": ("xu_hui", "deng_bo"),
    "establish_measure": ("xu_hui", "deng_bo", "luo_jun", "tang_yue"),
    "record_redress": ("xu_hui", "deng_bo"),
    "finish_redress": ("xu_hui", "deng_bo"),
    "start_trial": ("xu_hui", "deng_bo"),
    "record_reading": ("xu_hui", "deng_bo"),
    "request_verification": ("xu_hui", "deng_bo"),
    "verify": ("zheng_kai",),
    "relapse": ("zhao_min", "zheng_kai"),
}


@pytest.mark.parametrize("verb", NEXT)
def test_only_those_whose_step_it_is_may_take_it(rectifying, loop, verb):
    order = rectifying.until(verb)
    facts = order_facts(order)
    may = [name for name in CAST if ORDER_VERBS.get(verb).may(facts, loop.actor(name)) is None]
    assert set(may) == set(NEXT[verb])


def test_the_whole_way_leaves_one_entry_per_step_and_no_duty(rectifying):
    order = rectifying.until("relapse")
    assert [entry.event for entry in history(order.subject)] == [
        f"order.{step}" for step in Rectifying.STEPS[:-1]
    ]
    assert (order.state, open_duties(order.subject).count()) == (OrderState.VERIFIED, 0)


@pytest.mark.parametrize("verb", [v.code for v in ORDER_VERBS])
def test_a_withdrawn_order_is_past_every_verb(rectifying, loop, verb):
    order = rectifying.issue()
    order.state = OrderState.WITHDRAWN
    who = "zheng_kai" if verb in {"verify", "send_back", "relapse"} else "xu_hui"
    assert ORDER_VERBS.get(verb).may(order_facts(order), loop.actor(who)).code == "wrong_state"


def withdraw(order, by, at, reason="并入专项治理。"):
    return actions.withdraw_order(order=order, by=by, at=at, reason=reason)


def test_another_of_the_office_withdraws_it_with_a_reason_and_nobody_owes_anything(
    rectifying, loop, colleague
):
    order = withdraw(rectifying.issue(), colleague, loop.later())
    assert (order.state, order.ended_at) == (OrderState.WITHDRAWN, loop.at)
    assert history(order.subject)[-1].event == "order.withdraw"
    assert not open_duties(order.subject).exists()


def test_who_issued_it_does_not_withdraw_it_and_nobody_does_without_a_reason(rectifying, loop, colleague):
    order = rectifying.issue()
    with refused("same_hand"):
        withdraw(order, loop.actor("zhao_min"), loop.later())
    with refused("empty"):
        withdraw(order, colleague, loop.later(), reason=" ")
    assert history(order.subject)[-1].event == "order.issue"


def test_a_verified_order_is_not_withdrawn(rectifying, loop, colleague):
    with refused("wrong_state"):
        withdraw(rectifying.until("relapse"), colleague, loop.later())


@pytest.mark.parametrize(
    ("unit", "code"),
    [("towing", "contractor"), ("streets_enforcement", "not_a_unit")],
)
def test_a_contractor_s_supervising_unit_is_ordered_and_no_section(rectifying, loop, unit, code):
    with refused(code):
        rectifying.issue(unit=loop.city.offices[unit])


def test_the_office_of_a_county_orders_nobody_of_the_city(rectifying, loop):
    case = loop.until("dispatch")
    with refused("not_your_office"):
        actions.issue_order(
            by=loop.actor("song_na"),
            at=loop.later(),
            cases=[case],
            unit=loop.city.streets,
            title="x",
            cause="STYLE",
            found="x",
            root="x",
        )


def test_the_hand_that_issued_does_not_verify(rectifying):
    order = rectifying.until("verify")
    with refused("same_hand"):
        rectifying.do(actions.verify_order, order, "zhao_min", opinion="好。")


def test_a_plan_needs_a_measure_and_can_be_sent_back(rectifying):
    order = rectifying.issue()
    with refused("no_measure"):
        rectifying.step("submit_plan", order)
    order = rectifying.step("submit_plan", rectifying.step("add_measure", order))
    order = rectifying.do(actions.return_plan, order, "zheng_kai", reason="没有触及根源。")
    assert order.state == OrderState.ISSUED
    assert open_duties(order.subject).filter(verb="submit_plan").exists()
    assert rectifying.step("submit_plan", order).state == OrderState.RECTIFYING


def test_redress_needs_proof(rectifying):
    order = rectifying.until("record_redress")
    with refused("redress_needs_proof"):
        rectifying.do(
            actions.record_redress, order, "xu_hui", persons=1, amount_fen=1, account="退了。", evidence=[]
        )


def test_nothing_is_verified_before_the_numbers_prove_it(rectifying, loop):
    order = rectifying.until("record_reading")
    today = localtime(loop.at).date()
    order = rectifying.do(actions.record_reading, order, "xu_hui", on=today, number=49)
    with refused("not_ready"):
        rectifying.step("request_verification", order)
    with refused("read_already"):
        rectifying.do(actions.record_reading, order, "xu_hui", on=today, number=1)
    with refused("outside_trial"):
        rectifying.do(actions.record_reading, order, "xu_hui", on=today + timedelta(days=1), number=1)


def test_one_failure_begins_the_count_anew():
    assert unbroken([(1, 30, 0), (2, 5, 1), (3, 20, 0), (4, 10, 0)]) == 30
    assert unbroken([]) == 0


def test_like_units_answer_for_themselves_before_it_is_verified(rectifying, loop):
    order = rectifying.until("verify")
    order = rectifying.do(actions.ask_self_check, order, "zhao_min", units=[loop.city.housing])
    with refused("self_checks_open"):
        rectifying.step("verify", order)
    with refused("not_asked"):
        rectifying.do(actions.answer_self_check, order, "xu_hui", problems=0, answer="没有。")
    assert order_for(loop.actor("ma_li"), order.number) == order
    order = rectifying.do(actions.answer_self_check, order, "ma_li", problems=2, answer="查出两项，已改。")
    assert order.self_checks.get().problems == 2
    assert rectifying.step("verify", order).state == OrderState.VERIFIED


def test_sent_back_the_trial_goes_on(rectifying):
    order = rectifying.until("verify")
    order = rectifying.do(actions.send_back_order, order, "zheng_kai", reason="登记表缺签名。")
    assert order.state == OrderState.TRIAL
    assert rectifying.step("request_verification", order).state == OrderState.SUBMITTED


def test_a_recurrence_that_people_marked_reopens_it_once(rectifying, loop):
    order = rectifying.until("relapse")
    behind = order.order_cases.get().case
    cases.decline_case(
        case=behind, by=loop.actor("zhao_min"), at=loop.later(), basis="REPEATED", explanation="已整改。"
    )
    behind.refresh_from_db()
    again = loop.register(content="又收了拖车费。")
    cases.mark_recurrence(case=again, by=loop.actor("zhao_min"), at=loop.later(), of=behind)
    assert reopen_relapsed_orders(Actor.calendar("remedies"), loop.later()).done == 1
    order.refresh_from_db()
    assert (order.state, order.cycle, order.relapses.get().case) == (OrderState.ISSUED, 2, again)
    assert history(order.subject)[-1].event == "order.relapse"
    assert reopen_relapsed_orders(Actor.calendar("remedies"), loop.later()).done == 0
    with refused("no_measure"):  # the old measures did not hold: the new cycle needs its own
        rectifying.step("submit_plan", order)


def test_those_who_have_to_do_with_nothing_do_not_see_it(rectifying, loop):
    order = rectifying.until("submit_plan")
    for name in ("sun", "li_qiang", "song_na"):
        with refused("not_found"):
            order_for(loop.actor(name), order.number)
    for name in ("zhao_min", "deng_bo", "luo_jun", "mayor_fang"):
        assert order_for(loop.actor(name), order.number) == order
