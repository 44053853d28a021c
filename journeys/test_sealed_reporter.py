"""A sealed reporter, seen from the section complained of: nothing."""

import pytest
from django.core.files.base import ContentFile

from bihuan.domain.cases import actions as cases
from bihuan.domain.cases.actions import Outsider
from bihuan.domain.cases.choices import Identity, RequestType
from bihuan.domain.cases.models import Case, Completion
from bihuan.domain.cases.queries import cases_visible_to
from bihuan.domain.cases.queries.search import CaseSearch, search_cases
from bihuan.domain.cases.queries.sight import seen_of
from bihuan.domain.remedies import actions as remedies
from bihuan.domain.remedies.queries import clues_visible_to, long_terms_visible_to, orders_visible_to
from bihuan.kernel.access import Actor
from bihuan.kernel.access.actions import issue_token
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.gates import attachment_for
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.documents.official import official_document
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.journal import history
from bihuan.kernel.notices.jobs import TASKS as NOTICE_TASKS
from bihuan.kernel.notices.models import Delivery, Notice
from bihuan.kernel.refusals import NotVisible, Refusal
from bihuan.testing.cases import Loop

pytestmark = pytest.mark.django_db(transaction=True)

NAME, PHONE = "钱多多", "13900005678"
WORDS = "唐科员在东门停车场让我买两条烟才放车"
PLACE = "东门停车场七号岗亭"
RESTATED = "反映停车管理人员索要物品"
SECRETS = (NAME, PHONE, WORDS, PLACE, "两条烟", "recording.docx")
COMPLAINED_OF = ("tang_yue", "luo_jun", "xu_hui", "deng_bo")
PAGES = ("/work/", "/work/cases/", "/work/cases/?words=停车", "/work/approvals/")


@pytest.fixture
def loop(city) -> Loop:
    return Loop(city)


@pytest.fixture
def recording(loop) -> Attachment:
    content = official_document(title="录音文字", body=[WORDS], signed_by=NAME, on=loop.at.date())
    by = loop.actor("liu_yang")
    return receive_file(upload=ContentFile(content, name="recording.docx"), by=by, at=loop.at)


@pytest.fixture
def case(loop, recording) -> Case:
    """About the conduct of somebody in city management; restated, dispatched to another unit, handled, replied."""
    case = loop.register(
        content=WORDS,
        title=WORDS,
        address=PLACE,
        identity=Identity.SEALED,
        request_type=RequestType.REPORT,
        reporter=Outsider(name=NAME, phone=PHONE),
        respondent=loop.city.streets,
        about_conduct=True,
        attachments=[recording],
    )

    def do(action, who, **inputs):
        return action(case=case, by=loop.actor(who), at=loop.later(), **inputs)

    do(cases.accept_case, "zhao_min")
    do(cases.restate_case, "zhao_min", title=RESTATED, restatement="有人反映停车管理中索要物品，请核实。")
    with pytest.raises(Refusal, match="被反映"):
        do(cases.dispatch_case, "zhao_min", office=loop.city.streets)
    do(cases.dispatch_case, "zhao_min", office=loop.city.housing)
    do(cases.acknowledge_case, "ma_li")
    do(cases.subdispatch_case, "ma_li", office=loop.city.housing_permits)
    do(cases.acknowledge_case, "li_qiang")
    do(cases.relay_message, "li_qiang", text="请补充发生的日期。")
    reply = f"尊敬的{NAME[0]}先生，已约谈并要求退还，依据《公职人员政务处分法》，联系人李强，0716-8123456。"
    do(cases.complete_case, "li_qiang", outcome="SOLVED", reply=reply)
    remedies.draft_clue(
        by=loop.actor("zhao_min"),
        at=loop.later(),
        case=case,
        organ=loop.city.discipline,
        gist=WORDS,
        second_signer=loop.city.person("zheng_kai"),
    )
    case.refresh_from_db()
    return case


def api_of(loop, name, client):
    _, secret = issue_token(
        label=name,
        scopes=("cases:read",),
        post_id=loop.city.posts[name].pk,
        person_id=loop.city.people[name].pk,
        days=30,
        by=Actor.calendar("test"),
        at=loop.at,
    )
    return lambda url: client.get(url, headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("name", COMPLAINED_OF)
def test_the_complained_of_see_nothing_through_any_face(loop, case, recording, name, signed_in, client):
    actor = loop.actor(name)
    # Lists, search by number and by words, duties, remedies.
    assert not cases_visible_to(actor).filter(pk=case.pk).exists()
    for words in (case.number, "停车", "烟", NAME, RESTATED):
        assert case not in search_cases(actor, CaseSearch(words=words)).all()
    assert not duties_of(actor).filter(subject_kind="case", subject_id=case.pk).exists()
    for visible in (orders_visible_to, clues_visible_to, long_terms_visible_to):
        assert not visible(actor).exists()
    # Attachments: not even that there is one.
    with pytest.raises(NotVisible):
        attachment_for(actor, recording.key)
    # Pages: neither the words nor the number.
    browser = signed_in(name)
    for page in PAGES:
        said = browser.get(page, follow=True).content.decode()
        assert not [secret for secret in (*SECRETS, RESTATED, case.number) if secret in said], page
    assert browser.get(f"/work/cases/{case.number}/").status_code == 404
    # API: list, one, journal, attachments.
    get = api_of(loop, name, client)
    assert case.number not in get("/api/v1/cases").content.decode()
    for part in ("", "/journal", "/attachments"):
        assert get(f"/api/v1/cases/{case.number}{part}").status_code == 404


def test_nobody_there_is_notified_and_no_notice_carries_words(loop, case):
    for task in NOTICE_TASKS:
        task.run(Actor.calendar(task.name), loop.later())
    people = [loop.city.person(name).pk for name in COMPLAINED_OF]
    entries = [entry.pk for entry in history(case.subject)]
    assert not Delivery.objects.filter(person__in=people, entry_id__in=entries).exists()
    for notice in Notice.objects.filter(entry_id__in=entries):
        assert not [secret for secret in SECRETS if secret in notice.title + notice.body]


def test_the_journal_holds_no_word_of_the_reporter(case):
    text = "".join(entry.text for entry in history(case.subject))
    assert not [secret for secret in SECRETS if secret in text]
    assert "clue" not in text  # nor that a clue was handed over


def test_the_section_that_handles_it_reads_the_restatement_only(loop, case, recording, signed_in, client):
    actor = loop.actor("li_qiang")
    seen = seen_of(cases_visible_to(actor).get(pk=case.pk), actor)
    assert (seen.title, seen.address, seen.reporters) == (RESTATED, "", ())
    with pytest.raises(NotVisible):
        attachment_for(actor, recording.key)
    get = api_of(loop, "li_qiang", client)
    for url in ("", "/journal", "/attachments"):
        answer = get(f"/api/v1/cases/{case.number}{url}")
        assert answer.status_code == 200
        assert not [secret for secret in SECRETS if secret in answer.content.decode()], url
    said = signed_in("li_qiang").get(f"/work/cases/{case.number}/", follow=True).content.decode()
    assert RESTATED in said
    assert not [secret for secret in SECRETS if secret in said]
    # It cannot find out by trying names in its reply either.
    flags = {flag["code"] for flag in Completion.objects.get(leg__case=case).quality}
    assert "wrong_name" not in flags
