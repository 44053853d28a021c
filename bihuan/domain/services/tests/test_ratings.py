"""好差评: once, never by the rated, bad ones become sealed cases that do not reach the rated, small numbers are not published."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.choices import Identity, State
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries import facts_of
from bihuan.domain.cases.queries.gate import cases_visible_to
from bihuan.domain.services import actions
from bihuan.domain.services.choices import Found, RatingLevel, RatingState, RatingVia
from bihuan.domain.services.jobs import close_ratings, invite_ratings
from bihuan.domain.services.models import Handling, Rating
from bihuan.domain.services.queries.rating import (
    finished_month,
    handling_for,
    handlings_visible_to,
    rating_for,
    ratings_visible_to,
    tallies,
)
from bihuan.domain.services.rules.ratings import hidden_rows
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.queries import open_duties
from bihuan.kernel.figures import Period
from bihuan.kernel.journal import history
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.refusals import NotAllowed, NotVisible, WrongState
from bihuan.testing.cases import Loop
from bihuan.testing.city import CAST, MONDAY_MORNING

PHONE = "13812345678"
pytestmark = pytest.mark.django_db


@pytest.fixture
def handling(city, item):
    return actions.record_handling(
        by=city.actor("wang_fang"),
        at=MONDAY_MORNING,
        item=item,
        office=city.housing_window,
        applicant="张三",
        phone=PHONE,
    )


def holder(handling):
    return Actor.receipt(f"handling:{handling.pk}")


def rate(handling, level=RatingLevel.VERY_BAD, said="态度生硬，来回跑了三趟。", **given):
    given.setdefault("by", holder(handling))
    given.setdefault("at", MONDAY_MORNING + timedelta(hours=1))
    return actions.rate_handling(handling=handling, level=level, said=said, **given)


def test_a_good_rating_is_just_kept(handling):
    rating = rate(handling, RatingLevel.GOOD, "")
    assert (rating.state, rating.case, rating.via) == (RatingState.GIVEN, None, RatingVia.LINK)
    assert rating.ended_at == rating.at  # nothing follows: its words are forgotten in their time


def test_once_per_handling(handling):
    rate(handling, RatingLevel.GOOD)
    with pytest.raises(WrongState, match="只评一次"):
        rate(handling, RatingLevel.VERY_BAD)
    assert Rating.objects.count() == 1


def test_not_after_the_time_for_rating(handling):
    with pytest.raises(WrongState, match="30 天"):
        rate(handling, at=MONDAY_MORNING + timedelta(days=31))


def test_another_link_opens_nothing(handling):
    with pytest.raises(NotVisible):
        rate(handling, by=Actor.receipt("handling:999"))
    with pytest.raises(NotVisible):
        rate(handling, by=Actor.receipt(f"case:{handling.pk}"))


@pytest.mark.parametrize("who", ["wang_fang", "ma_li", "director_chen", "li_qiang", "zhao_min", "xu_hui"])
def test_neither_the_rated_nor_their_unit_nor_just_anybody_rates(city, handling, who):
    with pytest.raises(NotAllowed):
        rate(handling, by=city.actor(who))


def test_by_telephone_somebody_outside_writes_it_down(city, handling):
    assert rate(handling, RatingLevel.FAIR, by=city.actor("liu_yang")).via == RatingVia.PHONE


def test_a_bad_one_is_a_sealed_case_about_the_window(city, handling):
    case = rate(handling).case
    assert case.programme == "RATING" and case.identity == Identity.SEALED and case.about_conduct
    assert case.respondent == city.housing_window and case.respondent_person == city.person("wang_fang")
    assert "张三" not in case.title


def test_without_a_number_it_is_anonymous_and_does_not_name_the_handling(city, item):
    handling = actions.record_handling(
        by=city.actor("wang_fang"), at=MONDAY_MORNING, item=item, office=city.housing_window
    )
    case = rate(handling).case
    assert case.identity == Identity.ANONYMOUS and handling.number not in case.content.text


def test_it_never_lands_at_the_rated_window(city, handling, clock):
    loop = Loop(city, at=MONDAY_MORNING + timedelta(hours=2))
    case = rate(handling).case
    case = loop.step("accept", case)
    from bihuan.domain.cases import actions as case_actions

    case = case_actions.restate_case(
        case=case,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        title="窗口态度问题",
        restatement="有人反映窗口服务态度。",
    )
    case = loop.step("acknowledge", loop.step("dispatch", case))
    with pytest.raises(NotAllowed, match="被反映"):
        case_actions.subdispatch_case(
            case=case, by=loop.actor("ma_li"), at=loop.later(), office=city.housing_window
        )
    assert not cases_visible_to(city.actor("wang_fang")).filter(pk=case.pk).exists()
    assert facts_of(case, city.actor("wang_fang")).about_conduct


@pytest.mark.parametrize("who", sorted(set(CAST) - {"zhao_min", "zheng_kai", "wu_tong", "han_xue"}))
def test_nobody_else_sees_a_rating(city, handling, who):
    rating = rate(handling)
    assert not ratings_visible_to(city.actor(who)).exists()
    with pytest.raises(NotVisible):
        rating_for(city.actor(who), rating.number)


def test_the_window_sees_its_handlings_and_nothing_of_ratings(city, handling):
    seen = handling_for(city.actor("wang_fang"), handling.number)
    before = [entry.event for entry in history(seen.subject)]
    rate(handling)
    assert [entry.event for entry in history(seen.subject)] == before
    assert handlings_visible_to(city.actor("xu_hui")).count() == 0
    version = Handling.objects.get(pk=handling.pk).version
    assert version == handling.version


def test_the_journal_does_not_join_a_rating_to_its_handling(handling):
    rating = rate(handling)
    texts = Entry.objects.filter(subject_kind="rating").values_list("text", flat=True)
    assert texts and all("handling" not in text and PHONE not in text for text in texts)
    entry = Entry.objects.get(subject_kind="rating", subject_id=rating.pk)
    assert entry.person_id is None and entry.actor_kind == "public"


def test_verified_by_the_office_and_closed_with_its_case(city, handling):
    rating = actions.verify_rating(
        rating=rate(handling),
        by=city.actor("zhao_min"),
        at=MONDAY_MORNING + timedelta(hours=3),
        found=Found.TRUE,
        finding="监控和叫号记录相符。",
    )
    assert rating.state == RatingState.VERIFIED
    ended_case(rating)
    at = MONDAY_MORNING + timedelta(days=5)
    assert close_ratings(Actor.calendar("t"), at).done == 1
    assert close_ratings(Actor.calendar("t"), at).done == 0
    rating.refresh_from_db()
    assert rating.state == RatingState.CLOSED


def ended_case(rating):
    ended = {"state": State.CLOSED, "ended_at": MONDAY_MORNING + timedelta(days=4)}
    Case.objects.filter(pk=rating.case_id).update(**ended)


def test_one_that_nobody_has_verified_stays_owed_when_its_case_ends(city, handling):
    rating = rate(handling)
    ended_case(rating)
    at = MONDAY_MORNING + timedelta(days=5)
    assert close_ratings(Actor.calendar("t"), at).done == 0
    assert open_duties(rating.subject).get().verb == "verify"
    actions.verify_rating(
        rating=rating, by=city.actor("zhao_min"), at=at, found=Found.TRUE, finding="监控相符。"
    )
    assert close_ratings(Actor.calendar("t"), at).done == 1


def test_a_doubt_is_decided_although_the_case_has_ended(city, handling):
    at = MONDAY_MORNING + timedelta(days=5)
    rating = actions.doubt_rating(rating=rate(handling), by=city.actor("zhao_min"), at=at, doubt="疑似。")
    ended_case(rating)
    assert close_ratings(Actor.calendar("t"), at).done == 0
    rating = actions.decide_malice(
        rating=rating, by=city.actor("han_xue"), at=at, malicious=True, finding="是恶意。"
    )
    assert rating.state == RatingState.MALICIOUS


def test_malice_is_decided_by_another_and_then_counts_in_no_rate(city, handling):
    at = MONDAY_MORNING + timedelta(hours=3)
    rating = actions.doubt_rating(
        rating=rate(handling), by=city.actor("zhao_min"), at=at, doubt="同一人一天评了二十个窗口。"
    )
    with pytest.raises(NotAllowed, match="不能自己复核"):
        actions.decide_malice(
            rating=rating, by=city.actor("zhao_min"), at=at, malicious=True, finding="是恶意。"
        )
    rating = actions.decide_malice(
        rating=rating, by=city.actor("zheng_kai"), at=at, malicious=True, finding="是恶意。"
    )
    assert rating.state == RatingState.MALICIOUS
    assert tallies(Period.month(2026, 11), at) == []


def test_an_honest_bad_rating_comes_back_from_review(city, handling):
    at = MONDAY_MORNING + timedelta(hours=3)
    rating = actions.doubt_rating(rating=rate(handling), by=city.actor("zhao_min"), at=at, doubt="疑似。")
    rating = actions.decide_malice(
        rating=rating, by=city.actor("han_xue"), at=at, malicious=False, finding="正常评价。"
    )
    assert rating.state == RatingState.TO_VERIFY


def test_invited_once_after_three_days(handling):
    by = Actor.calendar("t")
    assert invite_ratings(by, MONDAY_MORNING + timedelta(days=2)).done == 0
    assert invite_ratings(by, MONDAY_MORNING + timedelta(days=3)).done == 1
    assert invite_ratings(by, MONDAY_MORNING + timedelta(days=4)).done == 0
    notice = Notice.objects.get(recipient=f"applicant:{handling.pk}")
    assert handling.number in notice.body and PHONE not in notice.body


def test_who_has_rated_gets_no_message_and_the_handling_does_not_tell_it(city, item, handling):
    other = actions.record_handling(
        by=city.actor("wang_fang"), at=MONDAY_MORNING, item=item, office=city.housing_window, phone=PHONE
    )
    rate(handling, RatingLevel.GOOD)
    assert invite_ratings(Actor.calendar("t"), MONDAY_MORNING + timedelta(days=3)).done == 2
    assert [notice.recipient for notice in Notice.objects.filter(title__startswith="请您评价")] == [
        f"applicant:{other.pk}"
    ]
    chains = [
        [(entry.event, entry.seq, entry.data) for entry in history(one.subject)][1:]
        for one in (handling, other)
    ]
    assert chains[0] == chains[1] != []


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({1: 30, 2: 25}, set()),
        ({1: 30, 2: 4, 3: 6}, {2, 3}),
        ({1: 30, 2: 4}, {1, 2}),  # the total would tell
        ({1: 30, 2: 20, 3: 9}, {2, 3}),
        ({1: 30, 2: 20, 3: 2, 4: 3}, {2, 3, 4}),  # five together are still too few
        ({1: 3}, {1}),
        ({1: 30, 2: 0}, set()),
    ],
)
def test_small_numbers_are_hidden_so_that_a_total_does_not_tell_them(counts, hidden):
    assert hidden_rows(counts, 10) == hidden


def test_a_count_that_ticks_is_not_shown():
    assert finished_month(MONDAY_MORNING.date()) == Period.month(2026, 10)


def test_a_neighbours_number_is_taken_once(city, item):
    given = {"item": item, "office": city.housing_window, "source": "hall", "external_id": "A1"}
    actions.record_handling(by=city.actor("wang_fang"), at=MONDAY_MORNING, **given)
    with pytest.raises(WrongState, match="已经登记过"):
        actions.record_handling(by=city.actor("wang_fang"), at=MONDAY_MORNING, **given)
