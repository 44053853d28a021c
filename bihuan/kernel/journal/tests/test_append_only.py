import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from bihuan.kernel.journal import place
from bihuan.kernel.journal.append_only import LIFT, install_append_only, unguarded_tables
from bihuan.kernel.journal.models import Entry, Position


def refused(action):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        action()


def test_an_entry_is_neither_changed_nor_deleted(write):
    entry = write(1)
    refused(lambda: Entry.objects.filter(pk=entry.pk).update(face="other"))
    refused(lambda: Entry.objects.all().delete())
    refused(lambda: entry.save())
    assert Entry.objects.get().face == "workbench"


def test_a_position_is_neither_moved_nor_deleted(write):
    write(1), place()
    refused(lambda: Position.objects.update(position=7))
    refused(lambda: Position.objects.all().delete())


@pytest.mark.postgresql
def test_truncate_is_refused(write):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    write(1)

    def truncate():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE journal_entry CASCADE")

    refused(truncate)


def drop_one():
    with connection.cursor() as cursor:
        cursor.execute(LIFT.here[0].format(table="journal_entry"))


def test_the_system_check_fails_when_a_trigger_is_missing(db):
    assert [m.id for m in run_checks(tags=["database"], databases=["default"])] == []
    drop_one()
    assert [m.id for m in run_checks(tags=["database"], databases=["default"])] == ["journal.E001"]


def test_migrate_puts_missing_triggers_back(db):
    drop_one()
    assert unguarded_tables() == ["journal_entry"]
    call_command("migrate", verbosity=0, skip_checks=True)
    assert unguarded_tables() == []


def test_installing_again_changes_nothing(db):
    install_append_only()
    install_append_only()
    assert unguarded_tables() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_is_cleaned_up_and_leaves_the_triggers(time, write):
    assert Entry.objects.count() == 0
    assert unguarded_tables() == []
    with transaction.atomic():
        write(1)
