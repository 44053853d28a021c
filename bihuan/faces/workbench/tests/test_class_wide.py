"""共性问题, on the office's page."""

from bihuan.domain.cases.choices import State
from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.liaison.actions import add_need
from bihuan.domain.liaison.tests.test_class_wide import WORDS


def needs(loop, city, n=3):
    for number, words in enumerate(WORDS[:n]):
        firm = Enterprise.objects.create(name=f"乙{number}公司", region=city.regions["city"])
        case = loop.register(enterprise=firm, content=words, programme="ENTERPRISE")
        add_need(case=case, by=loop.actor("zhou_jie"), at=loop.later(), aspect="SURROUNDINGS")


def test_the_office_bundles_what_it_chose(signed_in, loop, city, clock):
    needs(loop, city)
    clock.stand_at(loop.at)
    client = signed_in("zhao_min")
    text = client.get("/work/class-wide/").content.decode()
    assert "3 家企业提出" in text
    lead, *others = Case.objects.order_by("id").values_list("number", flat=True)
    sent = {"submission_key": "k1", "lead": lead, "case": [lead, *others]}
    for _ in range(2):  # the same twice is once
        assert client.post("/work/class-wide/bundle/", sent)["Location"] == f"/work/cases/{lead}/"
    assert list(Case.objects.order_by("id").values_list("state", flat=True)) == [
        State.REGISTERED,
        State.MERGED,
        State.MERGED,
    ]


def test_a_refusal_names_its_case_and_nothing_is_half_done(signed_in, loop, city, clock):
    needs(loop, city)
    lead, one, other = Case.objects.order_by("id")
    Case.objects.filter(pk=other.pk).update(state=State.STRUCK_OFF)
    clock.stand_at(loop.at)
    sent = {"submission_key": "k2", "lead": lead.number, "case": [one.number, other.number]}
    answer = signed_in("zhao_min").post("/work/class-wide/bundle/", sent)
    assert answer.status_code == 409
    assert other.number in answer.content.decode()
    one.refresh_from_db()
    assert one.state == State.REGISTERED


def test_it_is_the_offices_page_alone(signed_in, clock):
    for name in ("li_qiang", "zhou_jie"):
        assert signed_in(name).get("/work/class-wide/").status_code == 404
    assert signed_in("zhao_min").post("/work/class-wide/bundle/", {}).status_code == 422
