"""My messages: mine only, newest first, read by opening."""

import pytest

from bihuan.faces.shared import homes
from bihuan.kernel.clock import now
from bihuan.kernel.journal.actions import record
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notices.choices import Channel
from bihuan.kernel.notices.models import Delivery, Notice


@pytest.fixture
def told(trials, db, monkeypatch):
    """One message to 赵敏 about an office."""
    from django.db import transaction

    monkeypatch.setitem(homes._HOMES, "trial", lambda pk: f"/trials/{pk}/")
    at, person = now(), trials.person("zhao_min")
    with transaction.atomic():
        entry = record(
            subject=Subject("trial", trials.housing.pk),
            event="trial.rename",
            by=trials.actor("ma_li"),
            at=at,
            data={"name": "住建"},
        )
    notice = Notice.objects.create(
        entry=entry,
        recipient=f"person:{person.pk}",
        channel=Channel.IN_APP,
        title="有一件要您签收",
        body="2026-000318",
        queued_at=at,
    )
    return Delivery.objects.create(
        notice=notice, entry=entry, channel=Channel.IN_APP, person=person, who=f"person:{person.pk}"
    )


def test_a_message_waits_beside_the_bell_and_is_read_by_opening_it(signed_in, told):
    client = signed_in("zhao_min")
    html = client.get("/me/notices/").content.decode()
    assert "有一件要您签收" in html and "1 条未读" in html
    assert client.post(f"/me/notices/{told.pk}/").url == f"/trials/{told.entry.subject_id}/"
    assert "条未读" not in client.get("/me/notices/").content.decode()


def test_all_can_be_marked_read(signed_in, told):
    client = signed_in("zhao_min")
    client.post("/me/notices/read/")
    told.refresh_from_db()
    assert told.read_at is not None


def test_nobody_opens_another_persons_message(signed_in, told):
    assert signed_in("li_qiang").post(f"/me/notices/{told.pk}/").status_code == 404


def test_opening_is_never_a_get(signed_in, told):
    assert signed_in("zhao_min").get(f"/me/notices/{told.pk}/").status_code == 405
