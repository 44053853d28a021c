import pytest

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import kind_of, register_kind
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import approvals_of, approvals_on, asked_by
from bihuan.kernel.approvals.tests.conftest import AT, SUBJECT, MakeActor, ask
from bihuan.kernel.refusals import NotAllowed, WrongState


def test_it_waits_in_the_queue_of_the_holder(asked: Approval, chen: Actor) -> None:
    assert list(approvals_of(chen)) == [asked]
    assert asked.granted is None
    assert asked.reason.text == "等待第三方检测报告"
    assert kind_of(asked.kind).asks(asked.payload) == "延期 5 wd"


def test_it_is_in_nobody_elses_queue(asked: Approval, actor: MakeActor) -> None:
    assert not approvals_of(actor("王芳", key="office:7"))  # same office, not the role
    assert not approvals_of(actor("何静", key="office:8", roles=("approver",)))  # the role, another office


def test_the_askers_own_request_is_not_in_their_queue(actor: MakeActor) -> None:
    deputy = actor("赵敏", key="office:7", roles=("approver",))
    request = ask(by=deputy)
    assert not approvals_of(deputy)
    assert list(asked_by(deputy)) == [request]


def test_the_same_thing_is_asked_once(asked: Approval, li_qiang: Actor) -> None:
    with pytest.raises(WrongState, match="正在等待审批"):
        ask(by=li_qiang)
    ask(by=li_qiang, item="leg:2")
    assert len(approvals_on(SUBJECT)) == 2
    assert len(approvals_on(SUBJECT, item="leg:2")) == 1


def test_a_job_cannot_ask(db: None) -> None:
    with pytest.raises(NotAllowed, match="本人登录"):
        ask(by=Actor.calendar("warn"))


def test_an_unknown_kind_is_a_slip_in_the_code(extension_kind: object) -> None:
    with pytest.raises(LookupError, match=r"test\.extension"):
        kind_of("test.nothing")
    with pytest.raises(ValueError, match="twice"):
        register_kind(kind_of("test.extension"))


def test_its_moment_is_the_one_that_was_handed_in(asked: Approval) -> None:
    assert asked.asked_at == AT
