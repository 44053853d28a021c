"""督办和红黄牌: lists, pages, forms, the board, what is held against me; and what a sealed reporter's case does not show."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bihuan.domain.cases.actions import Outsider
from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.domain.supervision import actions
from bihuan.domain.supervision.choices import Rung
from bihuan.domain.supervision.models import Card, Outage, Supervision
from bihuan.domain.supervision.tests.parts import Supervising
from bihuan.faces.workbench.supervision.kinds import kinds


@pytest.fixture
def supervising(loop) -> Supervising:
    return Supervising(loop)


@pytest.mark.parametrize("slug", ["cards", "supervisions", "interviews", "circulars", "outages"])
def test_an_empty_list_says_what_will_come(signed_in, said, slug):
    page = said(signed_in("zhao_min").get(f"/work/{slug}/"))
    assert kinds()[slug].empty in page


def test_an_empty_board_and_nothing_held(signed_in, said):
    assert "现在没有超期未办的" in said(signed_in("zhao_min").get("/work/board/"))
    assert "没有针对您的牌" in said(signed_in("gao_feng").get("/work/held/"))
    assert signed_in("li_qiang").get("/work/board/").status_code == 404


def test_the_board_shows_the_most_urgent_of_each_level_and_a_level_behind_its_tab(
    supervising, signed_in, said
):
    for _ in range(5):
        supervising.supervision(Rung.SECTION)
    client = signed_in("zhao_min")
    page = said(client.get("/work/board/"))
    assert page.count("施工围挡迟迟不改") == 3 and "督办科室（5）" in page and "看全部 5 项" in page
    page = said(client.get("/work/board/?level=SECTION"))
    assert page.count("施工围挡迟迟不改") == 5 and "看全部" not in page and "超期未办的" not in page
    assert said(client.get("/work/board/?level=late")).count("施工围挡迟迟不改") == 0
    assert said(client.get("/work/board/?level=nonsense")).count("施工围挡迟迟不改") == 3


def test_the_board_drafts_a_paper_in_one_click_and_one_look(supervising, signed_in, said, query_count):
    case = supervising.lapse(complete=False)
    client = signed_in("zhao_min")
    with query_count("workbench.board"):
        page = said(client.get("/work/board/"))
    assert "建筑许可科" in page and "起草督办单" in page
    client = signed_in("zhao_min")
    form = client.get("/work/supervisions/new/?to=JZ-ZJ-02")
    text = form.content.decode()
    assert case.number in text and "建筑许可科 1 件工单超期未办" in text
    answer = client.post(
        "/work/supervisions/new/",
        {
            "submission_key": uuid4().hex,
            "rung": "SECTION",
            "addressee": "JZ-ZJ-02",
            "cases": [case.number],
            "title": "一件工单超期未办",
            "demand": "请说明原因。",
        },
    )
    one = Supervision.objects.get()
    assert answer.status_code == 302 and answer.url == f"/work/supervisions/{one.number}/"
    page = said(client.get(answer.url))
    assert "督办科室" in page and "督办单" in page and ".docx" in page
    assert "一件工单超期未办" in said(signed_in("zhao_min").get("/work/board/"))
    assert "一件工单超期未办" in said(signed_in("gao_feng").get("/work/held/"))


def test_what_is_held_against_me_says_what_i_can_do_until_when(supervising, signed_in, said, query_count):
    card = supervising.card("answer")
    client = signed_in("gao_feng")
    with query_count("workbench.held"):
        page = said(client.get("/work/held/"))
    assert "黄牌：" in page and "严重超期" in page and f"/work/cards/{card.number}/appeal/" in page
    assert "严重超期" in said(signed_in("director_chen").get("/work/held/"))
    assert "严重超期" not in said(signed_in("luo_jun").get("/work/held/"))


def test_a_card_shows_its_evidence_line_by_line(supervising, signed_in, said, query_count):
    card = supervising.card("answer")
    client, office = signed_in("gao_feng"), signed_in("han_xue")
    with query_count("workbench.card"):
        page = said(client.get(f"/work/cards/{card.number}/"))
    with query_count("workbench.card_of_the_office"):
        office.get(f"/work/cards/{card.number}/")
    for words in ("红灯", "派单", "当时的责任人", "高峰（科长）", "申诉截止", "不计入"):
        assert words in page
    assert card.card_incidents.count() == 1


def test_issue_from_its_page(supervising, signed_in):
    card = supervising.card("issue")
    client = signed_in("zheng_kai")
    form = client.get(f"/work/cards/{card.number}/issue/")
    assert form.status_code == 200
    answer = client.post(
        f"/work/cards/{card.number}/issue/",
        {"submission_key": uuid4().hex, "seen": card.version, "reasons": "核实属实。", "colour": ""},
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    card.refresh_from_db()
    assert card.state == "ISSUED"


def test_an_outage_is_recorded_by_whoever_runs_the_system(signed_in, loop, settings):
    client = signed_in("cao_rui")
    assert "登记故障" in client.get("/work/outages/").content.decode()


def test_outage_form(signed_in, loop):
    client = signed_in("zhao_min")
    day = (loop.at - timedelta(days=3)).strftime("%Y-%m-%d")
    answer = client.post(
        "/work/outages/new/",
        {
            "submission_key": uuid4().hex,
            "system": "PLATFORM",
            "from_at": f"{day}T09:00",
            "to_at": f"{day}T11:00",
            "account": "断电。",
        },
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    outage = Outage.objects.get()
    assert client.get(answer.url).status_code == 200
    assert outage.state == "RECORDED"


def test_a_sealed_case_has_no_number_where_its_reader_does_not_work_on_it(supervising, loop, signed_in, said):
    """Of a complaint about the section that another unit handles, the supervised learn nothing."""
    card = supervising.card("answer")
    key = card.card_incidents.get().key
    from bihuan.domain.supervision.models import Incident

    secret = loop.register(
        reporter=Outsider(name="举报人", phone="13900000009"),
        identity=Identity.SEALED,
        content="内部秘密情况。",
    )
    Incident.objects.filter(key=key).update(subject_id=secret.pk, sealed=True)
    for path in (f"/work/cards/{card.number}/", "/work/held/"):
        page = said(signed_in("gao_feng").get(path))
        assert secret.number not in page and "内部秘密" not in page and "举报人" not in page
        assert "保密或不由您经手的工单" in page


def test_circular_interview_pages(supervising, loop, city, signed_in, said):
    card = supervising.card("effective")
    circular = actions.draft_circular(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        title="关于超期问题的通报",
        text="请引以为戒。",
        cards=[card],
    )
    talk = actions.arrange_interview(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        unit=city.housing,
        person=city.person("director_chen"),
        title="连续超期",
        planned_at=loop.at + timedelta(days=2),
        place="市民之家三楼",
    )
    assert "建筑许可科" in said(signed_in("zhao_min").get(f"/work/circulars/{circular.number}/"))
    assert "市民之家三楼" in said(signed_in("director_chen").get(f"/work/interviews/{talk.number}/"))
    assert signed_in("luo_jun").get(f"/work/interviews/{talk.number}/").status_code == 404
    assert Card.objects.count() == 1 and Case.objects.exists()


def test_a_light_that_turned_is_nobody_s_step_and_refuses_no_form(supervising, signed_in):
    one = supervising.supervision(Rung.SECTION)
    supervising.loop.later(days=20)
    supervising.tick()
    client, url = signed_in("gao_feng"), f"/work/supervisions/{one.number}/reply/"
    form = client.get(url).context["form"]
    sent = {"submission_key": uuid4().hex, "seen": form["seen"].value(), "reply": "已经办完。"}
    assert client.post(url, sent).status_code == 302
    one.refresh_from_db()
    assert one.state == "REPLIED"
