"""回访未接通."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import FollowUp, FollowUpAttempt
from bihuan.domain.cases.rules.following_up import is_unreached
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import last
from bihuan.testing.refusals import refused
from bihuan.testing.tables import flag, moment, table


def tries(text):
    return [moment(f"2026-11-{part.strip()}") for part in text.split(",")]


@table(
    """
    remark                               | tried                                     | unreached
    three days, different hours          | 23 09:00, 24 15:00, 25 10:00              | yes
    three days, always at nine           | 23 09:00, 24 09:30, 25 10:00              |
    three tries on two days              | 23 09:00, 23 15:00, 24 18:00              |
    two days                             | 23 09:00, 24 15:00                        |
    a fourth try at another hour helps   | 23 09:00, 24 09:00, 25 09:00, 26 15:00    | yes
    """,
    tried=tries,
    unreached=flag,
)
def test_unreached_is_three_days_at_different_hours(tried, unreached):
    assert is_unreached(tried) == unreached


def ring(loop, case, **later):
    loop.later(**later)
    return do(loop, actions.record_attempt, case, "wu_tong", gist="无人接听。")


def test_after_the_third_try_it_is_closed_as_unreached(loop):
    case = ring(loop, loop.until("follow_up"), minutes=1)
    assert (case.state, last(case).data) == (State.STRUCK_OFF, {"try": 1, "unreached": False})
    case = ring(loop, case, days=1)
    assert ("follow_up", loop.city.city.key) in owed(case)
    case = ring(loop, case, days=1, hours=3)
    asked = FollowUp.objects.get()
    assert (case.state, asked.reached, asked.finished_at) == (State.CLOSED, False, loop.at)
    assert asked.solved is None and FollowUpAttempt.objects.count() == 3 and not owed(case)
    assert last(case).data == {"try": 3, "unreached": True, "state": "CLOSED"}
    assert "无人接听" not in last(case).text


def test_who_left_no_number_answers_by_receipt_until_the_follow_up_is_due(loop):
    case = ring(loop, loop.until("follow_up", identity="ANONYMOUS", reporter=None), minutes=1)
    assert case.state == State.STRUCK_OFF
    loop.at = FollowUp.objects.get().due_at
    assert ring(loop, case, minutes=1).state == State.CLOSED


def test_only_an_independent_caller_tries(loop):
    with refused("not_your_role"):
        do(loop, actions.record_attempt, loop.until("follow_up"), "zheng_kai")
