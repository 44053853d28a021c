"""What is written in bulk is what the ORM would have written, on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction

from bihuan.kernel.bulk import copy_line, insert_ready, insert_rows, insert_text, preparation, reserve_ids
from bihuan.kernel.bulk.preparing import utc_text
from bihuan.kernel.figures.models import FigureDay
from bihuan.kernel.submissions.models import Submission

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
TEXTS = ("", "一行", "制表\t换行\n回车\r", r"反斜杠\N \\", "引号\"'", "百分%s ?", "{}")
ANSWERS = (None, {"号": "一"}, [1, None, 2.5], "字\n", 0, False)
FIELDS = ("actor", "key", "fingerprint", "answer", "at", "lasting")


def submission(key, answer=None, at=AT):
    return ("p:1", key, "f", answer, at, False)


def kept():
    return list(Submission.objects.order_by("pk").values_list(*FIELDS))


@pytest.mark.parametrize("at", [AT, AT.astimezone(BEIJING), AT.replace(microsecond=0)])
def test_rows_read_back_as_what_the_orm_would_have_written(at):
    rows = [submission(text, answer, at) for text in TEXTS for answer in ANSWERS[:1]]
    rows += [submission(f"k{number}", answer, at) for number, answer in enumerate(ANSWERS)]
    insert_rows(Submission, FIELDS, rows)
    in_bulk = kept()
    Submission.objects.all().delete()
    for row in rows:
        Submission.objects.create(**dict(zip(FIELDS, row, strict=True)))
    assert in_bulk == kept()


def test_days_and_numbers_are_kept_as_they_are():
    fields = ("code", "of", "day", "numerator", "denominator", "edition", "as_of")
    row = ("a.b", "", date(2026, 2, 28), 2**40, None, 1, AT)
    insert_rows(FigureDay, fields, [row])
    assert FigureDay.objects.values_list(*fields).get() == row
    assert FigureDay.objects.get(day=date(2026, 2, 28))


def test_a_moment_without_a_zone_is_refused_as_the_orm_refuses_it():
    with pytest.raises(ValueError, match="naive"):
        utc_text(AT.replace(tzinfo=None))


def test_one_row_that_cannot_stand_takes_all_with_it():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Submission, FIELDS, [submission("a"), submission("b"), submission("a")])
    assert not kept()


def ready_row(number, key):
    row = (number, *submission(key, {"n": number}))
    columns = Submission._meta.concrete_fields
    return tuple(
        ready(value) if (ready := preparation(column)) else value
        for column, value in zip(columns, row, strict=True)
    )


def test_what_was_prepared_before_is_inserted_in_the_models_order():
    insert_ready(Submission, [ready_row(number, key) for number, key in enumerate(TEXTS, start=1)])
    assert [row[1] for row in kept()] == list(TEXTS)


def test_a_line_of_copy_says_the_same():
    rows = [ready_row(number, key) for number, key in enumerate(TEXTS, start=1)]
    if connection.vendor != "postgresql":
        assert copy_line(["a\tb\n\\", None, 1]) == "a\\tb\\n\\\\\t\\N\t1\n"
        return
    insert_text(Submission, [copy_line(row) for row in rows])
    in_text = kept()
    Submission.objects.all().delete()
    insert_ready(Submission, rows)
    assert in_text == kept()


def test_reserved_ids_are_nobody_elses():
    first = Submission.objects.create(**dict(zip(FIELDS, submission("first"), strict=True)))
    with transaction.atomic():
        ids = list(reserve_ids(Submission, 3))
        insert_rows(Submission, ("id", *FIELDS), [(number, *submission(f"k{number}")) for number in ids])
    after = Submission.objects.create(**dict(zip(FIELDS, submission("after"), strict=True)))
    assert ids == sorted(set(ids)) and len(ids) == 3
    assert first.pk < ids[0] and ids[-1] < after.pk
    assert list(reserve_ids(Submission, 0)) == []
