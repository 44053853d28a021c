from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals import kinds
from bihuan.kernel.approvals.actions import (
    decide_approval,
    expire_approval,
    move_approvals,
    withdraw_approval,
)
from bihuan.kernel.approvals.choices import ApprovalState
from bihuan.kernel.approvals.jobs import expire_approvals
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import approvals_of, expired_approvals
from bihuan.kernel.approvals.tests.conftest import AT, MakeActor, ask
from bihuan.kernel.duties.handover import move_duties
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

LATER = AT + timedelta(hours=2)


def decide(approval: Approval, by: Actor, *, granted: bool = True) -> Approval:
    return decide_approval(approval=approval, by=by, at=LATER, granted=granted, answer="情况属实")


@pytest.mark.parametrize("granted", [True, False])
def test_another_decides(asked: Approval, chen: Actor, granted: bool) -> None:
    decided = decide(asked, chen, granted=granted)
    assert decided.granted is granted
    assert (decided.decided_by_id, decided.decided_at) == (chen.person_id, LATER)
    assert decided.answer is not None and decided.answer.text == "情况属实"
    assert not approvals_of(chen)


def test_nobody_decides_their_own_request(actor: MakeActor) -> None:
    deputy = actor("赵敏", key="office:7", roles=("approver",))
    refused(ask(by=deputy), deputy, NotAllowed, "approval_own_request")


def test_nobody_decides_what_they_asked_for_another(actor: MakeActor, li_qiang: Actor) -> None:
    """周洁 covers 李强 and asks; neither of the two may decide, whoever acts for whom."""
    request = ask(by=actor("周洁", acting_for=li_qiang))
    li_as_approver = actor("李强", key="office:7", roles=("approver",))
    zhou_as_approver = actor("周洁", key="office:7", roles=("approver",))
    he_for_zhou = actor("何静", key="office:7", roles=("approver",), acting_for=zhou_as_approver)
    for hand in (li_as_approver, zhou_as_approver, he_for_zhou):
        refused(request, hand, NotAllowed, "approval_own_request")
        assert not approvals_of(hand)


def test_it_is_refused_to_whom_it_was_not_put(asked: Approval, actor: MakeActor) -> None:
    refused(asked, actor("王芳", key="office:7"), NotAllowed, "approval_not_yours")
    refused(asked, Actor.calendar("job"), NotAllowed, "approval_not_yours")


def test_it_is_decided_once(asked: Approval, chen: Actor) -> None:
    decide(asked, chen)
    refused(asked, chen, WrongState, "approval_ended")


def test_the_asker_takes_it_back(asked: Approval, li_qiang: Actor, chen: Actor) -> None:
    with pytest.raises(NotAllowed):
        withdraw_approval(approval=asked, by=chen, at=LATER)
    assert withdraw_approval(approval=asked, by=li_qiang, at=LATER).granted is None
    refused(asked, chen, WrongState, "approval_ended")
    ask(by=li_qiang)  # and may ask again


def test_it_expires_without_a_yes(li_qiang: Actor, chen: Actor) -> None:
    request = ask(by=li_qiang, expires_at=LATER)
    ask(by=li_qiang, item="leg:2")  # waits for ever
    assert not expired_approvals(at=AT)
    with pytest.raises(WrongState):
        expire_approval(approval=request, at=AT)
    assert list(expired_approvals(at=LATER)) == [request]
    assert expire_approval(approval=request, at=LATER).state == ApprovalState.EXPIRED
    with pytest.raises(WrongState):
        expire_approval(approval=request, at=LATER)


def owed(by: Actor) -> list[str]:
    return [duty.item for duty in duties_of(by)]


def test_the_decider_owes_it_until_it_ends(li_qiang: Actor, chen: Actor) -> None:
    """*My work* reads duties only."""
    decided, withdrawn, expired = (ask(by=li_qiang, item=f"leg:{n}", expires_at=LATER) for n in (1, 2, 3))
    assert owed(chen) == [f"approval:{a.pk}" for a in (decided, withdrawn, expired)]
    assert {duty.due_at for duty in duties_of(chen)} == {LATER}
    decide(decided, chen)
    withdraw_approval(approval=withdrawn, by=li_qiang, at=LATER)
    expire_approval(approval=expired, at=LATER)
    assert owed(chen) == []
    assert [d.dropped for d in Duty.objects.order_by("pk")] == [False, True, True]


def test_it_moves_with_the_work_of_a_post(asked: Approval, actor: MakeActor) -> None:
    successor = actor("何静", key="office:8", roles=("approver",))
    assert move_approvals(from_holder="office:7", to_holder="office:8") == 1
    move_duties(from_holder="office:7", to_holder="office:8", at=LATER)
    assert owed(successor) == [f"approval:{asked.pk}"]
    assert decide(asked, successor).granted


def test_the_job_ends_what_nobody_answered(li_qiang: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the kind's own expiring action where it has one."""
    ended: list[int] = []
    plain, own = ask(by=li_qiang, expires_at=LATER), ask(by=li_qiang, item="leg:2", expires_at=LATER)
    by = Actor.calendar("approvals.expire")
    assert expire_approvals(by, AT).done == 0

    def expire(*, approval: Approval, by: Actor, at: datetime) -> None:
        ended.append(expire_approval(approval=approval, at=at).pk)

    kind = kinds.kind_of("test.extension")
    own_kind = replace(kind, code="test.own", expire=expire)
    monkeypatch.setitem(kinds._registered, own_kind.code, own_kind)
    Approval.objects.filter(pk=own.pk).update(kind=own_kind.code)
    assert expire_approvals(by, LATER).done == 2
    assert ended == [own.pk]
    plain.refresh_from_db()
    assert plain.state == ApprovalState.EXPIRED


def test_the_database_keeps_the_hands_apart(asked: Approval) -> None:
    for field in ("decided_by_id", "decided_for_id"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.filter(pk=asked.pk).update(
                **{field: asked.asked_by_id}, decided_at=LATER, state=ApprovalState.GRANTED
            )


def refused(approval: Approval, by: Actor, kind: type[Refusal], code: str) -> None:
    with pytest.raises(kind) as refusal:
        decide(approval, by)
    assert refusal.value.code == code
