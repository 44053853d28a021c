from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.sweeping import remove_orphans
from bihuan.kernel.attachments.tests import conftest as make
from bihuan.kernel.attachments.tests.conftest import CLERK, NOON, given, stored_files
from bihuan.kernel.journal.subjects import Subject

pytestmark = pytest.mark.django_db
CASE = Subject("case", 31)


def receive(**more):
    return receive_file(upload=given(make.docx(), "a.docx"), by=CLERK, at=NOON, **more)


def test_what_nobody_attached_goes_after_a_day(own_storage):
    kept, _waiting = receive(subject=CASE), receive()
    assert remove_orphans(NOON + timedelta(hours=23)) == 0
    assert remove_orphans(NOON + timedelta(days=2)) == 1
    assert list(Attachment.objects.all()) == [kept]
    assert stored_files(own_storage) == {kept.key}


def test_bytes_that_a_rollback_left_go_after_a_day(own_storage):
    kept = receive(subject=CASE)
    default_storage.save(f"2026/11/23/{'0' * 48}", ContentFile(b"left by a rollback"))
    assert remove_orphans(NOON + timedelta(hours=12)) == 0
    assert remove_orphans(NOON + timedelta(days=3)) == 1
    assert stored_files(own_storage) == {kept.key}


def test_bytes_of_an_erased_row_that_a_crash_left_go(own_storage):
    file = receive(subject=CASE)
    Attachment.objects.filter(pk=file.pk).update(erased_at=NOON)
    assert remove_orphans(NOON + timedelta(hours=1)) == 1
    assert stored_files(own_storage) == set()


def test_doing_it_again_removes_nothing_more():
    receive()
    assert remove_orphans(NOON + timedelta(days=2)) == 1
    assert remove_orphans(NOON + timedelta(days=2)) == 0


def test_the_number_of_queries_does_not_grow_with_the_files(django_assert_max_num_queries):
    for _ in range(5):
        receive(subject=CASE)
    with django_assert_max_num_queries(8):
        remove_orphans(NOON + timedelta(days=2))
