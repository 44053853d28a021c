"""Many drivers, a contractor's fault, the order, three rules, refunds, fifty free tows as proof, a relapse test."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils.timezone import localtime

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.actions import Outsider
from bihuan.domain.cases.models import Case
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import Cause, OrderState
from bihuan.domain.remedies.jobs import reopen_relapsed_orders
from bihuan.domain.remedies.queries import order_facts
from bihuan.domain.remedies.queries.lists import orders_of
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.documents.official import official_document
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Refusal
from bihuan.testing.cases import SOLVED, Loop

RULES = ("非必要一律不拖车", "拖车费由交警支付，绝不向司机收取", "拖车费用由财政预算保障")


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)


def today(loop: Loop) -> date:
    return localtime(loop.at).date()


def paper(loop: Loop, who: str):
    content = official_document(title="退款回单", body=["已退。"], signed_by="市城管局", on=today(loop))
    upload = ContentFile(content, name="refunds.docx")
    return receive_file(upload=upload, by=loop.actor(who), at=loop.at)


def test_towing(loop):
    city = loop.city

    def do(action, order, who, **inputs):
        return action(order=order, by=loop.actor(who), at=loop.later(), **inputs)

    # Six drivers were charged by the towing company; the same matter from many people is one lead case.
    drivers = [
        loop.until(
            "dispatch",
            content=f"车在路边抛锚被拖走，拖车公司收了我{300 + n * 20}元。",
            reporter=Outsider(name=f"司机{n}", phone=f"138000020{n:02d}"),
        )
        for n in range(6)
    ]
    lead, *others = drivers
    for case in others:
        cases.merge_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    lead.refresh_from_db()
    assert lead.is_group

    # The company is a contractor: it cannot be ordered, its supervising unit answers for it.
    order_of = {
        "cases": [lead],
        "title": "清障拖车违规收费",
        "cause": Cause.MECHANISM,
        "found": "拖车公司向抛锚车辆司机收取拖车费。",
        "root": "费用没有预算保障，公司靠向司机收费维持，主管单位没有监管。",
        "redress_required": True,
        "like_units": [city.housing],
    }
    with pytest.raises(Refusal, match="主管单位"):
        actions.issue_order(by=loop.actor("zhao_min"), at=loop.later(), unit=city.towing, **order_of)
    order = actions.issue_order(by=loop.actor("zhao_min"), at=loop.later(), unit=city.streets, **order_of)
    assert "submit_plan" in {duty.verb for duty in duties_of(loop.actor("xu_hui"))}

    # Three rules; each established by a document that anyone can name.
    for rule in RULES:
        soon = today(loop) + timedelta(days=5)
        order = do(
            actions.add_measure, order, "xu_hui", rule=rule, office=city.streets_enforcement, due_on=soon
        )
    order = do(actions.submit_plan, order, "xu_hui", plan="先停收，再定规则、换服务单位，最后逐人退费。")
    for place in (1, 2, 3):
        order = do(
            actions.establish_measure, order, "luo_jun", place=place, document=f"荆城管〔2026〕{place}号"
        )

    # Everybody who was charged is paid back, in fen, with the slips; their names are not in the journal.
    order = do(
        actions.record_redress,
        order,
        "xu_hui",
        persons=6,
        amount_fen=210000,
        account="司机0至司机5，逐人退到原账户。",
        evidence=[paper(loop, "xu_hui")],
    )
    order = do(actions.finish_redress, order, "xu_hui", statement="按公司收费台账逐笔核对，没有遗漏。")
    assert "司机" not in history(order.subject)[-2].text

    # A like unit looks at itself; fifty free tows are the proof, and one charge begins the count anew.
    order = do(actions.answer_self_check, order, "ma_li", problems=0, answer="本局没有委托收费。")
    order = do(
        actions.start_trial,
        order,
        "xu_hui",
        counted="免费拖车次数",
        target=50,
        to_on=today(loop) + timedelta(days=20),
    )
    for number, failed in ((30, 0), (2, 1), (28, 0), (22, 0)):
        order = do(actions.record_reading, order, "xu_hui", on=today(loop), number=number, failed=failed)
        loop.later(days=1)
    assert order_facts(order).trial_total == 50
    order = do(actions.request_verification, order, "xu_hui")

    # Verified by the office, by another hand than the one that issued it, and never by the unit.
    for who in ("xu_hui", "deng_bo", "zhao_min"):
        with pytest.raises(Refusal):
            do(actions.verify_order, order, who, opinion="好。")
    order = do(actions.verify_order, order, "zheng_kai", opinion="随机电话十名车主，均未收费。")
    assert order.state == OrderState.VERIFIED
    assert list(orders_of(lead, loop.actor("zhao_min"))) == [order]

    # The drivers' case itself goes on to its end, and everyone is asked for themselves.
    close(loop, lead)
    assert set(Case.objects.filter(lead=lead).values_list("state", flat=True)) == {"STRUCK_OFF"}

    # A year later it happens again: people mark the new case as a recurrence, and the order is open again.
    loop.later(days=365)
    again = loop.register(content="拖车公司又收了我四百元。")
    cases.mark_recurrence(case=again, by=loop.actor("zhao_min"), at=loop.later(), of=lead)
    reopen_relapsed_orders(Actor.calendar("remedies"), loop.later())
    order.refresh_from_db()
    assert (order.state, order.cycle) == (OrderState.ISSUED, 2)
    assert "submit_plan" in {duty.verb for duty in duties_of(loop.actor("xu_hui"))}


def close(loop: Loop, case: Case) -> None:
    """City management handles it, the office strikes it off, an independent person asks."""

    def do(action, who, **inputs):
        return action(case=case, by=loop.actor(who), at=loop.later(), **inputs)

    do(cases.dispatch_case, "zhao_min", office=loop.city.streets)
    do(cases.acknowledge_case, "xu_hui")
    do(cases.subdispatch_case, "xu_hui", office=loop.city.streets_enforcement)
    do(cases.acknowledge_case, "tang_yue")
    reply = "依据荆城管〔2026〕2号，已把您的拖车费全额退还，联系人唐悦，电话0716-8123456。"
    do(cases.complete_case, "tang_yue", outcome="SOLVED", reply=reply)
    do(cases.endorse_case, "luo_jun")
    do(cases.strike_off_case, "zheng_kai", on_site=True)
    do(cases.follow_up_case, "wu_tong", **SOLVED)
    case.refresh_from_db()
