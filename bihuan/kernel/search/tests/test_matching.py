"""The index is asked through Note, a kernel noun with a text, standing in for the nouns of the rooms above."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.notes.models import Note
from bihuan.kernel.search.actions import index, index_many, unindex
from bihuan.kernel.search.models import Indexed
from bihuan.kernel.search.queries import matching

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def noted(text: str) -> Note:
    note = Note.objects.create(subject_kind="note", subject_id=0, text=text, digest="", written_at=NOON)
    index(subject=Subject("note", note.pk), text=text)
    return note


def found(words: str) -> set[str]:
    return set(matching(Note.objects.all(), "note", words).values_list("text", flat=True))


@pytest.fixture
def texts():
    towing = "沙市区拖车费太高了，编号JZ2026-000123"
    firm = "荆州恒达机械有限公司申请技改补助"
    noted(towing)
    noted(firm)
    return towing, firm


@pytest.mark.parametrize(
    "words",
    [
        "拖车",
        "车费",
        "费太",
        "拖车费",
        "拖 沙市",
        "沙市 太高",
        "jz2026",
        "JZ2026 0001",
        "JZ2026-0001",
        "000123",
        "车",
    ],
)
def test_what_stands_in_the_text_is_found(texts, words):
    assert found(words) == {texts[0]}


@pytest.mark.parametrize("words", ["恒达", "恒达机械", "技改", "荆州，补助！"])
def test_names_that_no_dictionary_knows_are_found(texts, words):
    assert found(words) == {texts[1]}


@pytest.mark.parametrize("words", ["停车", "拖车 恒达", "123", "'", '"', "()&|!", "*"])
def test_what_does_not_stand_there_is_not_found(texts, words):
    assert found(words) == set()


def test_no_words_narrow_nothing(texts):
    assert found("  ") == set(texts)


def test_a_changed_text_is_found_by_its_new_words_only(texts):
    note = Note.objects.get(text=texts[0])
    index(subject=Subject("note", note.pk), text="路灯坏了")
    assert found("拖车") == set()
    assert found("路灯") == {texts[0]}


def test_what_was_unindexed_is_not_found(texts):
    note = Note.objects.get(text=texts[0])
    unindex(Subject("note", note.pk))
    assert found("拖车") == set()


def test_another_kind_with_the_same_id_is_not_mixed_up(texts):
    note = Note.objects.get(text=texts[1])
    index(subject=Subject("case", note.pk), text="路灯坏了")
    assert found("路灯") == set()


def test_the_order_and_page_of_the_caller_stay(texts):
    newer = noted("拖车又来了")
    older = Note.objects.get(text=texts[0])
    page = matching(Note.objects.filter(pk__lt=newer.pk).order_by("-pk"), "note", "拖车")[:20]
    assert list(page) == [older]


def test_finding_is_one_query(texts, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(matching(Note.objects.all(), "note", "拖车")) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="'\"*():&|!^-~\\ 拖车a1", max_size=20))
def test_any_text_is_a_question_and_never_an_error(words):
    list(matching(Note.objects.all(), "note", words))


def test_a_very_long_text_is_indexed_by_its_beginning():
    assert (
        index_many([(Subject("note", 1), "拖车" + "".join(chr(0x4E00 + i % 20_000) for i in range(200_000)))])
        == 1
    )
    assert Indexed.objects.filter(subject_kind="note", subject_id=1).exists()
