"""A search that is read page by page: in order, each row once, both ways, and no further than it must."""

from datetime import UTC, datetime

import pytest

from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.search.actions import index_many
from bihuan.kernel.search.found import Found

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def found(words: str) -> Found[Note]:
    return Found(lambda _: Note.objects.all(), "note", words)


def far_apart() -> list[int]:
    """Notes whose ids lie in the newest stretch, in the wider one, and far below."""
    ids = [5, 40_000, 2_500_000, 2_999_990, 2_999_999, 3_000_000]
    for id in ids:
        Note.objects.create(pk=id, subject_kind="note", subject_id=0, text="拖车", digest="", written_at=NOON)
    index_many((Subject("note", id), "拖车太贵") for id in ids)
    return ids[::-1]


@pytest.mark.parametrize("page", [1, 2, 3, 4, 6, 10])
def test_the_newest_are_found_in_order_however_far_apart_they_lie(page):
    ids = far_apart()
    assert [note.pk for note in found("拖车").newest(page)] == ids[:page]


@pytest.mark.parametrize("page", [1, 2, 4])
def test_page_after_page_gives_each_row_once(page):
    ids, seen, before = far_apart(), [], None
    while rows := found("太贵").newest(page, before=before):
        seen += [note.pk for note in rows]
        before = seen[-1]
    assert seen == ids


def test_a_page_of_the_newest_asks_only_as_far_down_as_it_must(django_assert_num_queries):
    far_apart()
    with django_assert_num_queries(3):
        assert len(found("拖车").newest(3)) == 3
    with django_assert_num_queries(5):
        assert found("路灯").newest(3) == []


def test_a_page_of_nothing_in_particular_is_the_newest():
    newest, *_ = far_apart()
    assert [note.pk for note in found(" ").newest(1)] == [newest]
    assert found("。").newest(1) == []
    assert Found(lambda _: Note.objects.all(), "visit", "拖车").newest(1) == []


def test_the_gate_of_the_caller_holds_in_every_stretch():
    far_apart()
    visible = Note.objects.filter(pk__in=[40_000, 5])
    assert [note.pk for note in Found(lambda _: visible, "note", "拖车").newest(5)] == [40_000, 5]


@pytest.mark.parametrize("after", [0, 4, 5, 6, 39_999, 40_000, 2_499_999, 2_999_989, 2_999_999, 3_000_000])
def test_upwards_comes_what_lies_above_the_oldest_first(after):
    ids = [id for id in reversed(far_apart()) if id > after]
    pieces = found("拖车").upwards(after=after)
    assert [note.pk for piece in pieces for note in piece.order_by("pk")] == ids


@pytest.mark.parametrize("most", [1, 2, 3, 5, 6, 7])
def test_it_is_counted_over_the_stretches_and_no_further_than_asked(most):
    far_apart()
    assert found("拖车").count_to(most) == min(most, 6)


def test_what_the_newest_stretch_already_counts_is_not_looked_for_below(django_assert_num_queries):
    far_apart()
    with django_assert_num_queries(3):
        assert found("拖车").count_to(3) == 3


def test_narrowed_it_is_the_same_search():
    far_apart()
    late = found("拖车").filter(pk__gte=2_500_000)
    assert [note.pk for note in late.newest(9)] == [3_000_000, 2_999_999, 2_999_990, 2_500_000]
    assert set(late.all().values_list("pk", flat=True)) == {3_000_000, 2_999_999, 2_999_990, 2_500_000}


def test_the_gate_is_told_which_ids_are_looked_at():
    ids, told = far_apart(), []

    def seen(ids):
        told.append(ids)
        return Note.objects.filter(**ids.of("pk"))

    assert len(Found(seen, "note", "拖车").newest(9)) == 6
    assert [id for told_of in told for id in told_of.listed] == ids


@pytest.mark.parametrize("walk", ["newest", "upwards"])
def test_behind_the_first_ids_of_a_stretch_the_rest_of_it_is_asked(monkeypatch, walk):
    monkeypatch.setattr("bihuan.kernel.search.found.LISTED", 1)
    ids = far_apart()
    if walk == "newest":
        assert [note.pk for note in found("拖车").newest(9)] == ids
    else:
        pieces = found("拖车").upwards(after=0)
        assert [note.pk for piece in pieces for note in piece.order_by("pk")] == ids[::-1]
    assert found("拖车").count_to(9) == 6
