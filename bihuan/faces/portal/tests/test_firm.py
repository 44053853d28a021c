"""The firm's own pages: sign in, raise, see, answer, rate, invite, download; and nothing of another firm."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case, RelayMessage
from bihuan.domain.enterprises.actions import revoke_contact
from bihuan.domain.enterprises.models import Contact
from bihuan.domain.liaison.actions import announce_visit, plan_visit, set_duty_steward
from bihuan.domain.liaison.actions.pairing import pair_by_hand
from bihuan.domain.liaison.models import Need, StewardRating, StewardRequest, Visit
from bihuan.faces.portal.firm import signing_in
from bihuan.faces.shared.posts import CONTACT
from bihuan.kernel.access.models import Token
from bihuan.kernel.journal import last_seq
from bihuan.kernel.notices.models import Notice
from bihuan.kernel.submissions.models import Submission


@pytest.fixture
def firm(clock, contacts):
    """`firm("hengda_clerk")`: a browser in which this contact has signed in."""

    def make(name: str = "hengda_clerk") -> Client:
        client = Client()
        session = client.session
        session[CONTACT] = contacts[name].pk
        session.save()
        client.cookies["sessionid"] = session.session_key
        return client

    return make


def need(**said):
    return {
        "submission_key": "k" * 32,
        "aspect": "CASH_FLOW",
        "content": "货款压了四个月，工资快发不出了，想续贷。",
        "request_type": "REQUEST",
        "identity": "NAMED",
        "readers": "",
        **said,
    }


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


@pytest.fixture
def paired(clock, zhao_min, hengda, city):
    """周洁 is 恒达's steward."""
    return pair_by_hand(enterprise=hengda, by=zhao_min, at=clock.at, steward=city.person("zhou_jie"))


def raised(client: Client, **said) -> Case:
    answer = client.post("/firm/needs/new/", need(**said))
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get(number=answer["Location"].split("/")[-3])


class TestSigningIn:
    SAID = {"uscc": "91421000MA49000019", "phone": "138 0716 0002"}

    def test_code_and_telephone_then_the_code_that_was_sent(self, clock, contacts, settings):
        settings.DEMO = True
        client = Client()
        asked = client.post("/firm/sign-in/", self.SAID)
        assert asked.status_code == 200
        form = asked.context["form"]
        answer = client.post(
            "/firm/sign-in/code/", {"asked": form.initial["asked"], "code": asked.context["demo_code"]}
        )
        assert (answer.status_code, answer["Location"]) == (302, "/firm/")
        assert "恒达机械制造有限公司" in page(client, "/firm/")

    def test_the_code_is_on_the_screen_in_the_demo_only(self, clock, contacts):
        asked = Client().post("/firm/sign-in/", self.SAID)
        assert asked.context["demo_code"] == ""
        assert "data-demo-code" not in asked.content.decode()

    def test_strangers_get_the_same_page(self, clock, contacts):
        known = Client().post("/firm/sign-in/", self.SAID)
        unknown = Client().post("/firm/sign-in/", self.SAID | {"phone": "13900000002"})
        assert known.status_code == unknown.status_code == 200

        def same(answer):
            text = answer.content.decode().replace("138****0002", "X").replace("139****0002", "X")
            return [
                line
                for line in text.splitlines()
                if "csrf" not in line.lower() and 'name="asked"' not in line
            ]

        assert same(known) == same(unknown)
        assert Notice.objects.count() == 1

    def test_too_many_codes_are_refused_alike(self, clock, contacts):
        for said in (self.SAID, self.SAID | {"phone": "13900000002"}):
            answers = [Client().post("/firm/sign-in/", said).status_code for _ in range(6)]
            assert answers == [200] * 5 + [429]

    def test_a_wrong_code_says_so_and_nothing_more(self, clock, contacts):
        client = Client()
        asked = client.post("/firm/sign-in/", self.SAID).context["form"].initial["asked"]
        answer = client.post("/firm/sign-in/code/", {"asked": asked, "code": "abc123"})
        assert answer.status_code == 422
        assert "验证码不对，或者已经过期" in answer.content.decode()

    def test_firm_and_telephone_cannot_be_changed_in_between(self, clock, contacts):
        answer = Client().post("/firm/sign-in/code/", {"asked": "made-up", "code": "123456"})
        assert answer["Location"] == "/firm/sign-in/"

    def test_a_broken_code_is_explained(self, clock, db):
        answer = Client().post("/firm/sign-in/", {"uscc": "9142", "phone": "12345"})
        assert answer.status_code == 422
        assert "18位" in answer.content.decode()

    def test_one_comes_back_to_where_one_was_and_nowhere_else(self, clock, contacts, rf):
        client = Client()
        assert client.get("/firm/cases/")["Location"] == "/firm/sign-in/?next=%2Ffirm%2Fcases%2F"
        for wanted in ("//evil.example/firm/", "/work/", "https://evil.example/"):
            assert signing_in._next(rf.get("/", {"next": wanted})) == ""

    def test_half_an_hour_without_a_request_ends_it(self, firm, clock):
        client = firm()
        page(client, "/firm/")
        clock.advance(minutes=31)
        assert client.get("/firm/").status_code == 302

    def test_signing_out(self, firm):
        client = firm()
        client.post("/firm/sign-out/")
        assert client.get("/firm/").status_code == 302

    def test_who_is_revoked_is_out_with_the_next_request(self, firm, clock, zhao_min, hengda, contacts):
        client = firm()
        revoke_contact(
            enterprise=hengda, by=zhao_min, at=clock.at, contact=contacts["hengda_clerk"], reason="离职。"
        )
        assert client.get("/firm/").status_code == 302


