"""回访: an independent person asks the reporter."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import FollowUp, Hand
from bihuan.domain.cases.rules.following_up import is_content
from bihuan.domain.cases.tests.parts import do, owed
from bihuan.domain.cases.tests.ready import covering, held_by, last
from bihuan.domain.organisations.models import Tenure
from bihuan.testing.cases import SOLVED
from bihuan.testing.city import SINCE
from bihuan.testing.refusals import refused
from bihuan.testing.tables import flag, table


@table(
    """
    remark                                     | outcome         | solved | satisfaction        | content
    solved and satisfied                       | SOLVED          | yes    | SATISFIED           | yes
    basically satisfied is satisfied           | SOLVED          | yes    | BASICALLY_SATISFIED | yes
    solved, and yet not satisfied              | SOLVED          | yes    | DISSATISFIED        |
    kindly said, but not solved                | SOLVED          | no     | VERY_SATISFIED      |
    partly is a claim too                      | PARTLY          | no     | SATISFIED           |
    nobody claimed that it was solved          | EXPLAINED       | no     | SATISFIED           | yes
    nor here: it is on its way upward          | REPORTED_UPWARD | no     | BASICALLY_SATISFIED | yes
    explained, and not content with that       | EXPLAINED       | no     | DISSATISFIED        |
    """,
    solved=flag,
    content=flag,
)
def test_content_is_both(outcome, solved, satisfaction, content):
    assert is_content(solved, satisfaction, outcome=outcome) == content


def ask(loop, case, who="wu_tong", **said):
    inputs = {
        **SOLVED,
        "said": "路好走了。",
    } | said
    return do(loop, actions.follow_up_case, case, who, **inputs)


def test_content_closes_it_and_nobody_owes_or_holds_it_any_more(loop):
    case = ask(loop, loop.until("follow_up"), contact_confirmed=True)
    asked = FollowUp.objects.get()
    assert (case.state, case.ended_at, owed(case), held_by(case)) == (State.CLOSED, loop.at, {}, None)
    assert (asked.reached, asked.solved, asked.contact_confirmed, asked.via) == (True, True, True, "phone")
    assert Hand.objects.get(case=case, step="FOLLOWED_UP").person == loop.city.person("wu_tong")
    assert last(case).event == "case.follow_up" and "路好走" not in last(case).text


def test_otherwise_somebody_outside_the_round_owes_a_decision(loop):
    case = ask(loop, loop.until("follow_up"), solved=False)
    city = loop.city.city
    assert case.state == State.DISSATISFIED and set(owed(case)) == {("decide", city.key)}
    assert held_by(case) == (city.code, "DECISION")


@pytest.mark.parametrize(
    ("absent", "code"),
    [
        ("zhao_min", "same_hand"),
        ("zheng_kai", "same_hand"),
        ("li_qiang", "same_hand"),
        ("sun", "not_independent"),
    ],
)
def test_whoever_dispatched_handled_or_struck_off_does_not_ask_even_as_a_deputy(loop, absent, code):
    """wu_tong's post is covered by one who had a hand in it, or who sits in a unit with a part."""
    case = loop.until("follow_up")
    with refused(code):
        actions.follow_up_case(
            case=case,
            by=covering(loop, absent, "wu_tong"),
            at=loop.later(),
            **SOLVED,
        )


def test_whoever_held_a_post_in_a_handling_unit_meanwhile_does_not_ask(loop):
    Tenure.objects.create(
        person=loop.city.person("wu_tong"),
        post=loop.city.posts["wang_fang"],
        from_on=SINCE,
        kind="SECONDMENT",
    )
    with refused("not_independent"):
        ask(loop, loop.until("follow_up"))


def test_others_do_not_ask_at_all(loop):
    case = loop.until("follow_up")
    for who in ("zhao_min", "gao_feng", "qin_lan"):
        with refused("not_your_role"):
            ask(loop, case, who)
    with refused("wrong_state"):
        ask(loop, loop.until("strike_off"))
