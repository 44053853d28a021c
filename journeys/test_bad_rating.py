"""A resident's bad rating comes back solved: scanned at the window, verified, put right, asked about by somebody independent, told, counted."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import Case
from bihuan.domain.services import actions
from bihuan.domain.services.choices import Found, RatingLevel, RatingState, RatingVia
from bihuan.domain.services.jobs import close_ratings
from bihuan.domain.services.models import Rating
from bihuan.domain.services.rating_links import rating_token
from bihuan.kernel.access import Actor
from bihuan.kernel.figures import Period, figure_of
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.refusals import Refusal
from bihuan.testing.cases import SOLVED, Loop
from bihuan.testing.city import MONDAY_MORNING, City
from bihuan.testing.desk import CONTENT

pytestmark = pytest.mark.django_db

NAME, PHONE, WORDS = "钱多多", "13900005678", "问一句就不耐烦，材料说了三遍都不一样。"
MONTH = Period.month(2026, 11)


@pytest.fixture
def loop(city: City, clock) -> Loop:
    return Loop(city)


@pytest.fixture
def item(loop):
    return actions.register_item(
        by=loop.actor("ma_li"),
        at=loop.later(),
        unit=loop.city.housing,
        task_code="T1",
        catalog_code="C1",
        content=CONTENT,
        from_on=date(2026, 1, 1),
    )


def handled(loop, item, applicant=NAME, phone=PHONE):
    return actions.record_handling(
        by=loop.actor("wang_fang"),
        at=loop.later(minutes=1),
        item=item,
        office=loop.city.housing_window,
        applicant=applicant,
        phone=phone,
    )


def others_are_content(loop, item):
    """Eleven more, so that the month is not too small to be told."""
    for number in range(11):
        handling = handled(loop, item, applicant=f"甲{number}", phone="")
        actions.rate_handling(
            handling=handling,
            by=Actor.receipt(f"handling:{handling.pk}"),
            at=loop.later(minutes=1),
            level=RatingLevel.GOOD,
        )


def scan(window: Client, handling) -> str:
    """Where the code on the window's screen leads."""
    page = window.get(f"/work/handlings/{handling.number}/").content.decode()
    code = re.search(r'src="(/work/handlings/\d+/code\.svg)"', page)
    assert code and window.get(code[1])["Content-Type"] == "image/svg+xml"
    return f"/rate/{rating_token(handling.number)}/?via=qr"


def test_a_bad_rating_comes_back_solved(loop, item, signed_in, client, clock):
    city = loop.city
    others_are_content(loop, item)
    handling = handled(loop, item)
    clock.stand_at(loop.later())

    # The resident scans, says what was wrong, and holds a receipt.
    window = signed_in("wang_fang")
    link = scan(window, handling)
    assert window.get(link).status_code == 403  # the window does not rate itself
    said = {"submission_key": uuid4().hex, "level": "VERY_BAD", "said": WORDS}
    thanks = client.post(link, said, follow=True).content.decode()
    rating = Rating.objects.get(level=RatingLevel.VERY_BAD)
    case = Case.objects.get(pk=rating.case_id)
    assert rating.via == RatingVia.QR and case.number in thanks and "查询码" in thanks
    assert "差评" not in window.get(f"/work/handlings/{handling.number}/").content.decode()
    secret = re.search(r"查询码</dt><dd>([\d-]+)", thanks)
    assert secret

    # Verified by the office, which the rated cannot do.
    with pytest.raises(Refusal):
        actions.verify_rating(
            rating=rating, by=loop.actor("ma_li"), at=loop.later(), found=Found.UNTRUE, finding="没有的事。"
        )
    rating = actions.verify_rating(
        rating=rating,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        found=Found.TRUE,
        finding="调看监控，属实。",
    )

    # Put right, by other hands than those that were rated; struck off; asked by somebody who had no part in it.
    steps = (
        (cases.accept_case, "zhao_min", {}),
        (cases.restate_case, "zhao_min", {"title": "窗口态度", "restatement": "有人反映窗口解释不耐烦、前后不一。"}),
        (cases.dispatch_case, "zhao_min", {"office": city.housing, "instruction": "请整改。"}),
        (cases.acknowledge_case, "ma_li", {}),
        (cases.subdispatch_case, "ma_li", {"office": city.housing_permits}),
        (cases.acknowledge_case, "li_qiang", {}),
        (cases.relay_message, "li_qiang", {"text": "由我核实整改，有情况请留言。"}),
        (
            cases.complete_case,
            "li_qiang",
            {
                "outcome": Outcome.SOLVED,
                "reply": "已对当班人员谈话提醒，窗口材料清单统一印发，一次说清，依据《政务服务规范》。",
            },
        ),
        (cases.endorse_case, "gao_feng", {}),
        (cases.strike_off_case, "zheng_kai", {"on_site": True, "opinion": "现场看过，清单已经印发。"}),
    )  # fmt: skip
    for action, who, inputs in steps:
        case = action(case=case, by=loop.actor(who), at=loop.later(), **inputs)
    asked = SOLVED | {"said": "态度好多了。"}
    for who in ("zhao_min", "zheng_kai", "gao_feng", "wang_fang"):
        with pytest.raises(Refusal):
            cases.follow_up_case(case=case, by=loop.actor(who), at=loop.later(), **asked)
    case = cases.follow_up_case(case=case, by=loop.actor("wu_tong"), at=loop.later(), **asked)
    assert case.state == State.CLOSED

    # The rating is at its end; the resident was told on the way and reads the end with the receipt.
    assert close_ratings(Actor.calendar("services"), loop.later()).done == 1
    rating.refresh_from_db()
    assert rating.state == RatingState.CLOSED
    told = Notice.objects.filter(recipient__startswith="reporter:", entry_id__isnull=False)
    assert told.exists() and not [one for one in told if NAME in one.body or PHONE in one.body]
    clock.stand_at(loop.at)
    opened = client.post("/track/", {"number": case.number, "secret": secret[1]}, follow=True)
    page = opened.content.decode()
    assert "统一印发" in page and "王芳" not in page

    # The figures: eleven of twelve content in the month; the bad one was put right in time, alone it is not told.
    as_of = loop.later(days=40)
    satisfied = figure_of("services.satisfaction").value(MONTH, as_of, f"office:{city.housing.pk}")
    assert (satisfied.numerator, satisfied.denominator) == (11, 12)
    rectified = figure_of("services.bad_rectified")
    assert list(rectified.records(MONTH, as_of, "")) == [rating]
    assert rectified.value(MONTH, as_of, "").denominator == 0
    clock.stand_at(MONDAY_MORNING + timedelta(days=15))  # December
    public = Client().get("/ratings/").content.decode()
    assert "11 / 12" in public and city.housing.name in public and "人数太少" in public
