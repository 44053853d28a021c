"""专项治理: a code, its areas, cases of any source, figures per area."""

from datetime import date

import pytest

from bihuan.domain.cases.models import Case
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import CampaignState
from bihuan.domain.remedies.queries import campaign_for
from bihuan.domain.remedies.queries.lists import campaign_account, campaign_cases
from bihuan.kernel.journal import history
from bihuan.testing.refusals import refused


def open_campaign(loop, who="zhao_min", **given):
    given.setdefault("code", "FUNERAL-2026")
    return actions.open_campaign(
        by=loop.actor(who),
        at=loop.later(),
        office=loop.city.city,
        name="殡葬领域专项治理",
        scope="违规收费与价格。",
        lead=loop.city.streets,
        from_on=date(2026, 11, 1),
        to_on=date(2027, 4, 30),
        areas=7,
        **given,
    )


@pytest.fixture
def campaign(loop):
    return open_campaign(loop)


@pytest.fixture
def do(loop):
    def step(action, campaign, who="xu_hui", **inputs):
        return action(campaign=campaign, by=loop.actor(who), at=loop.later(), **inputs)

    return step


def test_areas_that_nobody_named_are_codes_until_a_city_names_them(campaign, do):
    assert {area.name for area in campaign.areas.all()} == {""}
    do(actions.name_area, campaign, code="FUNERAL-2026-1", name="违规收费")
    assert [str(area) for area in campaign.areas.order_by("code")][:2] == [
        "违规收费",
        "FUNERAL-2026-2（待命名）",
    ]


def test_cases_of_any_source_stand_on_its_ledger_by_area(loop, campaign, do):
    struck, still = loop.until("follow_up"), loop.until("accept", programme="RESIDENT", channel="PORTAL")
    do(actions.collect_cases, campaign, cases=[struck, still], area="FUNERAL-2026-1")
    do(actions.collect_clue, campaign, content="骨灰盒比商场贵三倍。", area="FUNERAL-2026-2")
    first, second, *rest = campaign_account(campaign)
    assert (first.taken_in, first.still_open, first.struck_off) == (2, 1, 1)
    assert (second.taken_in, second.still_open) == (1, 1)
    assert all(account.taken_in == 0 for account in rest) and len(rest) == 5
    assert Case.objects.filter(campaign="FUNERAL-2026").count() == 3
    struck.refresh_from_db()
    assert history(struck.subject)[-1].event == "case.join_campaign"
    assert not campaign_cases(campaign, loop.actor("sun"))


def test_a_case_is_on_one_ledger_at_a_time(loop, campaign, do):
    case = loop.until("accept")
    do(actions.collect_cases, campaign, cases=[case])
    other = open_campaign(loop, code="TOWING-2026")
    with refused("in_another"):
        do(actions.collect_cases, other, cases=[case])


def test_it_ends_with_its_effect_and_takes_nothing_more(loop, campaign, do):
    with refused("no_effect"):
        do(actions.end_campaign, campaign)
    do(actions.record_effect, campaign, effect="六项价格下调。")
    campaign = do(actions.end_campaign, campaign)
    assert campaign.state == CampaignState.ENDED
    for action, inputs in (
        (actions.collect_cases, {"cases": [loop.until("accept")]}),
        (actions.collect_clue, {"content": "x"}),
        (actions.name_area, {"code": "x", "name": "x"}),
        (actions.record_effect, {"effect": "x"}),
        (actions.end_campaign, {}),
    ):
        with refused("wrong_state"):
            do(action, campaign, **inputs)
    assert [e.event for e in history(campaign.subject)] == [
        "campaign.open",
        "campaign.record_effect",
        "campaign.end",
    ]


@pytest.mark.parametrize("who", ["ma_li", "li_qiang", "song_na", "tang_yue"])
def test_others_than_lead_and_office_do_not_lead_it(campaign, do, who):
    with refused("not_the_lead"):
        do(actions.record_effect, campaign, who, effect="x")


def test_a_handler_opens_none_and_a_code_is_used_once(loop, campaign):
    with refused("not_your_office"):
        open_campaign(loop, "li_qiang", code="X")
    with refused("code_taken"):
        open_campaign(loop)


def test_everyone_who_works_in_the_area_knows_it_and_the_public_does_not(loop, campaign):
    assert campaign_for(loop.actor("sun"), campaign.code) == campaign
    from bihuan.kernel.access import Actor

    with refused("not_found"):
        campaign_for(Actor.public(), campaign.code)
