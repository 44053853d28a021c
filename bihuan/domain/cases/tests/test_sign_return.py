"""退单审签."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.models import Return
from bihuan.domain.cases.tests.parts import (
    do,
    owed,
    proposed_by_handler,
    returned_to_desk,
    with_section,
)
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


def test_the_head_signs_and_the_desk_owes_the_answer(loop):
    case = returned_to_desk(loop)
    assert Return.objects.get().signed_by == loop.city.person("gao_feng")
    assert ("decide_return", loop.city.housing_desk.key) in owed(case)
    assert history(case.subject)[-1].event == "case.sign_return"


def test_the_handler_does_not_sign_their_own(loop):
    with refused("not_your_role"):
        do(loop, actions.sign_return, proposed_by_handler(loop), "li_qiang")


def test_a_head_of_another_section_does_not_sign(loop):
    with refused("no_return"):
        do(loop, actions.sign_return, proposed_by_handler(loop), "luo_jun")


def test_a_signature_after_the_limit_is_too_late(loop):
    case = proposed_by_handler(loop)
    loop.later(days=2)
    with refused("return_too_late"):
        do(loop, actions.sign_return, case, "gao_feng")


def test_there_is_nothing_to_sign_where_nothing_was_returned(loop):
    with refused("no_return"):
        do(loop, actions.sign_return, with_section(loop), "gao_feng")
