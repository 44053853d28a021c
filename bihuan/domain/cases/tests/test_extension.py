"""申请延期, 延期审批."""

from datetime import timedelta

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.rules.extending import extension_fits
from bihuan.domain.cases.tests.parts import (
    do,
    owed,
    parts_of,
    promise,
    with_co_handler,
    with_section,
)
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals import approvals_of, kind_of
from bihuan.kernel.approvals.jobs import expire_approvals
from bihuan.kernel.calendar import Limit, city_calendar
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import history
from bihuan.kernel.notices.models import Notice
from bihuan.testing.city import MONDAY_MORNING, seat
from bihuan.testing.refusals import refused

REASON = "需等待检测报告。"


@pytest.fixture
def colleague(city):
    """赵敏's colleague, who can decide what she asked."""
    seat(username="feng", name="冯雷", office=city.office, title="派单员", roles=["OFFICE"])


def ask(loop, case, who="li_qiang", limit="5 wd"):
    return do(loop, actions.request_extension, case, who, limit=Limit.parse(limit), reason=REASON)


def grant(loop, case, who="zhao_min", granted=True):
    return do(loop, actions.decide_extension, case, who, granted=granted, answer="情况属实。")


def test_a_yes_moves_the_part_and_its_desk_by_what_was_asked(loop):
    case = ask(loop, with_section(loop))
    due = parts_of(case)[-1].due_at
    case = grant(loop, case)
    desk, section = parts_of(case)
    assert section.due_at == desk.due_at == city_calendar().due(due, Limit(5, "wd")).at
    assert {owed(case)["handle", leg.office.key] for leg in (desk, section)} == {section.due_at}


def test_the_promise_moves_only_as_far_as_the_part_outgrows_it(loop):
    case = ask(loop, with_section(loop))
    date = promise(case)
    case = grant(loop, case)
    assert parts_of(case)[-1].due_at < date
    assert promise(case) == date


def test_a_part_that_outgrows_the_promise_takes_it_along_and_the_reporter_is_told(loop):
    case = with_section(loop)
    do(loop, actions.reclassify_case, case, "zhao_min", difficulty="B")
    case.legs.update(limit="15 wd")
    date = promise(case)
    case = grant(loop, ask(loop, case, limit="15 wd"))
    assert promise(case) == parts_of(case)[-1].due_at > date
    told = Notice.objects.get(recipient=f"reporter:{case.pk}", entry__event="case.decide_extension")
    assert "延长" in told.body


def test_a_no_moves_nothing(loop):
    case = ask(loop, with_section(loop))
    due, date = parts_of(case)[-1].due_at, promise(case)
    case = grant(loop, case, granted=False)
    assert (parts_of(case)[-1].due_at, promise(case)) == (due, date)
    assert history(case.subject)[-1].data["granted"] is False
    assert not Notice.objects.filter(
        recipient=f"reporter:{case.pk}", entry__event="case.decide_extension"
    ).exists()


def test_unanswered_it_expires_as_refused(loop):
    case = ask(loop, with_section(loop))
    due = parts_of(case)[-1].due_at
    expire_approvals(Actor.calendar("approvals.expire"), loop.later(days=3))
    assert history(case.subject)[-1].event == "case.expire_extension"
    assert parts_of(case)[-1].due_at == due
    assert ("decide_extension", loop.city.city.key) not in owed(case)


def test_it_is_answered_from_the_queue_of_all_approvals_too(loop):
    case = ask(loop, with_section(loop))
    office = loop.actor("zhao_min")
    asked = approvals_of(office).get()
    assert kind_of("extension").asks(asked.payload) == f"{case.number} 申请延期5个工作日"
    kind_of("extension").decide(approval=asked, by=office, at=loop.later(), granted=True, answer="同意。")
    assert history(case.subject)[-1].event == "case.decide_extension"


def test_once_per_part(loop):
    case = grant(loop, ask(loop, with_section(loop)))
    with refused("extended_already"):
        ask(loop, case)


def test_one_request_at_a_time(loop):
    case = ask(loop, with_section(loop))
    with refused("asked_already"):
        ask(loop, case)


def test_not_after_expiry(loop):
    case = with_section(loop)
    loop.at = parts_of(case)[-1].due_at
    with refused("expired"):
        ask(loop, case)


def test_at_most_the_original_limit(loop):
    with refused("too_long"):
        ask(loop, with_section(loop), limit="6 wd")


def test_a_co_handler_has_nothing_to_extend(loop):
    with refused("lead_only"):
        ask(loop, with_co_handler(loop), who="xu_hui")


def test_the_unit_does_not_decide_its_own(loop):
    with refused("not_your_office"):
        grant(loop, ask(loop, with_section(loop)), who="ma_li")


def test_nobody_decides_what_they_asked(loop, city):
    """One person in two posts: handler in the morning, dispatcher in the afternoon."""
    from bihuan.domain.organisations.models import Tenure

    Tenure.objects.create(
        post=city.posts["zhao_min"], person=city.person("li_qiang"), from_on=MONDAY_MORNING.date()
    )
    case = ask(loop, with_section(loop))
    from bihuan.domain.organisations.queries import actor_for

    both = actor_for(city.person("li_qiang"), city.posts["zhao_min"], "workbench", at=loop.at)
    with refused("approval_own_request"):
        actions.decide_extension(case=case, by=both, at=loop.later(), granted=True)


def test_a_part_that_was_recalled_meanwhile_gets_no_extension(loop):
    case = ask(loop, with_section(loop))
    case = do(
        loop, actions.recall_case, case, "ma_li", office=loop.city.housing_permits, reason="改由办公室办。"
    )
    with refused("part_ended"):
        grant(loop, case)
    grant(loop, case, granted=False)


def test_a_yes_the_minute_before_expiry_counts_and_lateness_is_measured_from_the_new_moment(loop):
    case = with_section(loop)
    loop.at = parts_of(case)[-1].due_at - timedelta(minutes=50)
    case = grant(loop, ask(loop, case))
    section = parts_of(case)[-1]
    loop.at = section.due_at - timedelta(minutes=90)
    case = do(loop, actions.complete_case, case, "li_qiang", outcome="SOLVED", reply="已整改完毕。")
    do(loop, actions.endorse_case, case, "gao_feng")
    assert parts_of(case)[-1].late_minutes == 0
    assert not Duty.objects.filter(subject_id=case.pk, verb="promise", late_minutes__gt=0).exists()


@pytest.mark.parametrize(
    ("asked", "original", "fits"),
    [("5 wd", "5 wd", True), ("6 wd", "5 wd", False), ("1 wd", "1 mo", True), ("24 h", "24 h", True)],
)
def test_the_measure_is_the_calendar(asked, original, fits, shipped):
    verdict = extension_fits(
        shipped,
        at=MONDAY_MORNING,
        due=MONDAY_MORNING + timedelta(days=2),
        asked=Limit.parse(asked),
        original=Limit.parse(original),
    )
    assert (verdict is None) is fits
