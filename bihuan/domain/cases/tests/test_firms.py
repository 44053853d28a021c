"""A firm's needs: who of it sees and does what, and the limits of Hubei."""

from datetime import UTC, datetime, timedelta

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.queries import case_for, cases_visible_to, facts_of
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.cases.queries.sight import may_open_file, seen_of, title_for
from bihuan.domain.cases.rules.identity import is_shared
from bihuan.domain.enterprises.actions import merge_enterprises, register_enterprise
from bihuan.domain.enterprises.queries import actor_of_contact, plan_merge
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import NotAllowed, NotVisible
from bihuan.testing.cases import Loop

CLERK = actions.Outsider(name="叶小敏", phone="13807160002")


@pytest.fixture
def firm_loop(loop: Loop, firms, contacts) -> Loop:
    loop.firms, loop.contacts = firms, contacts
    return loop


def raised(loop: Loop, until="accept", by="hengda_clerk", **reported):
    """A need of 恒达, ready for a verb."""
    said = {"enterprise": loop.firms["hengda"], "reporter": CLERK, "programme": "ENTERPRISE"} | reported
    return loop.until(until, by=loop.contact(by), **said)


def sees(actor, case) -> bool:
    return cases_visible_to(actor).filter(pk=case.pk).exists()


def who_sees(loop: Loop, case) -> list[str]:
    return [name for name in loop.contacts if sees(loop.contact(name), case)]


def test_what_a_contact_raises_openly_is_the_firms(firm_loop):
    assert who_sees(firm_loop, raised(firm_loop)) == ["hengda_owner", "hengda_clerk"]


def test_what_a_contact_seals_is_theirs_alone(firm_loop):
    case = raised(firm_loop, identity="SEALED")
    assert who_sees(firm_loop, case) == ["hengda_clerk"]
    assert seen_of(case, firm_loop.contact("hengda_clerk")).content.startswith("小区外")
    with pytest.raises(NotVisible):
        case_for(firm_loop.contact("hengda_owner"), str(case.number))
    assert not search_cases(firm_loop.contact("hengda_owner"), CaseSearch()).all().exists()


def test_unless_they_choose_otherwise(firm_loop):
    assert who_sees(firm_loop, raised(firm_loop, identity="SEALED", shared=True)) == [
        "hengda_owner",
        "hengda_clerk",
    ]
    assert who_sees(firm_loop, raised(firm_loop, shared=False)) == ["hengda_clerk"]


def test_a_stranger_who_names_the_firm_tells_it_nothing(firm_loop, hengda):
    """An employee may have written it: the firm's code on a report is no proof that the firm reports."""
    case = firm_loop.register(enterprise=hengda)
    assert who_sees(firm_loop, case) == []


def test_a_call_from_a_contacts_telephone_is_the_firms(firm_loop, hengda):
    case = firm_loop.register(enterprise=hengda, reporter=CLERK)
    assert who_sees(firm_loop, case) == ["hengda_owner", "hengda_clerk"]
    sealed = firm_loop.register(enterprise=hengda, reporter=CLERK, identity="SEALED")
    assert who_sees(firm_loop, sealed) == []


def test_sealing_takes_it_from_the_colleagues(firm_loop):
    case = raised(firm_loop)
    actions.seal_case(case=case, by=firm_loop.contact("hengda_clerk"), at=firm_loop.later())
    assert who_sees(firm_loop, case) == ["hengda_clerk"]


def test_what_is_split_off_is_read_by_the_same(firm_loop, zhao_min):
    case = raised(firm_loop, shared=False)
    new = actions.split_case(
        case=case, by=zhao_min, at=firm_loop.later(), title="另一件", content="另一件事。"
    )
    assert who_sees(firm_loop, new) == ["hengda_clerk"]


def test_retaliation_is_said_by_one_and_read_by_one(firm_loop):
    case = raised(firm_loop, until="complete")
    new = actions.report_retaliation(
        case=case, by=firm_loop.contact("hengda_clerk"), at=firm_loop.later(), text="科室说以后别想批。"
    )
    assert who_sees(firm_loop, new) == ["hengda_clerk"]


def test_the_journal_does_not_say_which_contact(firm_loop):
    case = raised(firm_loop, identity="SEALED")
    entry = history(case.subject)[0]
    assert (entry.actor_kind, entry.agent, entry.person_id) == ("contact", "", None)
    assert "contact:" not in entry.text


def test_a_colleague_does_what_the_reporter_may(firm_loop):
    """Rating and saying more is the firm's; taking it back is for whoever raised it, or who speaks for the firm."""
    case = raised(firm_loop)
    said = {"case": case, "at": firm_loop.later()}
    with pytest.raises(NotAllowed):
        actions.withdraw_case(by=firm_loop.contact("xinyuan_owner"), **said)
    actions.add_to_case(by=firm_loop.contact("hengda_owner"), text="补充：已停产两天。", **said)
    by_owner = raised(firm_loop, by="hengda_owner")
    with pytest.raises(NotAllowed, match="另一名联系人"):
        actions.withdraw_case(case=by_owner, by=firm_loop.contact("hengda_clerk"), at=firm_loop.later())
    done = actions.withdraw_case(by=firm_loop.contact("hengda_owner"), **said)
    assert done.state == State.WITHDRAWN


