"""One page per case: the same case as each reader may see it."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Identity


@pytest.fixture
def sealed(loop):
    case = loop.step(
        "accept",
        loop.register(
            identity=Identity.SEALED,
            content="我是三号楼的王大妈，围挡太占道。",
            reporter=actions.Outsider(name="王大妈", phone="13812345678"),
        ),
    )
    case = actions.restate_case(
        case=case,
        by=loop.actor("zhao_min"),
        at=loop.later(),
        title="某处围挡占道",
        restatement="有人反映围挡占道。",
    )
    return loop.step("dispatch", case)


def test_whoever_holds_it_reads_facts_parts_clocks_history_and_their_next_step(signed_in, loop, said):
    case = loop.until("complete")
    page = said(signed_in("li_qiang").get(f"/work/cases/{case.number}/"))
    for words in (
        "围挡占了半边路",
        "孙某某",
        "建筑许可科",
        "请核实并答复。",
        "时间账",
        "联系了反映人",
        "对反映人的期限",
    ):
        assert words in page
    assert f"/work/cases/{case.number}/complete/" in page
    assert "为什么不能办别的" in page


def test_an_outsider_does_not_learn_that_it_exists(signed_in, loop):
    case = loop.until("complete")
    assert signed_in("tang_yue").get(f"/work/cases/{case.number}/").status_code == 404
    assert signed_in("tang_yue").get(f"/work/cases/{case.number}/slip.docx").status_code == 404
    assert signed_in("tang_yue").get(f"/work/cases/{case.number}/similar/").status_code == 404


def test_the_unit_reads_only_the_restatement_of_a_sealed_case(signed_in, sealed, said):
    client = signed_in("ma_li")
    for path in ("", "print/", "similar/"):
        page = said(client.get(f"/work/cases/{sealed.number}/{path}"))
        assert "王大妈" not in page
        assert "13812345678" not in page
    page = said(client.get(f"/work/cases/{sealed.number}/"))
    assert "有人反映围挡占道。" in page


def test_the_office_reads_the_words_but_not_the_name_of_a_sealed_reporter(signed_in, sealed, said):
    page = said(signed_in("zhao_min").get(f"/work/cases/{sealed.number}/"))
    assert "围挡太占道" in page
    assert "13812345678" not in page


def test_a_slip_is_a_document(signed_in, loop):
    case = loop.until("strike_off")
    response = signed_in("zhao_min").get(f"/work/cases/{case.number}/slip.docx")
    assert response.content[:2] == b"PK"
    assert case.number in response["Content-Disposition"]


def test_like_cases_come_with_reasons_and_how_they_were_solved(signed_in, loop, said):
    loop.until("follow_up")
    case = loop.until("dispatch")
    page = said(
        signed_in("zhao_min").get(f"/work/cases/{case.number}/similar/", headers={"HX-Request": "true"})
    )
    assert "都说到" in page
    assert "围挡已后移三米" in page
    assert "<html" not in page


def test_a_closed_case_says_what_everybody_said(signed_in, loop, said):
    case = loop.until("closed")
    page = said(signed_in("zhao_min").get(f"/work/cases/{case.number}/"))
    for words in ("核查属实，销号", "回访：满意", "路好走了。", "已结案"):
        assert words in page


def test_the_number_of_questions_does_not_grow_with_the_story(signed_in, loop, query_count):
    client = signed_in("zhao_min")
    case = loop.until("closed")
    with query_count("workbench.case"):
        client.get(f"/work/cases/{case.number}/")


def test_what_will_happen_is_said_before_the_button(signed_in, loop, said):
    case = loop.until("dispatch")
    page = said(signed_in("zhao_min").get(f"/work/cases/{case.number}/dispatch/"))
    assert "签收" in page
    assert "个工作小时内" in page


def test_every_allowed_verb_has_a_page(signed_in, loop, city):
    """Also rows that will be added to the table: each page opens for whoever may do it."""
    from bihuan.domain.cases.queries import facts_of
    from bihuan.domain.cases.verbs import CASE_VERBS

    case = loop.until("complete")
    for name in ("zhao_min", "ma_li", "li_qiang", "gao_feng", "lin_tao", "director_chen"):
        actor, client = loop.actor(name), signed_in(name)
        for verb, refusal in CASE_VERBS.answers(facts_of(case, actor), actor):
            if refusal is None:
                assert client.get(f"/work/cases/{case.number}/{verb.slug}/").status_code == 200, verb.code


def test_a_link_can_suggest_what_the_form_begins_with(signed_in, loop, said):
    case = loop.until("dispatch")
    page = said(signed_in("zhao_min").get(f"/work/cases/{case.number}/dispatch/?office=JZ-ZJ"))
    assert 'value="JZ-ZJ" selected' in page
