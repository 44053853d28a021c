"""离任: work belongs to the post, and what stands under one's own name is handed over."""

from datetime import date, timedelta

import pytest

from bihuan.domain.organisations.actions import appoint, delegate, hand_over, leave_post
from bihuan.domain.organisations.models import Delegation
from bihuan.domain.organisations.queries import posts_held
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal import Subject, history
from bihuan.kernel.notes.actions import write_note
from bihuan.kernel.refusals import Malformed, NotAllowed, NotVisible, WrongState
from bihuan.testing.city import MONDAY_MORNING

FRIDAY = date(2026, 11, 27)


def owe(city, who, case=1, verb="handle"):
    return Duty.objects.create(
        subject_kind="case",
        subject_id=case,
        verb=verb,
        holder=f"person:{city.person(who).pk}",
        started_at=MONDAY_MORNING,
        due_at=MONDAY_MORNING + timedelta(days=3),
    )


def leave(city, by, who="li_qiang", **values):
    values = {"to_on": FRIDAY} | values
    return leave_post(person=city.person(who), by=by, at=MONDAY_MORNING, post=city.posts[who], **values)


def test_the_last_day_still_counts(city, xie_min):
    leave(city, xie_min)
    person = city.person("li_qiang")
    assert posts_held(person, on=FRIDAY) and not posts_held(person, on=FRIDAY + timedelta(days=1))


def test_it_is_refused_while_duties_stand_under_the_name(city, xie_min):
    owe(city, "li_qiang")
    with pytest.raises(WrongState) as refused:
        leave(city, xie_min)
    assert refused.value.code == "hand_over_first" and refused.value.details == {"owed": 1}
    assert posts_held(city.person("li_qiang"), on=FRIDAY + timedelta(days=1))


def test_handing_over_moves_the_duties_and_not_their_clocks(city, xie_min):
    duty = owe(city, "li_qiang")
    leave(city, xie_min, hand_over_to=city.person("gao_feng"))
    due = duty.due_at
    duty.refresh_from_db()
    assert duty.holder == f"person:{city.person('gao_feng').pk}" and duty.due_at == due
    said = history(Subject("person", city.person("li_qiang").pk))[-1].data
    assert (said["handed_over"], said["subjects"]) == (1, ["case:1"])


def test_what_was_put_to_them_is_put_to_the_heir(city, xie_min):
    owe(city, "li_qiang")
    reason = write_note(subject=Subject("case", 1), text="请批准。", at=MONDAY_MORNING)
    asked = Approval.objects.create(
        kind="test",
        subject_kind="case",
        subject_id=1,
        holder=f"person:{city.person('li_qiang').pk}",
        reason=reason,
        asked_by=city.person("ma_li"),
        asked_at=MONDAY_MORNING,
    )
    leave(city, xie_min, hand_over_to=city.person("gao_feng"))
    asked.refresh_from_db()
    assert asked.holder == f"person:{city.person('gao_feng').pk}"


def test_what_the_heir_owes_already_is_owed_once(city, xie_min):
    mine, theirs = owe(city, "li_qiang"), owe(city, "gao_feng")
    leave(city, xie_min, hand_over_to=city.person("gao_feng"))
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert mine.dropped and theirs.is_open


def test_work_of_the_section_stays_with_the_section(city, xie_min):
    Duty.objects.create(
        subject_kind="case",
        subject_id=1,
        verb="handle",
        holder=city.housing_permits.key,
        started_at=MONDAY_MORNING,
    )
    leave(city, xie_min)
    assert Duty.objects.get().holder == city.housing_permits.key


def test_an_heir_without_a_post_is_refused(city, xie_min):
    owe(city, "li_qiang")
    leave(city, xie_min, who="gao_feng", to_on=date(2026, 11, 22))
    with pytest.raises(WrongState) as refused:
        leave(city, xie_min, hand_over_to=city.person("gao_feng"))
    assert refused.value.code == "heir_has_no_post"


def test_nobody_hands_over_to_themselves(city, xie_min):
    owe(city, "li_qiang")
    with pytest.raises(Malformed):
        leave(city, xie_min, hand_over_to=city.person("li_qiang"))


def test_work_is_kept_only_inside_the_unit(city, xie_min):
    duty = owe(city, "li_qiang")
    with pytest.raises(WrongState) as refused:
        leave(city, xie_min, keeps_work=True)
    assert refused.value.code == "leaves_the_unit"
    appoint(
        person=city.person("li_qiang"),
        by=xie_min,
        at=MONDAY_MORNING,
        post=city.posts["wang_fang"],
        from_on=date(2026, 11, 1),
    )
    leave(city, xie_min, keeps_work=True)
    duty.refresh_from_db()
    assert duty.holder == f"person:{city.person('li_qiang').pk}"


def test_delegations_end_with_the_tenure(city, xie_min, ma_li):
    delegate(
        person=city.person("ma_li"),
        by=ma_li,
        at=MONDAY_MORNING,
        post=city.posts["ma_li"],
        deputy=city.person("li_qiang"),
        from_at=MONDAY_MORNING,
        to_at=MONDAY_MORNING + timedelta(days=30),
    )
    leave(city, xie_min, who="ma_li")
    assert Delegation.objects.get().to_at.isoformat() == "2026-11-27T16:00:00+00:00"  # midnight in the city


def test_a_post_that_is_not_held_cannot_be_left(city, xie_min):
    with pytest.raises(NotVisible):
        leave_post(
            person=city.person("sun"),
            by=xie_min,
            at=MONDAY_MORNING,
            post=city.posts["li_qiang"],
            to_on=FRIDAY,
        )


@pytest.mark.parametrize(
    ("who", "allowed"), [("li_qiang", True), ("ma_li", True), ("director_chen", True), ("xu_hui", False)]
)
def test_handing_over_without_leaving_is_for_the_person_and_their_unit(city, who, allowed):
    duty = owe(city, "li_qiang")
    give = {"person": city.person("li_qiang"), "at": MONDAY_MORNING, "hand_over_to": city.person("gao_feng")}
    if not allowed:
        with pytest.raises(NotAllowed):
            hand_over(by=city.actor(who), **give)
        return
    assert hand_over(by=city.actor(who), **give) == 1
    duty.refresh_from_db()
    assert duty.holder == f"person:{city.person('gao_feng').pk}"
