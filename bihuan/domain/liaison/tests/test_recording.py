"""登记走访 from the phone: the visit that was planned about now, else a new one; moved."""

from datetime import date, timedelta

import icalendar
import pytest

from bihuan.domain.cases.models import Case
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import VisitKind, VisitState
from bihuan.domain.liaison.feed import visit_feed
from bihuan.domain.liaison.models import Need, Promise, Visit
from bihuan.domain.liaison.queries import own_visits
from bihuan.kernel.calendar import city_calendar, day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.refusals import Malformed
from bihuan.testing.refusals import refused


def contact(keeping, who="zhou_jie", **inputs):
    inputs.setdefault("kind", VisitKind.VISIT)
    inputs.setdefault("summary", "看了车间。")
    return keeping.do(actions.record_contact, who, enterprise=keeping.firm, **inputs)


class TestFromThePhone:
    def test_the_visit_that_was_planned_about_now_is_the_one_recorded(self, keeping):
        keeping.pair()
        planned = keeping.planned()
        assert contact(keeping).pk == planned.pk
        assert Visit.objects.get().state == VisitState.DONE

    def test_a_call_instead_of_the_visit_is_written_down_as_a_call(self, keeping):
        keeping.pair()
        keeping.planned()
        assert contact(keeping, kind=VisitKind.CALL).kind == VisitKind.CALL

    def test_one_that_is_weeks_away_or_another_persons_is_left_alone(self, keeping):
        keeping.pair()
        later = keeping.planned(planned_for=keeping.loop.at + timedelta(days=20))
        other = keeping.planned("tang_yue")
        done = contact(keeping)
        assert done.pk not in (later.pk, other.pk) and done.number
        assert set(Visit.objects.exclude(pk=done.pk).values_list("state", flat=True)) == {VisitState.PLANNED}

    def test_what_has_happened_is_written_down_whatever_the_cap_says(self, keeping):
        keeping.pair()
        for _ in range(3):
            contact(keeping, "tang_yue")
        with refused("visits_enough"):
            keeping.planned()
        assert contact(keeping).state == VisitState.DONE

    def test_an_inspection_that_is_planned_is_not_taken_for_the_visit(self, keeping):
        inspection = keeping.planned("tang_yue", kind=VisitKind.INSPECTION)
        assert contact(keeping, "tang_yue").pk != inspection.pk

    def test_the_phones_time_is_a_claim_and_the_clock_starts_on_receipt(self, keeping):
        keeping.pair()
        yesterday = keeping.loop.at - timedelta(days=1)
        done = contact(keeping, occurred_at=yesterday, needs=[actions.Raised("HIRING", "缺二十名焊工。")])
        assert (done.occurred_at, done.done_at) == (yesterday, keeping.loop.at)
        assert Case.objects.get().registered_at == keeping.loop.at

    @pytest.mark.parametrize(
        "wrong",
        [
            {"needs": [actions.Raised("NONE", "缺资金。")]},
            {"needs": [actions.Raised("CASH_FLOW", "缺资金。"), actions.Raised("HIRING", " ")]},
            {
                "needs": [actions.Raised("CASH_FLOW", "缺资金。")],
                "promises": [actions.Promised("送", date(2020, 1, 1))],
            },
            {"answers": {"NONE": ("是", "")}},
        ],
    )
    def test_all_or_nothing(self, keeping, wrong):
        keeping.pair()
        with pytest.raises(Malformed):
            contact(keeping, **wrong)
        assert not (Visit.objects.exists() or Need.objects.exists() or Promise.objects.exists())


class TestMoved:
    def test_a_firm_that_had_been_told_is_told_again_and_the_duty_moves_along(self, keeping):
        keeping.pair()
        visit = keeping.announced()
        before = Notice.objects.filter(recipient=f"enterprise:{keeping.firm.pk}").count()
        moved = keeping.loop.at + timedelta(days=4)
        visit = keeping.do(actions.reschedule_visit, "zhou_jie", visit=visit, planned_for=moved)
        assert (visit.planned_for, visit.state) == (moved, VisitState.ANNOUNCED)
        assert Notice.objects.filter(recipient=f"enterprise:{keeping.firm.pk}").count() == before + 1
        duty = Duty.objects.get(subject_kind="visit", subject_id=visit.pk, verb="record", done_at=None)
        assert duty.due_at == city_calendar().close_of(day_of(moved))

    def test_it_is_counted_once_in_the_month_to_which_it_moves(self, keeping):
        keeping.pair()
        first, _ = keeping.planned(), keeping.planned("tang_yue")
        moved = keeping.loop.at + timedelta(days=3)
        assert keeping.do(actions.reschedule_visit, "zhou_jie", visit=first, planned_for=moved)
        next_month = keeping.loop.at + timedelta(days=31)
        for who in ("tang_yue", "li_qiang"):
            keeping.planned(who, planned_for=next_month)
        with refused("visits_enough"):
            keeping.do(actions.reschedule_visit, "zhou_jie", visit=first, planned_for=next_month)

    @pytest.mark.parametrize(
        ("who", "code"), [("zhao_min", "not_your_visit"), ("tang_yue", "not_your_visit")]
    )
    def test_only_whoever_leads_it_moves_it(self, keeping, who, code):
        visit = keeping.planned()
        with refused(code):
            keeping.do(
                actions.reschedule_visit, who, visit=visit, planned_for=keeping.loop.at + timedelta(days=3)
            )

    def test_not_into_the_past_and_not_after_it_took_place(self, keeping):
        visit = keeping.planned()
        with refused("past_day"):
            keeping.do(
                actions.reschedule_visit,
                "zhou_jie",
                visit=visit,
                planned_for=keeping.loop.at - timedelta(days=1),
            )
        visit = keeping.do(actions.record_visit, "zhou_jie", visit=visit, summary="去过了。")
        with refused("wrong_state"):
            keeping.do(
                actions.reschedule_visit,
                "zhou_jie",
                visit=visit,
                planned_for=keeping.loop.at + timedelta(days=1),
            )


def test_visits_are_a_calendar_with_the_firm_and_nothing_that_was_said(keeping):
    keeping.pair()
    told, quiet = keeping.announced(), keeping.planned()
    keeping.do(actions.decline_visit, "firm", visit=told, words="这周在赶货。")
    joined = keeping.planned("tang_yue", planned_for=keeping.loop.at + timedelta(days=40), purpose="内部事由")
    keeping.do(actions.join_visit, "zhou_jie", visit=joined)
    rows = own_visits(keeping.by("zhou_jie"), since=day_of(keeping.loop.at))
    feed = icalendar.Calendar.from_ical(visit_feed(rows, name="走访企业", at=keeping.loop.at))
    said = {str(event["uid"]): event for event in feed.walk("VEVENT")}
    assert {uid: str(event["status"]) for uid, event in said.items()} == {
        f"visit-{told.pk}@bihuan": "CANCELLED",
        f"visit-{quiet.pk}@bihuan": "TENTATIVE",
        f"visit-{joined.pk}@bihuan": "TENTATIVE",
    }
    event = said[f"visit-{quiet.pk}@bihuan"]
    assert str(event["summary"]) == f"走访：{keeping.firm.name}" and event["dtstart"].dt == quiet.planned_for
    text = feed.to_ical().decode()
    assert "赶货" not in text and "内部事由" not in text
    assert not own_visits(keeping.by("fan_lei"), since=day_of(keeping.loop.at)).exists()
