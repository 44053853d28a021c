"""Who may do what at every step of the straight path and in the situations beside it, as recorded in matrix.yaml."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localtime

from bihuan.domain.cases import actions
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.cases.tests.parts import do, returned_to_office, with_section
from bihuan.domain.cases.verbs import CASE_VERBS
from bihuan.kernel.access import Actor
from bihuan.testing.cases import Loop
from bihuan.testing.city import CAST
from bihuan.testing.firms import CONTACTS
from bihuan.testing.matrix import Situations


def _suspended(loop: Loop):
    until = localtime(loop.at).date() + timedelta(days=5)
    case = do(
        loop, actions.request_suspension, with_section(loop), "li_qiang", until=until, reason="等检测报告。"
    )
    return do(loop, actions.decide_suspension, case, "zhao_min", granted=True, answer="同意。")


def _sealed(loop: Loop):
    case = loop.until("dispatch", identity="SEALED")
    case = do(loop, actions.restate_case, case, "zhao_min", title="围挡占道", restatement="某处围挡占道。")
    for step in ("dispatch", "acknowledge"):
        case = loop.step(step, case)
    return case


def _about_a_section(loop: Loop):
    return loop.until("acknowledge", respondent=loop.city.housing_permits, about_conduct=True)


def _by_the_firm(until: str, **reported):
    """A need that the clerk of 恒达 raised after signing in."""

    def ready(loop: Loop):
        clerk = loop.contact("hengda_clerk")
        return loop.until(until, by=clerk, enterprise=loop.firms["hengda"], **reported)

    return ready


BESIDE = {
    "returning": returned_to_office,
    "suspended": _suspended,
    "approve": lambda loop: loop.until("approve"),
    "accept_promise": lambda loop: loop.until("accept_promise"),
    "promised": lambda loop: loop.until("prove"),
    "long-term": lambda loop: loop.until("resume_carried"),
    "dissatisfied": lambda loop: loop.until("uphold"),
    "merged": lambda loop: loop.until("unmerge"),
    "transferred": lambda loop: loop.until("conclude_transfer"),
    "sealed": _sealed,
    "about the conduct of a section": _about_a_section,
    "a firm's need": _by_the_firm("accept"),
    "a firm's need, handled": _by_the_firm("complete"),
    "a firm's need, struck off": _by_the_firm("follow_up"),
    "a firm's need, closed": _by_the_firm("closed"),
    "a firm's sealed need": _by_the_firm("accept", identity="SEALED"),
}


@pytest.fixture
def world(loop: Loop, firms, contacts) -> Situations:
    loop.firms, loop.contacts = firms, contacts

    def cast(case) -> dict[str, Actor]:
        ours = {name: loop.actor(name) for name in CAST}
        return ours | {
            "receipt": Actor.receipt(f"case:{case.pk}"),
            **{name: loop.contact(name) for name in CONTACTS},
        }

    return Situations([CASE_VERBS], {"case": (cases_visible_to, facts_of)}, cast)


def test_who_may_do_what_at_every_step_is_as_recorded(loop: Loop, world: Situations):
    case = loop.register()
    for step in [*loop.STEPS[1:], None]:
        world.look(step or "end", case)
        if step not in (None, "closed"):
            case = loop.step(step, case)
    for name, ready in BESIDE.items():
        world.look(name, ready(loop))
    world.assert_as_recorded(Path(__file__).with_name("matrix.yaml"))