def test_the_firm_rates_and_asks_again(firm_loop):
    case = raised(firm_loop, until="follow_up")
    done = actions.say_not_solved(
        case=case, by=firm_loop.contact("hengda_owner"), at=firm_loop.later(), said="水还是停。"
    )
    assert done.state == State.DISSATISFIED


def test_the_offices_evidence_stays_with_the_offices(firm_loop):
    case = raised(firm_loop, until="strike_off")
    clerk = firm_loop.contact("hengda_clerk")
    assert may_open_file(clerk, case, Attachment(item="reporter"))
    assert not may_open_file(clerk, case, Attachment(item="leg:1"))
    assert title_for(case, words=True) == case.title


def test_cases_follow_when_two_records_of_a_firm_become_one(firm_loop, zhao_min, hengda, city):
    twin = register_enterprise(by=zhao_min, at=firm_loop.at, name="恒达机械", region=city.regions["city"])
    contact = firm_loop.contacts["hengda_clerk"]
    contact.enterprise = twin
    contact.save()
    case = firm_loop.register(by=actor_of_contact(contact), enterprise=twin)
    merge_enterprises(plan=plan_merge(hengda, twin), by=zhao_min, at=firm_loop.later())
    assert who_sees(firm_loop, case) == ["hengda_owner", "hengda_clerk"]


# 2026-11-23 is a Monday; the days between hold no holiday, so working days are Mondays to Fridays.
@pytest.mark.parametrize(
    ("verb", "due"),
    [
        ("accept", datetime(2026, 11, 26, 9, 30, tzinfo=UTC)),  # 3 个工作日: 周四下班
        ("promise", datetime(2026, 12, 14, 9, 30, tzinfo=UTC)),  # 15 个工作日: 三周后的周一下班
    ],
)
def test_hubei_3_and_15_days_run_for_a_firm_from_registration(firm_loop, verb, due):
    for programme in ("ENTERPRISE", "TEN_QUESTIONS"):
        case = raised(firm_loop, programme=programme)
        assert (
            Duty.objects.get(subject_kind="case", subject_id=case.pk, verb=verb, done_at=None).due_at == due
        )


def test_hubei_5_days_for_asking_back_and_a_decision_when_dissatisfied(firm_loop):
    case = raised(firm_loop, until="follow_up")
    asked = Duty.objects.get(subject_kind="case", subject_id=case.pk, verb="follow_up", done_at=None)
    assert str(asked.limit) == "5 wd"
    case = actions.say_not_solved(
        case=case, by=firm_loop.contact("hengda_clerk"), at=firm_loop.later(), said="没有解决。"
    )
    owed = Duty.objects.get(subject_kind="case", subject_id=case.pk, verb="decide", done_at=None)
    assert str(owed.limit) == "2 wd"
    assert owed.due_at - firm_loop.at < timedelta(days=4)


def test_a_need_that_goes_up_takes_its_clock_along(firm_loop, xinyuan, city):
    """提级: from the county to the city; the promise to the firm does not move."""
    case = firm_loop.register(
        by=firm_loop.contact("xinyuan_owner"),
        enterprise=xinyuan,
        programme="ENTERPRISE",
        region=city.regions["county"],
    )
    song_na = firm_loop.actor("song_na")
    promised = Duty.objects.get(subject_kind="case", subject_id=case.pk, verb="promise").due_at
    case = actions.accept_case(case=case, by=song_na, at=firm_loop.later())
    case = actions.raise_level(case=case, by=song_na, at=firm_loop.later(), reason="需要市级协调用电。")
    assert case.level == "CITY"
    duty = Duty.objects.get(subject_kind="case", subject_id=case.pk, verb="promise", done_at=None)
    assert duty.due_at == promised
    assert sees(firm_loop.contact("xinyuan_owner"), case)


@pytest.mark.parametrize(
    ("identity", "speaks", "wanted", "shared"),
    [
        ("NAMED", True, None, True),
        ("NAMED", True, False, False),
        ("NAMED", False, None, False),
        ("NAMED", False, True, False),  # 只是填了代码的人，选了也没用
        ("SEALED", True, None, False),
        ("SEALED", True, True, True),
        ("ANONYMOUS", True, True, False),
    ],
)
def test_what_is_shared(identity, speaks, wanted, shared):
    assert is_shared(identity=identity, speaks_for_firm=speaks, wanted=wanted) is shared


def test_a_contact_is_no_hand_in_any_case(firm_loop):
    case = raised(firm_loop, until="closed")
    assert facts_of(case).hands.get("REGISTERED", frozenset()) == frozenset()
