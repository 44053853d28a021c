"""单位审批."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Difficulty, Outcome, State
from bihuan.domain.cases.models import Completion
from bihuan.domain.cases.rules.completing import approver_role
from bihuan.domain.cases.tests.parts import do, owed, parts_of, with_desk
from bihuan.domain.cases.tests.ready import covering, held_by, last
from bihuan.domain.organisations.models import Post
from bihuan.domain.organisations.queries import actor_for
from bihuan.kernel.access.models import Person
from bihuan.testing.city import seat
from bihuan.testing.refusals import refused
from bihuan.testing.tables import flag, table


@table(
    """
    remark                                    | difficulty | round | head | role
    ordinary: the section head's is enough    | C | 1 | yes |
    ordinary, a desk handled it               | C | 1 | no  | UNIT_DEPUTY
    across departments                        | B | 1 | yes | UNIT_DEPUTY
    hard or historic                          | A | 1 | yes | UNIT_HEAD
    the second round                          | C | 2 | yes | UNIT_HEAD
    the third round, handled by a desk        | B | 3 | no  | UNIT_HEAD
    """,
    round=int,
    head=flag,
)
def test_who_signs_for_the_unit(difficulty, round, head, role):
    assert str(approver_role(difficulty, round, has_section_head=head) or "") == role


def test_with_the_deputys_signature_it_counts_as_complete(loop):
    case = do(loop, actions.approve_case, loop.until("approve"), "lin_tao")
    assert (case.state, case.outcome) == (State.COMPLETED, "SOLVED")
    assert held_by(case) == (loop.city.city.code, "CHECK")
    assert Completion.objects.get().approved_by == loop.city.person("lin_tao")
    assert last(case).event == "case.approve"


def test_the_head_may_sign_for_the_deputy_and_nobody_else(loop):
    case = loop.until("approve")
    for who in ("gao_feng", "ma_li", "deng_bo", "zhao_min"):
        with refused("not_yours_to_sign"):
            do(loop, actions.approve_case, case, who)
    assert do(loop, actions.approve_case, case, "director_chen").state == State.COMPLETED


def test_a_hard_case_needs_the_head(loop):
    case = do(loop, actions.reclassify_case, loop.until("complete"), "zhao_min", difficulty=Difficulty.A)
    for step in ("complete", "endorse"):
        case = loop.step(step, case)
    with refused("not_yours_to_sign"):
        do(loop, actions.approve_case, case, "lin_tao")
    assert do(loop, actions.approve_case, case, "director_chen").state == State.COMPLETED


def test_whoever_endorsed_does_not_approve_for_an_absent_deputy(loop):
    case = loop.until("approve")
    with refused("same_hand"):
        actions.approve_case(case=case, by=covering(loop, "gao_feng", "lin_tao"), at=loop.later())


@pytest.mark.parametrize("ends_first", [0, 1])
def test_two_sections_are_signed_each_for_itself(loop, ends_first):
    """The deputy's signature is found though the other section still waits for its head."""
    city = loop.city
    case = do(loop, actions.reclassify_case, with_desk(loop), "zhao_min", difficulty=Difficulty.B)
    for office in (city.housing_permits, city.housing_window):
        case = do(loop, actions.subdispatch_case, case, "ma_li", office=office)
    seat(
        username="head", name="窗口首席", office=city.housing_window, title="窗口首席", roles=["SECTION_HEAD"]
    )
    for who in ("li_qiang", "wang_fang"):
        case = do(loop, actions.acknowledge_case, case, who)
        case = do(loop, actions.complete_case, case, who, outcome=Outcome.SOLVED, reply="已办。")
    section, window = parts_of(case)[1:]
    heads = {
        section.pk: loop.actor("gao_feng"),
        window.pk: _of(loop, "head", "窗口首席", city.housing_window),
    }
    order = [section, window] if ends_first == 0 else [window, section]
    for leg in order:
        case = actions.endorse_case(case=case, by=heads[leg.pk], at=loop.later())
        case = do(loop, actions.approve_case, case, "lin_tao")
    assert case.state == State.COMPLETED
    assert not [verb for verb, _ in owed(case) if verb in ("endorse", "approve")]


def _of(loop, username, title, office):
    post = Post.objects.select_related("office").get(office=office, title=title)
    return actor_for(Person.objects.get(username=username), post, "workbench", at=loop.at)