def test_a_need_becomes_a_case_of_the_firm_under_its_aspect(firm, paired, hengda, city):
    case = raised(firm())
    assert (case.enterprise, case.programme, case.channel) == (hengda, "ENTERPRISE", "PORTAL")
    assert Need.objects.get(case=case).steward == city.person("zhou_jie")
    assert case.reporters.get().phone == "13807160002"
    assert "我们收到了" in page(firm(), f"/firm/cases/{case.number}/raised/")


def test_the_same_need_sent_twice_is_one(firm, contacts):
    assert raised(firm()) == raised(firm())
    assert Case.objects.count() == 1


def test_what_is_missing_is_said_and_nothing_is_lost(firm, contacts):
    answer = firm().post("/firm/needs/new/", need(content="", aspect=""))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请选一个方面" in text
    assert "请写一两句话" in text


def test_a_sealed_need_stays_with_its_author(firm, paired, city):
    case = raised(firm(), identity="SEALED")
    assert Need.objects.get(case=case).steward is None
    assert case.number in page(firm(), "/firm/cases/")
    for name in ("hengda_owner", "xinyuan_owner"):
        client = firm(name)
        assert client.get(f"/firm/cases/{case.number}/").status_code == 404
        for url in ("/firm/", "/firm/cases/", f"/firm/cases/?q={case.number}", "/firm/record/"):
            assert f"/firm/cases/{case.number}/" not in page(client, url)
        table = client.get("/firm/record/record.xlsx").content
        numbers = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(table)).active.iter_rows()]
        assert case.number not in numbers


def test_the_whole_firm_reads_answers_and_rates(firm, paired, zhao_min, clock, city):
    case = raised(firm())
    owner = firm("hengda_owner")
    here = f"/firm/cases/{case.number}/"
    assert "资金周转" in page(owner, here)
    actions.relay_message(case=case, by=zhao_min, at=clock.at, text="请补一份流水。")
    assert "给我们留了言" in page(owner, "/firm/")
    sent = {"submission_key": "a1", "text": "流水已传。", "seen": Case.objects.get().version}
    assert owner.post(f"{here}add/", sent)["Location"] == here
    assert RelayMessage.objects.filter(from_reporter=True).count() == 1
    assert "给我们留了言" not in page(owner, "/firm/")


