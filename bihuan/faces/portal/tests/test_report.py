"""Reporting: in one page, kept whatever goes wrong, once however often it is sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.submissions import receipt_secret

pytestmark = pytest.mark.django_db(transaction=True)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _in_the_city(city, clock):
    """A city to report in, on a Monday morning."""


def test_the_form_needs_no_account_and_may_wait_on_a_phone(client):
    answer = client.get("/report/")
    assert answer.status_code == 200
    assert answer["X-Offline"] == "page"
    assert 'data-offline="public"' in answer.content.decode()
    assert not Case.objects.exists()


def test_a_report_gives_number_and_secret(visitor):
    answer = visitor.report()
    case = Case.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/report/receipt/{case.number}/"
    page = visitor.client.get(answer["Location"]).content.decode()
    assert case.number in page
    assert receipt_secret(case.number) in page
    assert (case.channel, case.programme, case.identity) == ("PORTAL", "RESIDENT", Identity.NAMED)


def test_sent_twice_it_is_one_case(visitor):
    fields = visitor.fields()
    first, second = visitor.client.post("/report/", fields), visitor.client.post("/report/", fields)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_the_key_opens_the_receipt_of_what_was_sent_unseen(visitor, client):
    visitor.report(submission_key="a" * 32)
    answer = client.post("/report/receipt/", {"submission_key": "a" * 32})
    assert answer["Location"] == f"/report/receipt/{Case.objects.get().number}/"
    assert client.get(answer["Location"]).status_code == 200
    assert client.post("/report/receipt/", {"submission_key": "b" * 32}).status_code == 404


def test_a_receipt_is_for_its_holder_only(visitor, client):
    visitor.report()
    number = Case.objects.get().number
    for path in (f"/report/receipt/{number}/", f"/report/receipt/{number}/receipt.txt", f"/track/{number}/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert receipt_secret(number) not in answer.content.decode()


def test_without_a_number_to_call_it_comes_back_with_all_that_was_typed(visitor):
    answer = visitor.report(phone="", address="江津路口")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写电话" in page
    assert "江津路口" in page
    assert "data-came-back" in page
    assert 'value="' + "k" * 32 in page
    assert not Case.objects.exists()


def test_anonymous_leaves_nothing_behind(visitor):
    visitor.report(identity="ANONYMOUS")
    case = Case.objects.get()
    assert case.identity == Identity.ANONYMOUS
    assert not case.reporters.exists()


def test_for_somebody_else(visitor):
    visitor.report(affected_name="孙母", affected_phone="0716-8123456")
    affected = Case.objects.get().reporters.get(role="AFFECTED")
    assert (affected.name, affected.phone) == ("孙母", "0716-8123456")


def test_a_firm_is_known_by_its_code(visitor, hengda):
    visitor.report(uscc=hengda.uscc.lower())
    case = Case.objects.get()
    assert (case.enterprise, case.programme) == (hengda, "ENTERPRISE")


def test_a_code_that_we_do_not_know_stays_in_the_words(visitor):
    visitor.report(uscc="91350100M000100Y43")
    case = Case.objects.get()
    assert (case.enterprise, case.programme) == (None, "ENTERPRISE")
    assert "91350100M000100Y43" in case.content.text


def test_photos_belong_to_the_case(visitor):
    visitor.report(files=[SimpleUploadedFile("坑.png", PNG, "image/png")])
    assert Attachment.objects.get().subject_id == Case.objects.get().pk


def test_a_recording_alone_will_do(visitor):
    visitor.report(content="", files=[SimpleUploadedFile("坑.png", PNG, "image/png")])
    assert "录音" in Case.objects.get().content.text


def test_a_refused_file_keeps_the_words_and_the_files_that_were_fine(visitor):
    bad = SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 100)
    answer = visitor.report(files=[SimpleUploadedFile("坑.png", PNG, "image/png"), bad])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "小区门口的井盖破了" in page
    assert "坑.png（已收到）" in page
    assert "x.exe" in page
    kept = Attachment.objects.get().key
    visitor.report(files__kept=kept)
    assert Attachment.objects.get().subject_id == Case.objects.get().pk


def test_a_robot_fills_what_people_do_not_see(visitor):
    answer = visitor.report(homepage="http://example.com")
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_robot_is_quicker_than_a_hand(visitor, clock):
    fields = visitor.fields()
    clock.advance(seconds=-29)
    answer = visitor.client.post("/report/", fields)
    assert answer.status_code == 422
    assert "请再看一遍" in answer.content.decode()
    assert not Case.objects.exists()


def test_one_number_reports_ten_times_a_day(visitor):
    for n in range(10):
        assert visitor.report(submission_key=f"key{n}").status_code == 302
    answer = visitor.report(submission_key="key10")
    assert answer.status_code == 429
    assert "小区门口的井盖破了" in answer.content.decode()
    assert visitor.report(submission_key="key11", phone="13800005678").status_code == 302


def test_what_is_written_is_shown_as_text(visitor):
    visitor.report(content="<script>alert(1)</script>" + "很长的话。" * 800)
    case = Case.objects.get()
    page = visitor.see(case)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_too_long_is_said_and_kept(visitor):
    answer = visitor.report(content="长" * 5001)
    assert answer.status_code == 422
    assert "5001" in answer.content.decode()


def test_danger_is_answered_with_the_number_to_call(visitor):
    answer = visitor.report(content="楼下燃气泄漏", phone="")
    assert '<strong>请先拨打：火灾、燃气 <a href="tel:119">' in answer.content.decode()
    answer = visitor.report(content="楼下燃气泄漏")
    assert "请先拨打" in visitor.client.get(answer["Location"]).content.decode()
