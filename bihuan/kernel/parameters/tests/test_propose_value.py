from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.kinds import kind_of
from bihuan.kernel.approvals.queries import approvals_of
from bihuan.kernel.journal import history
from bihuan.kernel.parameters import edition, one_edition
from bihuan.kernel.parameters.actions import (
    activate_value,
    ask_end_of_value,
    decide_end_of_value,
    propose_value,
    refuse_value,
    verify_value,
    withdraw_value,
)
from bihuan.kernel.parameters.choices import Status
from bihuan.kernel.parameters.models import Edition, Override
from bihuan.kernel.parameters.values import explain, value
from bihuan.kernel.refusals import Malformed, NotAllowed, WrongState

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TOMORROW = date(2026, 11, 24)


def propose(by: Actor, new_value: object = 6, **changed: object) -> Override:
    said: dict[str, object] = {
        "code": "cases.accept",
        "keys": {"programme": "dual"},
        "from_on": TOMORROW,
        "document_title": "本市双优化实施细则",
        "document_number": "某政办〔2026〕9号",
        "holder": "office:1",
        "role": "system_admin",
        "reason": "市政府常务会议决定",
    }
    return propose_value(new_value=new_value, by=by, at=AT, **{**said, **changed})


def activate(override: Override, by: Actor) -> Override:
    return activate_value(override=override, by=by, at=AT, answer="同意")


def test_it_executes_only_once_another_person_activated_it(cao_rui: Actor, xie_min: Actor) -> None:
    override = propose(cao_rui)
    before = edition()
    assert value("cases.accept", on=TOMORROW, programme="dual") == 4
    activate(override, xie_min)
    assert value("cases.accept", on=TOMORROW, programme="dual") == 6
    assert value("cases.accept", on=date(2026, 11, 23), programme="dual") == 4
    assert edition() > before


def test_it_replaces_its_own_row_and_no_other(cao_rui: Actor, xie_min: Actor) -> None:
    activate(propose(cao_rui), xie_min)
    assert value("cases.accept", on=TOMORROW, programme="dual", request_type="inquiry") == 1
    assert value("cases.accept", on=TOMORROW) == 3
    told = explain("cases.accept", on=TOMORROW, programme="dual")
    assert told.document.number == "某政办〔2026〕9号"
    assert told.source.startswith("override:")


def test_nobody_activates_their_own_proposal(cao_rui: Actor) -> None:
    with pytest.raises(NotAllowed):
        activate(propose(cao_rui), cao_rui)
    with pytest.raises(IntegrityError), transaction.atomic():
        Override.objects.update(activated_by=cao_rui.person_id, activated_at=AT)


def test_it_waits_in_the_one_queue_and_can_be_decided_there(cao_rui: Actor, xie_min: Actor) -> None:
    override = propose(cao_rui)
    approval = approvals_of(xie_min).get()
    kind = kind_of(approval.kind)
    assert kind.asks(approval.payload) == "把“受理时限”定为 6"
    kind.decide(approval=approval, by=xie_min, at=AT, granted=False, answer="文号不对")
    override.refresh_from_db()
    assert override.status == Status.EXPIRED
    assert value("cases.accept", on=TOMORROW, programme="dual") == 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"document_number": " "}, "document_number"),
        ({"document_title": ""}, "document_title"),
        ({"code": "cases.nothing"}, "code"),
        ({"keys": {"colour": "red"}}, "keys"),
        ({"new_value": "six"}, "new_value"),
        ({"until_on": date(2026, 11, 1)}, "until_on"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_field(
    cao_rui: Actor, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(Malformed) as refusal:
        propose(cao_rui, **changed)
    assert field in refusal.value.fields


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        ({"new_value": 91}, "大于上限 90"),
        ({"new_value": 40}, "相差 10 倍以上"),
        ({"from_on": date(2026, 11, 22)}, "追溯执行"),
    ],
)
def test_a_doubtful_one_is_quarantined_until_another_verified_it(
    cao_rui: Actor, xie_min: Actor, changed: dict[str, object], doubt: str
) -> None:
    override = propose(cao_rui, **changed)
    assert doubt in "".join(override.doubts)
    with pytest.raises(WrongState):
        activate(override, xie_min)
    with pytest.raises(NotAllowed):
        verify_value(override=override, by=cao_rui, at=AT, reason="没问题")
    verify_value(override=override, by=xie_min, at=AT, reason="已核对原文")
    assert activate(override, xie_min).status == Status.ACTIVE


def test_the_proposer_takes_it_back_before_it_is_active(cao_rui: Actor, xie_min: Actor) -> None:
    override = withdraw_value(override=propose(cao_rui), by=cao_rui, at=AT)
    with pytest.raises(WrongState):
        activate(override, xie_min)
    active = activate(propose(cao_rui), xie_min)
    with pytest.raises(WrongState):
        withdraw_value(override=active, by=cao_rui, at=AT)


def test_ending_it_takes_two_persons_and_keeps_the_days_before(cao_rui: Actor, xie_min: Actor) -> None:
    override = activate(propose(cao_rui), xie_min)
    end = date(2026, 12, 1)
    ask_end_of_value(
        override=override, from_on=end, holder="office:1", by=xie_min, at=AT, reason="省里统一了口径"
    )
    with pytest.raises(NotAllowed):
        decide_end_of_value(override=override, by=xie_min, at=AT, granted=True, answer="同意")
    decide_end_of_value(override=override, by=cao_rui, at=AT, granted=True, answer="同意")
    assert value("cases.accept", on=date(2026, 11, 30), programme="dual") == 6
    assert value("cases.accept", on=end, programme="dual") == 4


def test_everything_is_journalled_without_words(cao_rui: Actor, xie_min: Actor) -> None:
    override = activate(verify(propose(cao_rui, 40), xie_min), xie_min)
    entries = history(override.subject)
    assert [e.event for e in entries] == ["parameter.propose", "parameter.verify", "parameter.activate"]
    assert entries[0].data["value"] == "40"
    assert "市政府常务会议" not in entries[0].text


def verify(override: Override, by: Actor) -> Override:
    return verify_value(override=override, by=by, at=AT, reason="已核对原文")


def test_one_request_sees_one_edition(db: None) -> None:
    with one_edition() as held:
        Edition.objects.update_or_create(pk=1, defaults={"number": held + 5})  # another process activates
        assert edition() == held
        with one_edition() as inner:
            assert inner == held
    assert edition() == held + 5


def test_what_was_rolled_back_leaves_nothing_in_the_cache(cao_rui: Actor, xie_min: Actor) -> None:
    override = propose(cao_rui)
    with pytest.raises(RuntimeError), transaction.atomic():
        activate(override, xie_min)
        assert value("cases.accept", on=TOMORROW, programme="dual") == 6
        raise RuntimeError
    assert value("cases.accept", on=TOMORROW, programme="dual") == 4
    refuse_value(override=override, by=xie_min, at=AT, answer="暂缓")
    activate(propose(cao_rui, 7), xie_min)
    assert value("cases.accept", on=TOMORROW, programme="dual") == 7


def test_reading_a_value_costs_no_query_within_a_request(
    cao_rui: Actor, django_assert_num_queries: object
) -> None:
    with one_edition():
        value("cases.accept", on=TOMORROW)
        with django_assert_num_queries(0):
            value("cases.accept", on=TOMORROW, programme="dual")
