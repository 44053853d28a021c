"""What a need tells of its firm, and to whom; what firms say of a steward, and when."""

from datetime import timedelta

import pytest

from bihuan.domain.cases.actions import receive_case, restate_case
from bihuan.domain.cases.actions.intake import Outsider
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.liaison import actions
from bihuan.domain.liaison.choices import Rating
from bihuan.domain.liaison.models import Need
from bihuan.domain.liaison.queries import needs_visible_to
from bihuan.domain.liaison.queries.area import account_of
from bihuan.domain.liaison.queries.keeping import kept_firms
from bihuan.domain.liaison.queries.rating import firms_word_on
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.calendar import CITY_TIME
from bihuan.testing.city import CAST
from bihuan.testing.firms import make_contacts


@pytest.fixture
def sealed(keeping) -> Need:
    """恒达's own case, sealed, with the section that handles it: the steward sits in that section too."""
    loop = keeping.loop
    case = loop.register(enterprise=keeping.firm, identity="SEALED", programme="TEN_QUESTIONS")
    case = loop.step("accept", case)
    case = restate_case(
        case=case,
        by=keeping.by("liu_yang"),
        at=loop.later(),
        title="资金",
        restatement="一家企业缺周转资金。",
    )
    for step in ("dispatch", "acknowledge", "subdispatch", "acknowledge_section"):
        case = loop.step(step, case)
    return actions.add_need(case=case, by=keeping.by("liu_yang"), at=loop.later(), aspect="CASH_FLOW")


def test_a_sealed_need_shows_its_firm_above_the_seal_only(keeping, sealed):
    seeing = {who for who in CAST if needs_visible_to(keeping.loop.actor(who)).exists()}
    reading = {who for who in CAST if cases_visible_to(keeping.loop.actor(who)).exists()}
    assert seeing == {"liu_yang", "zhao_min", "zheng_kai", "wu_tong", "han_xue"}
    assert "li_qiang" in reading  # who handles it works from the restatement


def test_a_steward_who_handles_a_sealed_case_does_not_find_it_under_their_firm(keeping, sealed):
    post = keeping.loop.city.posts["li_qiang"]
    post.roles = [*post.roles, str(Role.STEWARD)]
    post.save()
    keeping.pair("li_qiang")
    (firm,) = kept_firms(keeping.loop.actor("li_qiang"))
    assert firm.cases == [] and firm.waiting == []
    assert cases_visible_to(keeping.loop.actor("li_qiang")).filter(pk=sealed.case_id).exists()


def test_a_contact_finds_their_own_sealed_case_by_their_own_words(keeping):
    loop = keeping.loop
    loop.firms, loop.contacts = keeping.firms, make_contacts(loop.city, keeping.firms)
    owner, clerk = loop.contact("hengda_owner"), loop.contact("hengda_clerk")
    case = receive_case(
        by=owner,
        at=loop.later(),
        content="银行抽贷，资金链要断了。",
        programme="TEN_QUESTIONS",
        channel="PORTAL",
        request_type="REQUEST",
        identity="SEALED",
        enterprise=keeping.firm,
        region=keeping.firm.region,
        reporter=Outsider(name="黄志远", phone="13807160001"),
    )

    def found(actor, words):
        return list(search_cases(actor, CaseSearch(words=words)).all())

    assert found(owner, "抽贷") == [case] and found(owner, "停电") == []
    assert found(clerk, "抽贷") == []
    assert found(loop.actor("zhao_min"), "抽贷") == []  # the index knows the restatement only


def test_what_firms_say_of_a_steward_is_told_from_the_fifth_time_on(keeping):
    keeping.pair()
    steward = keeping.loop.city.person("zhou_jie").pk

    def rated(rating):
        keeping.do(actions.rate_steward, "firm", enterprise=keeping.firm, rating=rating)
        return firms_word_on([steward], at=keeping.loop.at)

    for _ in range(4):
        word = rated(Rating.GOOD)
    assert (word.ratings, word.content, word.least) == (4, None, 5)
    assert (rated(Rating.POOR).ratings, firms_word_on([steward], at=keeping.loop.at).content) == (5, 4)
    next_year = keeping.loop.at.replace(year=keeping.loop.at.year + 1)
    assert firms_word_on([steward], at=next_year).ratings == 0


@pytest.mark.parametrize(("day", "silent"), [(1, 0), (0, 1)])
def test_this_year_begins_at_midnight_of_new_year(keeping, day, silent):
    """周一 call on the morning of 1 January counts; one on the eve does not."""
    keeping.pair()
    new_year = keeping.loop.at.astimezone(CITY_TIME).replace(
        year=keeping.loop.at.year + 1, month=1, day=1, hour=8, minute=0
    )
    keeping.loop.at = new_year - timedelta(days=1 - day)
    keeping.do(actions.record_contact, "zhou_jie", enterprise=keeping.firm, kind="CALL", summary="打过电话。")
    at = new_year + timedelta(days=1)
    assert account_of(keeping.loop.city.city, at=at).silent_count == silent
