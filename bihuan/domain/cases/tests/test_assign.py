"""指定承办人."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.tests.parts import do, parts_of, with_section
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.city import seat
from bihuan.testing.refusals import refused


def test_the_head_gives_it_to_another_person_of_the_section_and_no_clock_moves(loop):
    colleague, _ = seat(
        username="qian", name="钱进", office=loop.city.housing_permits, title="科员", roles=["HANDLER"]
    )
    case = with_section(loop)
    before = parts_of(case)[-1]
    case = do(loop, actions.assign_handler, case, "gao_feng", handler=colleague)
    after = parts_of(case)[-1]
    assert after.handler == colleague
    assert (after.due_at, after.state) == (before.due_at, before.state)
    assert history(case.subject)[-1].event == "case.assign"
    assert Notice.objects.filter(recipient=f"person:{colleague.pk}").exists()


def test_nobody_of_another_section_can_be_assigned(loop):
    with refused("not_of_the_section"):
        do(loop, actions.assign_handler, with_section(loop), "gao_feng", handler=loop.city.person("sun"))


def test_a_handler_does_not_assign(loop):
    with refused("not_your_role"):
        do(
            loop,
            actions.assign_handler,
            with_section(loop),
            "li_qiang",
            handler=loop.city.person("gao_feng"),
        )


def test_it_is_refused_when_the_section_has_signed(loop):
    with refused("no_leg"):
        do(
            loop,
            actions.assign_handler,
            loop.until("endorse"),
            "gao_feng",
            handler=loop.city.person("li_qiang"),
        )
