"""The inbox: what waits for a judgement, what is like it, where it could go."""

from uuid import uuid4


def test_the_first_one_is_open_with_letters_for_its_verbs(signed_in, loop, said):
    case = loop.until("accept")
    page = said(signed_in("zhao_min").get("/work/triage/"))
    assert f"/work/triage/{case.number}/accept/" in page
    assert 'data-key="a"' in page
    assert "研判期限" in page


def test_another_one_is_fetched_alone(signed_in, loop, said):
    loop.until("accept")
    second = loop.until("dispatch")
    page = said(
        signed_in("zhao_min").get(f"/work/triage/?case={second.number}", headers={"HX-Request": "true"})
    )
    assert "<html" not in page
    assert f"/work/triage/{second.number}/dispatch/" in page


def test_a_verb_leads_back_to_the_inbox_and_the_same_case(signed_in, loop):
    case = loop.until("accept")
    answer = signed_in("zhao_min").post(
        f"/work/triage/{case.number}/accept/", {"submission_key": uuid4().hex, "seen": case.version}
    )
    assert answer["Location"] == f"/work/triage/?case={case.number}"


def test_a_likely_copy_can_be_merged_with_one_click(signed_in, loop, said):
    lead = loop.until("complete")
    case = loop.until("accept")
    page = said(signed_in("zhao_min").get(f"/work/triage/?case={case.number}"))
    assert f"/work/triage/{case.number}/merge/?lead={lead.number}" in page


def test_it_is_the_offices_page(signed_in, loop):
    loop.until("accept")
    for name in ("li_qiang", "ma_li", "liu_yang"):
        assert signed_in(name).get("/work/triage/").status_code == 404


def test_an_empty_inbox_says_so(signed_in, said):
    assert "都研判完了" in said(signed_in("zhao_min").get("/work/triage/"))


def test_a_long_inbox_asks_no_more_questions(signed_in, loop, query_count):
    client = signed_in("zhao_min")
    for _ in range(3):
        loop.until("accept")
    with query_count("workbench.triage"):
        client.get("/work/triage/")
