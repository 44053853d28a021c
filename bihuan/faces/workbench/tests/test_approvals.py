"""One queue for every kind of request."""

from uuid import uuid4

import pytest

from bihuan.kernel.approvals.models import Approval


@pytest.fixture
def asked(loop, city):
    """剔除, asked by the desk."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from bihuan.domain.cases import actions
    from bihuan.kernel.attachments.actions import receive_file

    case = loop.until("complete")
    desk = loop.actor("ma_li")
    upload = SimpleUploadedFile("证明.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
    evidence = receive_file(upload=upload, by=desk, at=loop.at, subject=None)
    actions.request_exclusion(
        case=case, by=desk, at=loop.later(), reason="与另一件重复。", evidence=[evidence]
    )
    return Approval.objects.get(kind="exclusion")


def test_the_decider_meets_it_in_the_queue_and_in_my_work(signed_in, asked, said):
    client = signed_in("zhao_min")
    assert "剔除" in said(client.get("/work/approvals/"))
    assert "与另一件重复。" in said(client.get(f"/work/approvals/{asked.pk}/"))
    assert f"/work/approvals/{asked.pk}/" in said(client.get("/work/"))


def test_yes_gives_effect_once(signed_in, asked):
    sent = {"submission_key": uuid4().hex, "granted": "yes", "answer": "同意。"}
    client = signed_in("zhao_min")
    assert client.post(f"/work/approvals/{asked.pk}/", sent).status_code == 302
    assert client.post(f"/work/approvals/{asked.pk}/", sent).status_code == 302
    asked.refresh_from_db()
    assert asked.granted is True


def test_no_needs_a_reason(signed_in, asked, said):
    answer = signed_in("zhao_min").post(
        f"/work/approvals/{asked.pk}/", {"submission_key": uuid4().hex, "granted": "no"}
    )
    assert answer.status_code == 422
    assert "请写明理由" in said(answer)


def test_the_asker_sees_it_wait_and_cannot_decide(signed_in, asked, said):
    client = signed_in("ma_li")
    assert "我提出的" in said(client.get("/work/approvals/"))
    assert 'name="granted"' not in said(client.get(f"/work/approvals/{asked.pk}/"))


def test_it_does_not_exist_for_others(signed_in, asked):
    assert signed_in("tang_yue").get(f"/work/approvals/{asked.pk}/").status_code == 404


def test_an_empty_queue_says_what_will_come(signed_in, said):
    assert "没有等您决定的申请" in said(signed_in("li_qiang").get("/work/approvals/"))
