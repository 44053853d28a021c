"""No text that the supervised or the public may read tells who reported: refused beside its field, nothing half-written; and the refusal
itself tells the supervised nothing."""

from datetime import timedelta

import pytest
from django.db import transaction

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case, Reporter
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, Rung
from bihuan.domain.supervision.models import Outage, Supervision
from bihuan.domain.supervision.queries.facts import cases_behind
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import Malformed
from bihuan.testing.refusals import refused

WHO = "钱多多"
PHONE = "请打 139 0000 0009。"
OF_CARDS = [
    ("issue", actions.issue_card, "zheng_kai", {}, "reasons"),
    ("dismiss", actions.dismiss_card, "zheng_kai", {}, "reasons"),
    ("lift", actions.lift_card, "han_xue", {"ground": AppealGround.WRONG_FACTS}, "reasons"),
    ("answer", actions.answer_card, "gao_feng", {}, "answer"),
    ("appeal", actions.appeal_card, "gao_feng", {"ground": AppealGround.OUTAGE}, "statement"),
    ("decide", actions.decide_appeal, "han_xue", {"decision": "UPHELD"}, "reasons"),
]
BY_THE_SUPERVISED = {"answer", "appeal"}


def reported_by(case: Case, identity: Identity = Identity.NAMED) -> Case:
    Reporter.objects.filter(case=case).update(name=WHO)
    Case.objects.filter(pk=case.pk).update(identity=identity)
    return case


def refused_unwritten(do, thing, action, who, field, text, given):
    before = [entry.pk for entry in history(thing.subject)]
    with pytest.raises(Malformed) as said:
        do(action, thing, who, **given, **{field: text})
    assert said.value.code == "tells_of_a_reporter"
    assert set(said.value.fields) == {field} and WHO not in str(said.value)
    assert [entry.pk for entry in history(thing.subject)] == before


@pytest.mark.parametrize(
    ("verb", "action", "who", "given", "field"), OF_CARDS, ids=[row[0] for row in OF_CARDS]
)
def test_no_text_of_a_card_tells_of_its_reporter(supervising, verb, action, who, given, field):
    card = supervising.card(verb)
    reported_by(Case.objects.get(pk__in=cases_behind(card)))
    for text in (f"{WHO}反映属实。", PHONE):
        refused_unwritten(supervising.do, card, action, who, field, text, given)
    supervising.do(action, card, who, **given, **{field: "逐件核对过。"})


@pytest.mark.parametrize("verb", sorted(BY_THE_SUPERVISED))
def test_a_guess_of_the_supervised_is_neither_confirmed_nor_denied(supervising, verb):
    """Of a sealed reporter they may write what they like: a refusal would say that they guessed right. Nobody outside reads it."""
    card = supervising.card(verb)
    reported_by(Case.objects.get(pk__in=cases_behind(card)), Identity.SEALED)
    _, action, who, given, field = next(row for row in OF_CARDS if row[0] == verb)
    refused_unwritten(supervising.do, card, action, who, field, PHONE, given)
    for name in ("孙大圣", WHO):
        with transaction.atomic():
            assert supervising.do(action, card, who, **given, **{field: f"是{name}乱告的。"}).version
            transaction.set_rollback(True)


@pytest.fixture
def order(supervising, loop) -> Supervision:
    return supervising.supervision(Rung.SECTION, reported_by(loop.until("complete")))


def test_no_text_of_an_order_tells_of_a_reporter(supervising, order):
    told = f"{WHO}说没有办。"
    refused_unwritten(supervising.do, order, actions.withdraw_supervision, "zhao_min", "reason", told, {})
    refused_unwritten(supervising.do, order, actions.reply_supervision, "gao_feng", "reply", told, {})
    order = supervising.do(actions.reply_supervision, order, "gao_feng", reply="已办完。")
    refused_unwritten(supervising.do, order, actions.send_back_supervision, "zhao_min", "reason", told, {})
    refused_unwritten(supervising.do, order, actions.lift_supervision, "zhao_min", "opinion", told, {})
    order = supervising.do(actions.send_back_supervision, order, "zhao_min", reason="没有写原因。")
    refused_unwritten(supervising.do, order, actions.escalate_supervision, "zhao_min", "demand", told, {})


def test_a_leader_s_words_on_a_listed_order_tell_nothing(supervising, loop):
    listed = supervising.supervision(Rung.LISTED, reported_by(loop.until("complete")))
    given = {"granted": True}
    refused_unwritten(
        supervising.do, listed, actions.decide_listing, "mayor_fang", "answer", f"给{WHO}回话。", given
    )


def test_no_text_of_an_interview_tells_of_a_reporter(supervising, loop, order):
    talk = actions.arrange_interview(
        by=loop.actor("mayor_fang"),
        at=loop.later(),
        unit=loop.city.housing,
        person=loop.city.person("director_chen"),
        title="超期",
        planned_at=loop.at + timedelta(days=1),
        place="三楼",
        supervision=order,
    )
    told = f"{WHO}的事。"
    refused_unwritten(supervising.do, talk, actions.cancel_interview, "mayor_fang", "reason", told, {})
    minutes = {"present": "局长", "minutes": "指出问题。"}
    refused_unwritten(supervising.do, talk, actions.record_minutes, "zhao_min", "promises", told, minutes)
    talk = supervising.do(actions.record_minutes, talk, "zhao_min", **minutes, promises="自查。")
    refused_unwritten(supervising.do, talk, actions.confirm_interview, "director_chen", "remark", told, {})


def test_the_account_of_an_outage_that_everybody_reads_has_no_number_of_a_person(supervising, loop):
    down = {
        "system": "PLATFORM",
        "from_at": loop.at - timedelta(hours=3),
        "to_at": loop.at - timedelta(hours=1),
    }
    with refused("tells_of_a_reporter"):
        actions.record_outage(by=loop.actor("zhao_min"), at=loop.at, account=PHONE, **down)
    assert not Outage.objects.exists()
    outage = supervising.outage(down["from_at"], down["to_at"])
    refused_unwritten(supervising.do, outage, actions.revoke_outage, "han_xue", "reason", PHONE, {})
