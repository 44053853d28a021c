"""What is left out of a card is named on it: an approved pause, another office's return; and two yellow cards that took effect make a red."""

from datetime import datetime, timedelta

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.jobs import end_suspensions
from bihuan.domain.cases.models import Return
from bihuan.domain.cases.tests.parts import do, parts_of, with_section
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import AppealGround, CardState, Colour
from bihuan.domain.supervision.models import Card, Incident
from bihuan.domain.supervision.queries.standing import standing_of
from bihuan.domain.supervision.tests.parts import CALENDAR, Supervising
from bihuan.kernel.calendar import CITY_TIME
from bihuan.kernel.calendar.wording import worked
from bihuan.testing.cases import Loop

CLAUSE = "不属于建筑许可科职责。"


def test_an_approved_pause_is_named_and_its_time_was_nobodys(supervising, loop):
    case = with_section(loop)
    due = parts_of(case)[-1].due_at
    friday = (loop.at + timedelta(days=4)).date()
    do(loop, cases.request_suspension, case, "li_qiang", until=friday, reason="等待法院鉴定结论。")
    do(loop, cases.decide_suspension, case, "zhao_min", granted=True, answer="同意。")
    supervising.tick()
    loop.at = datetime.combine(friday + timedelta(days=3), datetime.min.time(), tzinfo=CITY_TIME)
    loop.later(hours=9)
    assert end_suspensions(CALENDAR, loop.at).done == 1
    loop.later(days=30)
    supervising.tick()
    card = Card.objects.get(section=loop.city.housing_permits)
    incident = Incident.objects.get(item__startswith="leg:", office=loop.city.housing_permits)
    assert incident.at == parts_of(case)[-1].due_at > due
    assert incident.paused > 0 and incident.counted == incident.minutes
    assert f"批准暂停 {worked(incident.paused)}，期限已经顺延。" in card.facts.text


def test_the_time_of_another_s_return_is_taken_off_and_named(supervising, loop):
    """The section had it for a day and gave it back, rightly; then the desk let it lapse."""
    case = with_section(loop)
    loop.later(hours=4)
    case = do(loop, cases.return_case, case, "gao_feng", proper=loop.city.streets, clause=CLAUSE)
    do(loop, cases.accept_return, case, "ma_li")
    loop.later(days=30)
    supervising.tick()
    desk = Incident.objects.get(item__startswith="leg:", verb__contains="handle")
    spent = Return.objects.get().charged
    assert spent[0][0] == loop.city.housing_permits.code and desk.lost_others == spent[0][1] > 0
    assert (desk.office, desk.counted) == (loop.city.housing_desk, desk.minutes - desk.lost_others)
    card = Card.objects.get(card_incidents__key=desk.key)
    assert f"其他单位退单占用 {worked(desk.lost_others)}" in card.facts.text
    assert card.lost_minutes == desk.lost_others


def test_two_yellow_cards_in_force_make_a_red_one_that_absorbs_them_and_lifted_they_count_again(city):
    loop = Loop(city, at=datetime(2026, 3, 2, 9, tzinfo=CITY_TIME))
    supervising = Supervising(loop)
    section = loop.city.housing_permits
    yellows = [supervising.card("effective")]
    supervising.lapse()
    supervising.tick()
    second = Card.objects.get(section=section, state=CardState.PROPOSED)
    for step in ("issue", "serve"):
        second = supervising.step(step, second)
    yellows.append(supervising.in_force(second))
    supervising.tick()
    red = Card.objects.get(section=section, colour=Colour.RED)
    assert (red.state, red.ground, red.number_of) == (CardState.PROPOSED, "two_yellows", 2)
    assert standing_of(at=loop.at, section=section.pk).yellow == 2  # a proposal takes nothing away
    for step in ("issue", "serve"):
        red = supervising.step(step, red)
    assert standing_of(at=loop.at, section=section.pk).yellow == 0
    red = supervising.in_force(red)
    standing = standing_of(at=loop.at, section=section.pk)
    assert (standing.yellow, standing.red) == (0, 1)
    assert set(red.absorbed.values_list("pk", flat=True)) == {one.pk for one in yellows}
    grounds = {"ground": AppealGround.WRONG_FACTS, "reasons": "一张黄牌依据不足。"}
    supervising.do(actions.lift_card, red, "han_xue", **grounds)
    standing = standing_of(at=loop.at, section=section.pk)
    assert (standing.yellow, standing.red) == (2, 0)
