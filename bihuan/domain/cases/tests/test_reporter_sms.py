"""Telling the reporter: by SMS, with their own number, without a word that others may not read."""

from bihuan.domain.cases import actions
from bihuan.domain.cases.events import EVENTS
from bihuan.domain.cases.resolvers import reporters
from bihuan.domain.cases.rules.sms import SMS, sms_of
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.submissions import receipt_secret


def test_every_event_that_tells_the_reporter_has_its_words():
    assert {event.code for event in EVENTS if "reporter" in event.audience} <= set(SMS)


def test_it_names_the_number_and_what_comes_next(loop):
    case = loop.until("dispatch", address="江津路 8 号")
    notice = Notice.objects.get(recipient=f"reporter:{case.pk}", entry__event="case.accept")
    assert (notice.title, notice.body) == (f"您反映的 {case.number}：已经受理。", "接下来派给承办单位。")
    said = "".join(f"{n.title}{n.body}" for n in Notice.objects.filter(recipient__startswith="reporter:"))
    for secret in ("孙某某", "13800001234", "江津路", "围挡", receipt_secret(case.number)):
        assert secret not in said


def test_each_merged_reporter_is_told_by_their_own_number(loop):
    lead, case = loop.register(), loop.register()
    actions.merge_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    loop.step("accept", lead)
    told = Notice.objects.filter(entry__event="case.accept", recipient__startswith="reporter:")
    assert {n.recipient: n.title for n in told} == {
        f"reporter:{one.pk}": f"您反映的 {one.number}：已经受理。" for one in (lead, case)
    }


def test_a_message_goes_to_the_one_to_whom_it_was_written(loop):
    lead, case = loop.register(), loop.register()
    actions.merge_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    actions.relay_message(case=lead, by=loop.actor("zhao_min"), at=loop.later(), text="请问是哪一栋？")
    told = Notice.objects.filter(entry__event="case.relay", recipient__startswith="reporter:")
    assert [n.recipient for n in told] == [f"reporter:{lead.pk}"]


def test_the_contact_is_told_before_the_reporter(loop):
    case = loop.register(contact=actions.Outsider(name="孙子", phone="13900005678"))
    assert [a.phone for a in reporters([case.pk], loop.at)[case.pk]] == ["13900005678"]


def test_nobody_is_told_against_their_wish_or_by_a_landline(loop):
    silent = loop.register(reporter=actions.Outsider(name="甲", phone="13800001234", wants_sms=False))
    fixed = loop.register(reporter=actions.Outsider(name="乙", phone="0716-8123456"))
    unknown = loop.register(identity="ANONYMOUS", reporter=None)
    sealed = loop.register(identity="SEALED")
    found = reporters([silent.pk, fixed.pk, unknown.pk, sealed.pk], loop.at)
    assert list(found) == [sealed.pk]


def test_an_unknown_event_says_only_that_there_is_news():
    assert sms_of("case.unheard_of", "2026000001") == (
        "您反映的 2026000001：有新的进展。",
        "凭编号和查询码可以查看。",
    )
