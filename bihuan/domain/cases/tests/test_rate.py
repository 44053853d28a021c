"""评价: the reporter says by receipt what the follow-up would have asked."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import FollowUp, Hand
from bihuan.domain.cases.tests.parts import owed
from bihuan.domain.cases.tests.ready import last, receipt
from bihuan.testing.cases import SOLVED
from bihuan.testing.refusals import refused


def rate(loop, case, by=None, **said):
    inputs = SOLVED | {"said": "谢谢。"} | said
    return actions.rate_case(case=case, by=by or receipt(case), at=loop.later(), **inputs)


def test_content_closes_it(loop):
    case = rate(loop, loop.until("follow_up"))
    asked = FollowUp.objects.get()
    assert (case.state, owed(case)) == (State.CLOSED, {})
    assert (asked.solved, asked.via, asked.by) == (True, "portal", None)
    assert not Hand.objects.filter(case=case, step="FOLLOWED_UP").exists()
    assert last(case).event == "case.rate" and "谢谢" not in last(case).text


def test_not_content_is_decided(loop):
    case = rate(loop, loop.until("follow_up"), satisfaction="VERY_DISSATISFIED")
    assert (case.state, set(owed(case))) == (State.DISSATISFIED, {("decide", loop.city.city.key)})


def test_only_by_this_cases_receipt_and_once(loop):
    case, other = loop.until("follow_up"), loop.register()
    for by in (loop.actor("wu_tong"), receipt(other)):
        with refused("reporter_only"):
            rate(loop, case, by)
    rate(loop, case)
    with refused("wrong_state"):
        rate(loop, case)