def test_the_solution_and_the_steward_are_rated_apart(firm, paired, clock, loop, firms, contacts):
    case = raised(firm())
    for step in loop.STEPS[1:10]:
        case = loop.step(step, case)
    assert case.state == State.STRUCK_OFF
    client, here = firm("hengda_owner"), f"/firm/cases/{case.number}/"
    assert "核实过了，请说说是否解决" in page(client, "/firm/")
    clock.stand_at(loop.at)
    client = firm("hengda_owner")
    answer = client.post(
        f"{here}rate/",
        {
            "submission_key": "r1",
            "seen": case.version,
            "solved": "yes",
            "contact_confirmed": "yes",
            "satisfaction": "SATISFIED",
        },
    )
    assert answer["Location"] == here
    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert "评价店小二" in page(client, here)
    sent = {"submission_key": "r2", "rating": "GOOD", "case": case.number, "seen": 0}
    ratings = [choice for choice, _ in StewardRating._meta.get_field("rating").choices]
    sent["rating"] = ratings[0]
    assert client.post("/firm/steward/rate-steward/", sent)["Location"] == "/firm/steward/"
    assert StewardRating.objects.get().case == case


def test_another_firms_case_is_not_there(firm):
    case = raised(firm())
    other = firm("xinyuan_owner")
    for tail in ("", "raised/", "add/", "withdraw/"):
        assert other.get(f"/firm/cases/{case.number}/{tail}").status_code == 404


def test_retaliation_said_by_the_clerk_is_not_shown_to_the_owner(firm, loop):
    case = raised(firm())
    for step in loop.STEPS[1:7]:
        case = loop.step(step, case)
    actions.report_retaliation(
        case=case, by=loop_contact(loop, "hengda_clerk"), at=loop.later(), text="说以后别想批。"
    )
    assert "同一次反映的其他事" in page(firm(), f"/firm/cases/{case.number}/")
    assert "同一次反映的其他事" not in page(firm("hengda_owner"), f"/firm/cases/{case.number}/")


def loop_contact(loop, name):
    loop.contacts = {name: Contact.objects.get(name="叶小敏")}
    return loop.contact(name)


def test_another_steward_is_asked_for_and_the_steward_reads_no_reason(firm, paired):
    client = firm("hengda_owner")
    assert "周洁" in page(client, "/firm/steward/")
    sent = {"submission_key": "s1", "reason": "半年没有来过。", "seen": 0}
    answer = client.post("/firm/steward/request-other-steward/", sent)
    assert answer["Location"] == "/firm/steward/", answer.content.decode()
    assert StewardRequest.objects.count() == 1
    assert "换店小二的申请" in page(client, "/firm/steward/")


def test_an_announced_visit_is_declined_or_becomes_a_call(firm, paired, zhou_jie, hengda, clock):
    clock.advance(hours=1)
    later = (clock.at + timedelta(days=1)).replace(hour=6)
    visit = plan_visit(by=zhou_jie, at=clock.at, enterprise=hengda, planned_for=later)
    assert "这次不用来" not in page(firm(), "/firm/")
    announce_visit(visit=visit, by=zhou_jie, at=clock.at)
    client = firm()
    assert "这次不用来" in page(client, "/firm/")
    visit.refresh_from_db()
    sent = {"submission_key": "v1", "seen": visit.version, "words": "盘点，改电话吧。"}
    assert client.post(f"/firm/visit/{visit.number}/ask-for-call/", sent)["Location"] == "/firm/steward/"
    assert Visit.objects.get().state == "CALL_ASKED"
    assert firm("xinyuan_owner").get(f"/firm/visit/{visit.number}/decline/").status_code == 404


def test_a_firm_without_a_steward_reaches_the_duty_steward(firm, city, zhao_min, clock):
    set_duty_steward(office=city.city, by=zhao_min, at=clock.at, steward=city.person("zhou_jie"))
    assert "值班店小二" in page(firm(), "/firm/")


