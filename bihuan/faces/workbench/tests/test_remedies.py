"""Orders, reports upward, campaigns, long-term items, discipline clues: lists, pages, forms, and who does not learn that they exist."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import Cause
from bihuan.domain.remedies.models import Campaign, DisciplineClue, LongTerm, Order, Upward
from bihuan.faces.workbench.remedies.kinds import kinds

LONG = "非必要一律不拖车" * 14


@pytest.fixture
def soon(loop):
    return (localtime(loop.at) + timedelta(days=20)).date()


@pytest.fixture
def order(loop, city):
    """Issued to the city management bureau because of one case, with a self-check at the housing bureau."""
    return actions.issue_order(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        cases=[loop.until("complete")],
        unit=city.streets,
        title="拖车收费",
        cause=Cause.MECHANISM,
        found="拖车公司向司机收费。",
        root="费用没有预算保障。",
        redress_required=True,
        like_units=[city.housing],
    )


@pytest.fixture
def upward(loop):
    return actions.draft_upward(
        by=loop.actor("li_qiang"),
        at=loop.later(),
        title="自建房补办手续",
        superior="省住房和城乡建设厅",
        problem="政策不覆盖。",
        request="请明确口径。",
        cases=[loop.until("complete")],
    )


@pytest.fixture
def campaign(loop, city, soon):
    started = actions.open_campaign(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        office=city.city,
        code="PARKING-2026",
        name="停车收费专项治理",
        scope="全市路内停车。",
        lead=city.streets,
        from_on=localtime(loop.at).date(),
        to_on=soon,
        areas=2,
    )
    return actions.collect_cases(
        campaign=started,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        cases=[loop.until("complete")],
        area="PARKING-2026-1",
    )


@pytest.fixture
def long_term(loop, city, soon):
    drafted = actions.draft_long_term(
        by=loop.actor("zhao_min"), at=loop.later(), case=loop.until("complete"), reason="要列入年度工程。"
    )
    return actions.add_milestone(
        long_term=drafted,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        text="完成立项",
        office=city.housing,
        due_on=soon,
    )


@pytest.fixture
def clue(loop, city):
    return actions.draft_clue(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        case=loop.until("complete"),
        organ=city.discipline,
        gist="有人收了好处。",
        second_signer=city.person("zheng_kai"),
    )


@pytest.mark.parametrize("slug", ["orders", "upward", "campaigns", "long-term", "clues"])
def test_an_empty_list_says_what_will_come_and_how_to_begin(signed_in, said, slug):
    kind = kinds()[slug]
    page = said(signed_in("zhao_min").get(f"/work/{slug}/"))
    assert kind.empty in page
    assert (kind.opening in page) is True
    assert "没有符合条件的" in said(signed_in("zhao_min").get(f"/work/{slug}/?state=WITHDRAWN&q=无"))


def test_an_order_s_page_for_the_office_and_for_the_unit(signed_in, said, order):
    page = said(signed_in("zhao_min").get(f"/work/orders/{order.number}/"))
    for words in (
        "拖车收费",
        "城管局",
        "费用没有预算保障",
        "举一反三",
        "待回复",
        "围挡占了半边路",
        "报方案",
    ):
        assert words in page
    desk = said(signed_in("xu_hui").get(f"/work/orders/{order.number}/"))
    assert f"/work/orders/{order.number}/add-measure/" in desk
    assert "没有您能看到的工单" in desk
    assert "待回复" in desk


def test_an_outsider_does_not_learn_that_an_order_exists(signed_in, order):
    client = signed_in("he_jing")
    for path in ("", "letter.docx", "add-measure/"):
        assert client.get(f"/work/orders/{order.number}/{path}").status_code == 404
    assert client.get(f"/work/orders/by-id/{order.pk}/").status_code == 404


def test_a_unit_writes_its_measures_and_hands_in_its_plan(signed_in, said, order, city, soon):
    client = signed_in("xu_hui")
    sent = {
        "submission_key": uuid4().hex,
        "seen": order.version,
        "rule": LONG,
        "office": city.streets_enforcement.code,
        "due_on": soon.isoformat(),
    }
    answer = client.post(f"/work/orders/{order.number}/add-measure/", sent, follow=True)
    assert LONG in said(answer)
    plan = {"submission_key": uuid4().hex, "seen": order.version + 1, "plan": "先停后改。"}
    assert "整改中" in said(client.post(f"/work/orders/{order.number}/submit-plan/", plan, follow=True))


def test_what_is_owed_on_an_order_stands_in_my_work_by_its_own_name(signed_in, said, order):
    page = said(signed_in("xu_hui").get("/work/"))
    assert "责令整改：拖车收费" in page
    assert f"/work/orders/{order.number}/submit-plan/" in page
    assert "报方案" in page
    only = said(signed_in("xu_hui").get("/work/?verb=order.submit_plan"))
    assert "责令整改：拖车收费" in only
    assert "没有要办的事" in said(signed_in("xu_hui").get("/work/?verb=order.verify"))


def test_the_names_in_an_account_of_redress_stay_with_unit_and_office(signed_in, said, order, loop):
    from bihuan.domain.remedies.models import Redress
    from bihuan.kernel.notes.actions import write_note

    account = write_note(subject=order.subject, text="退给孙某某 800 元。", at=loop.at)
    Redress.objects.create(order=order, cycle=1, persons=1, amount_fen=80_000, account=account, at=loop.at)
    assert "退给孙某某" in said(signed_in("xu_hui").get(f"/work/orders/{order.number}/"))
    like = said(signed_in("ma_li").get(f"/work/orders/{order.number}/"))
    assert "800元" in like
    assert "退给孙某某" not in like


def test_an_order_begins_from_a_case(signed_in, said, loop, city):
    case = loop.until("complete")
    client = signed_in("zhao_min")
    page = said(client.get(f"/work/cases/{case.number}/"))
    address = f"/work/orders/new/?case={case.number}"
    assert address in page
    form = said(client.get(address))
    assert f'value="{case.number}" selected' in form
    sent = {
        "submission_key": uuid4().hex,
        "cases": [case.number],
        "unit": city.streets.code,
        "title": "拖车收费",
        "cause": "MECHANISM",
        "found": "收了钱。",
        "root": "没有预算。",
    }
    made = client.post("/work/orders/new/", sent, follow=True)
    assert "责任单位报送整改方案" in said(made)
    assert client.post("/work/orders/new/", sent).status_code == 302
    assert Order.objects.count() == 1
    assert Order.objects.get().title in said(client.get(f"/work/cases/{case.number}/"))


def test_who_may_not_open_one_finds_no_form(signed_in):
    for name, slug in [
        ("li_qiang", "orders"),
        ("li_qiang", "campaigns"),
        ("ma_li", "long-term"),
        ("ma_li", "clues"),
        ("he_jing", "upward"),
    ]:
        assert signed_in(name).get(f"/work/{slug}/new/").status_code == 404


def test_a_report_upward_and_its_letter(signed_in, said, upward):
    page = said(signed_in("li_qiang").get(f"/work/upward/{upward.number}/"))
    for words in ("省住房和城乡建设厅", "政策不覆盖", "1 件", "送签", "围挡占了半边路"):
        assert words in page
    letter = signed_in("li_qiang").get(f"/work/upward/{upward.number}/letter.docx")
    assert letter.content[:2] == b"PK"
    assert signed_in("tang_yue").get(f"/work/upward/{upward.number}/").status_code == 404


def test_the_order_s_letter(signed_in, order):
    letter = signed_in("xu_hui").get(f"/work/orders/{order.number}/letter.docx")
    assert letter.content[:2] == b"PK"
    assert order.number in letter["Content-Disposition"]


def test_a_request_to_sign_is_named_in_the_queue_of_approvals(signed_in, said, upward, loop):
    actions.ask_upward(upward=upward, by=loop.actor("li_qiang"), at=loop.later())
    client = signed_in("director_chen")
    assert "自建房补办手续" in said(client.get("/work/approvals/"))
    assert "签发" in said(client.get("/work/"))


def test_a_campaign_s_ledger_balances_on_its_page(signed_in, said, campaign):
    page = said(signed_in("zhao_min").get(f"/work/campaigns/{campaign.number}/"))
    for words in (
        "停车收费专项治理",
        "PARKING-2026-1（待命名）",
        "共纳入 1 件",
        "全市路内停车",
        "围挡占了半边路",
    ):
        assert words in page
    assert signed_in("song_na").get(f"/work/campaigns/{campaign.number}/").status_code in (200, 404)
    assert "没有您能看到的工单" in said(signed_in("tang_yue").get(f"/work/campaigns/{campaign.number}/"))


def test_a_long_term_item_s_page(signed_in, said, long_term):
    page = said(signed_in("zhao_min").get(f"/work/long-term/{long_term.number}/"))
    for words in ("要列入年度工程", "完成立项", "市住建局", "未到", "送审"):
        assert words in page
    assert signed_in("tang_yue").get(f"/work/long-term/{long_term.number}/").status_code == 404


def test_a_discipline_clue_is_seen_by_its_signatories_and_the_inspectors_only(signed_in, said, clue, loop):
    url = f"/work/clues/{clue.number}/"
    assert "有人收了好处" in said(signed_in("zhao_min").get(url))
    assert "有人收了好处" in said(signed_in("zheng_kai").get(url))
    for name in ("he_jing", "han_xue", "director_chen", "mayor_fang", "li_qiang"):
        assert signed_in(name).get(url).status_code == 404
    actions.sign_clue(
        discipline_clue=clue, by=loop.actor("zheng_kai"), at=loop.later(), granted=True, answer="同意。"
    )
    inspector = said(signed_in("he_jing").get(url))
    assert "有人收了好处" in inspector
    assert "关于移送违纪违法线索的函" in inspector
    assert signed_in("han_xue").get(url).status_code == 404
    assert signed_in("director_chen").get("/work/clues/").status_code == 404


def test_the_case_page_is_silent_about_a_clue_even_to_its_signatories(signed_in, said, clue):
    page = said(signed_in("zhao_min").get(f"/work/cases/{clue.case.number}/"))
    assert f"/work/clues/{clue.number}/" not in page


def test_every_allowed_verb_of_a_remedy_has_a_page(signed_in, loop, order, upward, campaign, long_term, clue):
    things = {
        "orders": order,
        "upward": upward,
        "campaigns": campaign,
        "long-term": long_term,
        "clues": clue,
    }
    for slug, thing in things.items():
        kind = kinds()[slug]
        thing = type(thing).objects.get(pk=thing.pk)
        for name in ("zhao_min", "zheng_kai", "xu_hui", "ma_li", "li_qiang"):
            actor = loop.actor(name)
            for verb, refusal in kind.table.answers(kind.facts(thing, actor), actor):
                seen = kind.visible(actor).filter(pk=thing.pk).exists()
                if refusal is None and seen:
                    url = reverse(f"workbench:{slug}-verb", args=[thing.number, verb.slug])
                    assert signed_in(name).get(url).status_code == 200, (slug, verb.code)


def test_messages_lead_to_the_page(signed_in, order):
    from bihuan.faces.shared.homes import url_of

    url = url_of(order.subject)
    assert signed_in("xu_hui").get(url)["Location"] == f"/work/orders/{order.number}/"


@pytest.mark.parametrize(
    ("slug", "model", "name"),
    [
        ("orders", Order, "order"),
        ("upward", Upward, "upward"),
        ("campaigns", Campaign, "campaign"),
        ("long-term", LongTerm, "long_term"),
        ("clues", DisciplineClue, "clue"),
    ],
)
def test_pages_ask_a_known_number_of_questions(signed_in, request, query_count, slug, model, name):
    thing = request.getfixturevalue(name)
    client = signed_in("zhao_min")
    with query_count(f"workbench.{slug}"):
        assert client.get(f"/work/{slug}/").status_code == 200
    with query_count(f"workbench.{slug}.one"):
        assert client.get(f"/work/{slug}/{thing.number}/").status_code == 200
