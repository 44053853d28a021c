"""Tracking: plain words, only for whoever holds the receipt, never 已办结 before the reporter was asked."""

import re

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case, RelayMessage
from bihuan.domain.cases.queries import facts_of
from bihuan.faces.portal.acting import PORTAL_VERBS, WAYS
from bihuan.faces.portal.wording import STEP_WORDS
from bihuan.kernel.access import Actor
from bihuan.kernel.submissions import receipt_secret

pytestmark = pytest.mark.django_db(transaction=True)
STAFF = ("李强", "赵敏", "马丽", "高峰", "郑凯")


def test_a_wrong_secret_says_no_more_than_a_wrong_number(visitor, loop):
    case = loop.register()
    one = visitor.client.post("/track/", {"number": case.number, "secret": "00000-00000"})
    other = visitor.client.post("/track/", {"number": "2026999999", "secret": "00000-00000"})
    assert one.status_code == other.status_code == 422
    sentence = "编号或查询码不对"
    assert sentence in one.content.decode()
    assert sentence in other.content.decode()


def test_nobody_guesses(visitor, loop):
    case = loop.register()
    tries = [visitor.client.post("/track/", {"number": case.number, "secret": f"{n:010d}"}) for n in range(6)]
    assert [t.status_code for t in tries] == [422] * 5 + [429]
    assert visitor.open(case).status_code == 429, "not even the right one, for a quarter of an hour"


def test_the_secret_is_in_no_address(visitor, loop):
    case = loop.register()
    answer = visitor.open(case)
    assert answer["Location"] == f"/track/{case.number}/"
    assert receipt_secret(case.number) not in visitor.see(case)


def test_spaces_and_full_width_digits_are_understood(visitor, loop):
    case = loop.register()
    sent = {
        "number": f" {case.number[:4]} {case.number[4:]}",
        "secret": receipt_secret(case.number).replace("-", " "),
    }
    assert visitor.client.post("/track/", sent).status_code == 302


@pytest.mark.parametrize("verb", ["accept", "dispatch", "acknowledge", "complete", "strike_off", "follow_up"])
def test_it_never_says_done_before_the_reporter_was_asked(visitor, loop, verb):
    case = loop.until(verb)
    visitor.clock.stand_at(loop.at)
    visitor.open(case)
    page = visitor.see(case)
    assert "已办结" not in page
    assert "已经结案" not in page
    assert not any(name in page for name in STAFF)


def test_it_says_who_has_it_and_by_when(visitor, loop):
    case = loop.until("contact")
    visitor.clock.stand_at(loop.at)
    visitor.open(case)
    page = visitor.see(case)
    assert "市住房和城乡建设局正在办理" in page
    assert re.search(r"答应您.+前办好并答复", page)
    assert "派给了市住房和城乡建设局" in page


def test_the_answer_is_shown_once_it_was_checked(visitor, loop):
    case = loop.until("strike_off")
    visitor.clock.stand_at(loop.at)
    visitor.open(case)
    assert "围挡已后移三米" not in visitor.see(case)
    case = loop.step("strike_off", case)
    assert "围挡已后移三米" in visitor.see(case)
    assert "说说是否满意" in visitor.see(case)


def test_rating_closes_it(visitor, loop):
    case = loop.until("follow_up")
    visitor.clock.stand_at(loop.later())
    visitor.open(case)
    page = visitor.client.get(f"/track/{case.number}/rate/").content.decode()
    answer = visitor.client.post(
        f"/track/{case.number}/rate/",
        {
            "submission_key": "r" * 32,
            "seen": _seen(page),
            "satisfaction": "SATISFIED",
            "solved": "yes",
            "contact_confirmed": "yes",
        },
        follow=True,
    )
    assert "谢谢，您的评价已经记下" in answer.content.decode()
    assert Case.objects.get().state == State.CLOSED


def test_not_solved_once_per_round(visitor, loop):
    case = loop.until("closed")
    visitor.clock.stand_at(loop.later())
    visitor.open(case)
    address = f"/track/{case.number}/say-not-solved/"
    sent = {"submission_key": "n" * 32, "seen": "", "said": "灯又不亮了"}
    assert visitor.client.post(address, sent).status_code == 302
    assert Case.objects.get().state == State.DISSATISFIED
    again = visitor.client.post(address, sent | {"submission_key": "m" * 32})
    assert again.status_code == 409
    assert "灯又不亮了" in again.content.decode()


def test_the_relay_is_read_and_answered(visitor, loop):
    case = loop.until("contact")
    actions.relay_message(case=case, by=loop.actor("li_qiang"), at=loop.later(), text="请问是哪一栋？")
    visitor.clock.stand_at(loop.at)
    visitor.open(case)
    assert "请问是哪一栋" in visitor.see(case)
    sent = {"submission_key": "a" * 32, "seen": "", "text": "三栋东边"}
    visitor.client.post(f"/track/{case.number}/add/", sent)
    assert RelayMessage.objects.filter(from_reporter=True).count() == 1
    assert "三栋东边" in visitor.see(case)


def test_a_verb_that_is_not_theirs_is_refused(visitor, loop):
    case = loop.register()
    visitor.open(case)
    answer = visitor.client.post(f"/track/{case.number}/accept/", {"submission_key": "x" * 32, "seen": ""})
    assert answer.status_code in (403, 422)
    assert Case.objects.get().state == State.REGISTERED


def test_a_split_case_is_under_the_same_receipt(visitor, loop):
    case = loop.register()
    new = actions.split_case(
        case=case, by=loop.actor("zhao_min"), at=loop.later(), title="路灯不亮", content="路灯也不亮。"
    )
    visitor.clock.stand_at(loop.at)
    visitor.open(case)
    assert new.number in visitor.see(case)
    assert "正在判断该由谁来办" in visitor.see(new)


def test_a_merged_case_shows_the_lead_without_its_people(visitor, loop):
    lead = loop.register(
        content="老李头家门口的坑，电话 13911112222。",
        reporter=actions.Outsider(name="老李头", phone="13911112222"),
    )
    case = loop.register()
    actions.merge_case(case=case, by=loop.actor("zhao_min"), at=loop.later(), lead=lead)
    for step in ("accept", "dispatch", "acknowledge"):
        lead = loop.step(step, lead)
    visitor.clock.stand_at(loop.later())
    visitor.open(case)
    page = visitor.see(case)
    assert "与另一件相同的诉求一起办理" in page
    assert "市住房和城乡建设局正在办理" in page
    assert "老李头" not in page
    assert "13911112222" not in page
    assert lead.number not in page
    assert visitor.client.get(f"/track/{lead.number}/").status_code == 302


def test_leaving_closes_every_receipt(visitor, loop):
    case = loop.register()
    visitor.open(case)
    visitor.client.post("/track/leave/")
    assert visitor.client.get(f"/track/{case.number}/").status_code == 302


def test_every_verb_of_a_receipt_has_plain_words(loop):
    """A new receipt verb shows up by itself; it should speak the portal's language before it is released."""
    found = set()
    case = loop.register()
    for step in loop.STEPS[1:]:
        actor = Actor.receipt(f"case:{case.pk}")
        found |= {
            v.code for v, refusal in PORTAL_VERBS.answers(facts_of(case, actor), actor) if refusal is None
        }
        case = loop.step(step, case) if step != "closed" else case
    assert found <= set(WAYS)


def test_steps_name_known_events_only():
    from bihuan.domain.cases.events import EVENTS

    assert set(STEP_WORDS) <= {event.code for event in EVENTS}


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    return found.group(1) if found else ""
