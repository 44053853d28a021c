"""Finding cases: filters in the URL, pages by cursor, verbs on many."""

from uuid import uuid4

from bihuan.domain.cases.models import Case, Hand
from bihuan.domain.cases.tests.ready import covering


def test_words_find_what_the_reader_may_see(signed_in, loop, said):
    loop.until("acknowledge")
    assert "围挡" in said(signed_in("zhao_min").get("/work/cases/?q=围挡"))
    assert "没有符合条件的工单" in said(signed_in("xu_hui").get("/work/cases/?q=围挡"))


def test_filters_narrow_and_each_can_be_taken_off(signed_in, loop, said):
    loop.until("acknowledge")
    page = said(signed_in("zhao_min").get("/work/cases/?state=DISPATCHED&request_type=COMPLAINT"))
    assert "围挡" in page
    assert "状态：已派单" in page
    assert "没有符合条件的工单" in said(signed_in("zhao_min").get("/work/cases/?state=CLOSED"))


def test_a_wrong_value_narrows_nothing_and_is_no_error(signed_in, loop):
    loop.until("accept")
    for query in ("state=X", "registered_from=gestern", "urgency=%FF", "office=nix"):
        assert signed_in("zhao_min").get(f"/work/cases/?{query}").status_code == 200


def test_the_telephone_finds_named_reports_for_those_who_read_reporters(signed_in, loop, said):
    loop.until("complete")
    assert "围挡" in said(signed_in("zhao_min").get("/work/cases/?q=13800001234"))
    assert "没有符合条件的工单" in said(signed_in("li_qiang").get("/work/cases/?q=13800001234"))


def test_a_long_list_asks_no_more_questions(signed_in, loop, query_count):
    client = signed_in("zhao_min")
    for _ in range(3):
        loop.until("acknowledge")
    with query_count("workbench.case_list"):
        client.get("/work/cases/")


def test_many_are_accepted_each_for_itself_and_a_refusal_stops_none(signed_in, loop, said):
    first, second = loop.until("accept"), loop.until("accept")
    dispatched = loop.until("acknowledge")
    client, key = signed_in("zhao_min"), uuid4().hex
    numbers = [first.number, second.number, dispatched.number]
    asked = said(client.get("/work/cases/bulk/accept/", {"number": numbers}))
    assert "下面 3 件" in asked
    sent = {"number": numbers, "submission_key": key}
    done = said(client.post("/work/cases/bulk/accept/", sent))
    assert "2 件办好，1 件没有办" in done
    again = said(client.post("/work/cases/bulk/accept/", sent))
    assert "2 件办好，1 件没有办" in again
    first.refresh_from_db()
    assert first.state == "ACCEPTED"


def test_bulk_is_offered_to_those_whose_work_it_is(signed_in, loop):
    case = loop.until("strike_off")
    assert signed_in("li_qiang").get(f"/work/cases/bulk/dispatch/?number={case.number}").status_code == 404
    assert signed_in("zhao_min").get(f"/work/cases/bulk/void/?number={case.number}").status_code == 404


def test_persons_that_must_differ_do_in_bulk_and_for_an_absent_colleague(signed_in, loop, said):
    """李强 stands in for the absent checker. He strikes off what others handled; not his own, nor what was handled in his name."""
    own, in_his_name, others = (loop.until("strike_off") for _ in range(3))
    li_qiang, luo_jun = loop.city.person("li_qiang"), loop.city.person("luo_jun")
    handled = Hand.objects.filter(person=li_qiang)
    handled.filter(case=in_his_name).update(person=luo_jun, acting_for=li_qiang)
    handled.filter(case=others).update(person=luo_jun)
    seat = covering(loop, "li_qiang", "zheng_kai")
    client = signed_in("li_qiang")
    client.post("/me/post/", {"seat": f"{seat.post_id}-{loop.city.person('zheng_kai').pk}"})
    numbers = [case.number for case in (own, in_his_name, others)]
    sent = {"number": numbers, "submission_key": uuid4().hex, "on_site": "on", "opinion": "现场看过。"}
    done = said(client.post("/work/cases/bulk/strike_off/", sent))
    assert "1 件办好，2 件没有办" in done
    assert done.count("您办理或审批过这一件，不能再由您核查销号。") == 2
    states = dict(Case.objects.values_list("number", "state"))
    assert [states[number] for number in numbers] == ["COMPLETED", "COMPLETED", "STRUCK_OFF"]
