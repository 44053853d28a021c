import hashlib
from datetime import date

import pytest
from django.core.files.storage import default_storage

from bihuan.kernel.attachments.queries import files_of
from bihuan.kernel.attachments.tests.conftest import CLERK, NOON, own_storage
from bihuan.kernel.documents.actions import keep_document
from bihuan.kernel.documents.models import Document
from bihuan.kernel.documents.official import official_document
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import Malformed

__all__ = ["own_storage"]
pytestmark = pytest.mark.django_db
ORDER = Subject("order", 5)


def keep(**more):
    content = official_document(
        title="整改通知书", body=["请整改。"], signed_by="市双优化办", on=date(2026, 11, 23)
    )
    fields = {
        "kind": "order",
        "title": "整改通知书",
        "content": content,
        "subject": ORDER,
        "by": CLERK,
        "at": NOON,
    }
    return keep_document(**(fields | more))


def test_the_paper_is_stored_with_its_subject_and_hashed_for_the_journal():
    document = keep(number="荆双优〔2026〕12号")
    stored = default_storage.open(document.attachment.path).read()
    assert document.reference == {"document": document.pk, "sha256": hashlib.sha256(stored).hexdigest()}
    assert list(files_of(ORDER)) == [document.attachment]
    assert document.attachment.kind == "docx"
    assert str(document) == "荆双优〔2026〕12号 整改通知书"


def test_a_number_is_given_once_per_kind():
    keep(number="荆双优〔2026〕12号")
    with pytest.raises(Malformed, match="已经用过"):
        keep(number="荆双优〔2026〕12号")
    keep(number="荆双优〔2026〕12号", kind="letter")
    keep()
    keep()
    assert Document.objects.count() == 4