def test_the_owner_invites_and_stops_colleagues(firm, contacts):
    owner, clerk = firm("hengda_owner"), firm("hengda_clerk")
    assert "增加联系人" not in page(clerk, "/firm/contacts/").replace("增加或停用", "")
    assert clerk.get("/firm/contacts/invite-contact/").status_code == 403
    sent = {"submission_key": "c1", "name": "何会计", "role": "FINANCE", "phone": "13807160077", "seen": 0}
    assert owner.post("/firm/contacts/invite-contact/", sent)["Location"] == "/firm/contacts/"
    assert "138****0077" in page(clerk, "/firm/contacts/")
    stop = contacts["hengda_clerk"]
    seen = last_seq(stop.enterprise.subject)
    sent = {"submission_key": "c2", "contact": stop.pk, "reason": "已离职。", "seen": seen}
    assert owner.post("/firm/contacts/revoke-contact/", sent)["Location"] == "/firm/contacts/"
    assert clerk.get("/firm/").status_code == 302


def key_of(client, **more):
    said = {"submission_key": "t1", "label": "办公系统", "reach": "RAISE", **more}
    return client.post("/firm/keys/new/", said)


def test_a_key_is_shown_to_its_maker_once_and_kept_nowhere(firm, contacts):
    owner = firm("hengda_owner")
    assert "接口令牌" in page(owner, "/firm/contacts/")
    made = key_of(owner)
    secret = made.context["secret"]
    assert made.status_code == 200 and secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    again = key_of(owner)
    assert secret not in again.content.decode() and "不能再显示" in again.content.decode()
    assert Token.objects.count() == 1
    for kept in (*Submission.objects.values_list("answer", flat=True), *Token.objects.values()):
        assert secret not in str(kept)
    listed = page(owner, "/firm/keys/")
    assert "办公系统" in listed and secret not in listed
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert client.get("/api/v1/firm/cases").status_code == 200


def test_a_key_is_taken_back(firm, contacts):
    owner = firm("hengda_owner")
    secret = key_of(owner).context["secret"]
    token = Token.objects.get()
    seen = last_seq(contacts["hengda_owner"].enterprise.subject)
    sent = {"submission_key": "t2", "token": token.pk, "seen": seen}
    assert owner.post("/firm/keys/revoke-key/", sent)["Location"] == "/firm/keys/"
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    assert client.get("/api/v1/firm/cases").status_code == 401
    assert "已失效" in page(owner, "/firm/keys/")


def test_keys_are_for_those_who_speak_for_the_firm(firm):
    clerk = firm("hengda_clerk")
    assert "令牌由企业负责人签发" in page(clerk, "/firm/keys/")
    assert key_of(clerk).status_code == 403
    assert clerk.get("/firm/keys/revoke-key/").status_code == 403
    assert key_of(firm("hengda_owner"), label="").status_code == 422


def test_a_page_for_offline_use_shows_nothing_of_the_firm(firm):
    answer = firm().get("/firm/needs/new/")
    assert answer["X-Offline"] == "page"
    text = answer.content.decode()
    assert "恒达" not in text
    assert "叶小敏" not in text


def test_somebody_of_ours_is_no_contact(signed_in, clock):
    assert signed_in("zhao_min").get("/firm/").status_code == 302


def test_a_contact_is_nobody_of_ours(firm):
    client = firm("hengda_owner")
    for url in ("/work/", "/dashboard/", "/work/enterprises/"):
        assert client.get(url).status_code in (302, 403, 404)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("home", "/firm/"),
        ("cases", "/firm/cases/"),
        ("steward", "/firm/steward/"),
        ("contacts", "/firm/contacts/"),
        ("record", "/firm/record/"),
        ("keys", "/firm/keys/"),
        ("need", "/firm/needs/new/"),
    ],
)
def test_how_many_queries_a_page_takes(firm, paired, query_count, name, url):
    for n in range(3):
        raised(firm(), submission_key=f"{n}" * 32)
    client = firm("hengda_owner")
    client.get(url)
    with query_count(f"portal.firm.{name}"):
        page(client, url)


def test_how_many_queries_a_case_takes(firm, paired, query_count):
    case = raised(firm())
    client = firm("hengda_owner")
    client.get("/firm/")
    with query_count("portal.firm.case"):
        page(client, f"/firm/cases/{case.number}/")
