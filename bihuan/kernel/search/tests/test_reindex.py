import pytest
from django.core.management import call_command
from django.db import connection

from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.search import rebuild
from bihuan.kernel.search.actions import index
from bihuan.kernel.search.install import install
from bihuan.kernel.search.models import Indexed
from bihuan.kernel.search.queries import HAS_TERMS, matching
from bihuan.kernel.search.terms import wanted


@pytest.fixture
def source(monkeypatch):
    texts = {n: f"第{n}条拖车" for n in range(1, 2502)}
    monkeypatch.setattr(rebuild, "_sources", {"thing": lambda: iter(texts.items())})
    return texts


@pytest.mark.django_db
def test_rebuilding_adds_what_is_missing_and_forgets_what_is_gone(source):
    index(subject=Subject("thing", 9_999), text="没有了")
    index(subject=Subject("other", 1), text="别的")
    assert list(rebuild.reindex()) == [("thing", 1000), ("thing", 2000), ("thing", 2501), ("thing", 2501)]
    assert Indexed.objects.filter(subject_kind="thing").count() == 2501
    assert Indexed.objects.filter(subject_kind="other").count() == 1


@pytest.mark.django_db
def test_the_command_says_how_far_it_is(source, capsys):
    call_command("reindex", "thing")
    assert "thing：2501 条" in capsys.readouterr().out


def test_a_kind_has_one_source_of_texts(monkeypatch):
    monkeypatch.setattr(rebuild, "_sources", {})
    rebuild.register_texts("thing", list)
    rebuild.register_texts("thing", list)
    with pytest.raises(ValueError, match="thing"):
        rebuild.register_texts("thing", tuple)


@pytest.mark.django_db(transaction=True)
def test_what_was_dropped_is_put_back_and_what_was_deleted_is_not_found(source):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER search_indexed_added")
    install(connection)
    list(rebuild.reindex())
    entries = Indexed.objects.filter(HAS_TERMS.here(wanted("第2477条")))
    assert list(entries.values_list("subject_id", flat=True)) == [2477]
    Indexed.objects.all().delete()
    assert not Indexed.objects.filter(HAS_TERMS.here(wanted("第2477条"))).exists()


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="plans are PostgreSQL's")
def test_a_rare_word_is_found_through_the_gin_index(source):
    list(rebuild.reindex())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_indexed")
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = matching(Indexed.objects.all(), "thing", "第2477条").explain()
    assert "search_indexed_terms" in plan
