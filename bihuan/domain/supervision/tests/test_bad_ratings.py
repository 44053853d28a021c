"""A bad rating that was not rectified in time: one lateness, one incident, of whoever had to put it right; silent about who rated."""

from datetime import timedelta

import pytest

from bihuan.domain.cases import actions as cases
from bihuan.domain.services import actions as services
from bihuan.domain.services.choices import RatingLevel
from bihuan.domain.supervision.choices import IncidentKind, Level
from bihuan.domain.supervision.models import Card, Finding, Incident


@pytest.fixture
def rating(supervising, loop, item):
    """The window was rated very bad; the case lies with another section and is not put right."""
    city = loop.city
    handling = services.record_handling(
        by=loop.actor("wang_fang"),
        at=loop.later(),
        item=item,
        office=city.housing_window,
        applicant="孙先生",
        phone="13900000007",
    )
    rating = services.rate_handling(
        handling=handling,
        level=RatingLevel.VERY_BAD,
        said="来回跑了三趟。",
        by=loop.actor("liu_yang"),
        at=loop.later(),
    )
    case = loop.step("accept", rating.case)
    case = cases.restate_case(
        case=case,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        title="窗口态度问题",
        restatement="有人反映窗口服务态度。",
    )
    for step in ("dispatch", "acknowledge", "subdispatch", "acknowledge_section"):
        case = loop.step(step, case)
    return rating


def lapse(supervising, loop):
    loop.later(days=30)
    supervising.tick()


def test_it_is_one_incident_of_the_section_that_had_to_put_it_right(supervising, loop, rating):
    lapse(supervising, loop)
    parts = Incident.objects.filter(subject_kind="case", subject_id=rating.case_id, verb__contains="handle")
    (found,) = parts
    assert (found.kind, found.office, found.sealed) == (
        IncidentKind.RATING_LATE,
        loop.city.housing_permits,
        True,
    )
    finding = Finding.objects.get(ground="rating_late")
    assert (finding.level, finding.entries) == (Level.HEAD, found.entries)


def test_it_is_in_time_when_it_was_put_right_in_time(supervising, loop, rating):
    case = rating.case
    case.refresh_from_db()
    for step in ("contact", "complete", "endorse"):
        case = loop.step(step, case)
    lapse(supervising, loop)
    assert not Incident.objects.filter(kind=IncidentKind.RATING_LATE).exists()


def test_the_same_lateness_still_counts_for_grave_lateness_and_stands_behind_one_card(
    supervising, loop, rating
):
    lapse(supervising, loop)
    grounds = Finding.objects.filter(office=loop.city.housing_permits).values_list("ground", flat=True)
    assert set(grounds) >= {"rating_late", "grave_lateness"}
    assert Card.objects.filter(section=loop.city.housing_permits).count() == 1


def test_found_malicious_it_asks_for_no_rectification_and_stays_a_plain_lateness(supervising, loop, rating):
    lapse(supervising, loop)
    services.doubt_rating(rating=rating, by=loop.actor("zhao_min"), at=loop.later(), doubt="同行刷差评。")
    services.decide_malice(
        rating=rating, by=loop.actor("zheng_kai"), at=loop.later(), malicious=True, finding="查实。"
    )
    supervising.tick()
    kinds = Incident.objects.filter(subject_id=rating.case_id, verb__contains="handle").values_list(
        "kind", flat=True
    )
    assert set(kinds) == {IncidentKind.LATE}
    assert not Finding.objects.filter(ground="rating_late").exists()


def test_news_of_the_rating_alone_is_enough(supervising, loop, rating):
    """The case is asked again when somebody decides about the rating, with no entry on the case itself."""
    lapse(supervising, loop)
    Incident.objects.filter(kind=IncidentKind.RATING_LATE).update(minutes=1)
    services.verify_rating(
        rating=rating, by=loop.actor("zhao_min"), at=loop.later(minutes=1), found="TRUE", finding="看了录像。"
    )
    supervising.tick()
    assert Incident.objects.get(kind=IncidentKind.RATING_LATE).minutes > 1
    assert loop.at - rating.at > timedelta(days=29)
