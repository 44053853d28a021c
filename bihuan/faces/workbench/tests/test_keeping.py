"""Directory, people, roster, firms, knowledge, parameters, calendar, clock: found by those who need them, kept by those who may."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.organisations.models import Delegation, Shift
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.parameters.models import Override


def once(**said):
    return {"submission_key": uuid4().hex, **said}


def test_the_directory_shows_the_tree_and_finds_by_remit(signed_in, said):
    client = signed_in("li_qiang")
    assert "建筑许可科" in said(client.get("/work/offices/"))
    assert "建筑许可科" in said(client.get("/work/offices/?q=竣工联合验收"))
    assert "没有找到机构" in said(client.get("/work/offices/?q=无此机构"))


def test_an_office_shows_posts_people_and_its_verbs(signed_in, said):
    page = said(signed_in("ma_li").get("/work/offices/JZ-ZJ-02/"))
    for words in ("李强", "承办人", "现在找谁", "竣工联合验收"):
        assert words in page
    assert signed_in("ma_li").get("/work/offices/NIX/").status_code == 404


def test_every_allowed_verb_of_an_office_and_a_person_has_a_page(signed_in, city):
    from bihuan.domain.organisations.queries import office_facts, person_facts
    from bihuan.domain.organisations.verbs import OFFICE_VERBS, PERSON_VERBS

    office, person = city.housing_permits, city.person("li_qiang")
    for name in ("ma_li", "li_qiang", "cao_rui", "xie_min"):
        actor, client = city.actor(name), signed_in(name)
        for verb, refusal in OFFICE_VERBS.answers(office_facts(office), actor):
            if refusal is None:
                assert client.get(f"/work/offices/{office.code}/{verb.slug}/").status_code == 200, verb.code
        for verb, refusal in PERSON_VERBS.answers(person_facts(person), actor):
            if refusal is None:
                assert client.get(f"/work/people/li_qiang/{verb.slug}/").status_code == 200, verb.code


def test_an_absence_is_covered_from_my_own_page(signed_in, city, clock, said):
    client = signed_in("li_qiang")
    assert client.get("/work/people/me/")["Location"] == "/work/people/li_qiang/"
    post = city.posts["li_qiang"]
    answer = client.post(
        "/work/people/li_qiang/delegate/",
        once(post=post.pk, deputy="gao_feng", from_at="2026-11-24T08:30", to_at="2026-11-27T17:30"),
    )
    assert answer.status_code == 302, said(answer)
    assert Delegation.objects.get().deputy == city.person("gao_feng")
    assert "高峰" in said(client.get("/work/people/li_qiang/"))


def test_a_private_number_is_not_shown_to_colleagues(signed_in, city, said):
    person = city.person("li_qiang")
    person.phone = "13711112222"
    person.save()
    assert "13711112222" not in said(signed_in("ma_li").get("/work/people/li_qiang/"))
    assert "13711112222" in said(signed_in("li_qiang").get("/work/people/li_qiang/"))


def test_the_roster_shows_the_next_two_weeks_of_the_unit(signed_in, city, clock, said):
    assert "还没有排班" in said(signed_in("ma_li").get("/work/roster/"))
    begin = clock.at + timedelta(hours=10)
    Shift.objects.create(
        office=city.housing_desk,
        person=city.person("gao_feng"),
        from_at=begin,
        to_at=begin + timedelta(hours=12),
    )
    page = said(signed_in("ma_li").get("/work/roster/"))
    assert "高峰" in page
    assert "/work/offices/JZ-ZJ-01/set-shift/" in page
    assert "还没有排班" in said(signed_in("xu_hui").get("/work/roster/"))


def test_firms_are_found_registered_and_shown_with_open_reports_only(signed_in, loop, hengda, said):
    from bihuan.domain.cases.choices import Identity

    client = signed_in("zhao_min")
    assert "恒达" in said(client.get("/work/enterprises/?q=恒达"))
    loop.register(content="用电容量批不下来。", enterprise=hengda)
    loop.register(content="有人索要好处。", enterprise=hengda, identity=Identity.SEALED)
    page = said(client.get(f"/work/enterprises/{hengda.code}/"))
    assert "用电容量" in page
    assert "索要好处" not in page
    made = client.post("/work/enterprises/new/", once(name="荆楚新材料有限公司"))
    assert made["Location"] == f"/work/enterprises/{Enterprise.objects.get(name='荆楚新材料有限公司').code}/"
    assert signed_in("li_qiang").get("/work/enterprises/new/").status_code == 404


def test_an_entry_is_published_reviewed_and_withdrawn(signed_in, city, said):
    client = signed_in("gao_feng")
    assert "知识库还是空的" in said(client.get("/work/knowledge/"))
    entry = {
        "question": "施工许可证几天办好？",
        "answer": "材料齐全的，三个工作日。",
        "owner": "JZ-ZJ-02",
        "document": "建筑工程施工许可管理办法",
        "review_on": "2027-06-01",
    }
    made = client.post("/work/knowledge/new/", once(**entry))
    assert made.status_code == 302, said(made)
    assert "施工许可证几天办好" in said(client.get("/work/knowledge/?q=施工许可"))
    url = made["Location"]
    assert client.post(f"{url}withdraw/", once()).status_code == 302
    assert "已经撤下" in said(client.get(url))
    assert signed_in("tang_yue").post(f"{url}review/", once(review_on="2027-07-01")).status_code == 403


def test_what_is_past_its_review_is_not_offered_but_listed(signed_in, city, said):
    from django.utils import timezone

    KnowledgeEntry.objects.create(
        question="旧的口径？",
        answer="旧。",
        owner=city.housing,
        document="旧文",
        review_on=date(2026, 1, 1),
        published_at=timezone.now(),
    )
    client = signed_in("gao_feng")
    assert "旧的口径" not in said(client.get("/work/knowledge/"))
    assert "旧的口径" in said(client.get("/work/knowledge/?due=1"))


def test_a_value_is_proposed_by_one_and_activated_by_another(signed_in, said):
    admin = signed_in("cao_rui")
    assert "签收" in said(admin.get("/work/parameters/?q=签收"))
    sent = once(
        new_value="20",
        from_on="2027-01-01",
        document_title="荆州市工单办理办法",
        document_number="荆政办发〔2026〕1号",
        reason="抽样多一些。",
    )
    answer = admin.post("/work/parameters/cases.reply_sample/", sent)
    assert answer.status_code == 302, said(answer)
    asked = Approval.objects.get()
    assert admin.post(f"/work/approvals/{asked.pk}/", once(granted="yes", answer="")).status_code == 403
    assert (
        signed_in("xie_min")
        .post(f"/work/approvals/{asked.pk}/", once(granted="yes", answer="同意。"))
        .status_code
        == 302
    )
    assert Override.objects.get().activated_at is not None


def test_a_value_that_is_none_is_said_beside_its_field(signed_in, said):
    sent = once(
        new_value="x y", from_on="2027-01-01", document_title="办法", document_number="1号", reason="试"
    )
    answer = signed_in("cao_rui").post("/work/parameters/cases.reply_sample/", sent)
    assert answer.status_code == 422
    assert not Override.objects.exists()


def test_a_notice_is_proposed_and_waits_for_the_second_person(signed_in, said):
    admin = signed_in("cao_rui")
    page = admin.get("/work/calendar/")
    assert "year: 2027" in said(page)
    sent = once(text=page.context["form"].initial["text"], reason="录入通知。")
    answer = admin.post("/work/calendar/", sent)
    assert answer.status_code == 302, said(answer)
    assert "2027" in said(signed_in("xie_min").get("/work/approvals/"))


def test_the_clock_exists_in_the_demo_only(signed_in, settings, clock):
    assert signed_in("zhao_min").get("/work/clock/").status_code == 404
    settings.DEMO = True
    client = signed_in("zhao_min")
    assert client.get("/work/clock/").status_code == 200
    back = client.post("/work/clock/", once(to="2020-01-01T09:00"))
    assert back.status_code == 422
    assert client.post("/work/clock/", once(to="2026-11-30T09:00")).status_code == 302
    assert signed_in("li_qiang").get("/work/clock/").status_code == 404


@pytest.mark.parametrize(
    "path", ["offices/", "people/?q=李", "roster/", "enterprises/", "knowledge/", "people/li_qiang/"]
)
def test_these_pages_are_for_everybody_who_works_here(signed_in, client, path, city):
    assert signed_in("li_qiang").get(f"/work/{path}").status_code == 200
    assert client.get(f"/work/{path}").status_code == 302


@pytest.mark.parametrize("path", ["parameters/", "calendar/"])
def test_system_pages_exist_for_administrators_only(signed_in, path):
    assert signed_in("zhao_min").get(f"/work/{path}").status_code == 404


@pytest.mark.parametrize(
    ("name", "path"), [("offices", "offices/"), ("person", "people/li_qiang/"), ("roster", "roster/")]
)
def test_their_questions_are_counted(signed_in, query_count, name, path):
    client = signed_in("ma_li")
    with query_count(f"workbench.{name}"):
        client.get(f"/work/{path}")
