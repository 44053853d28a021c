import json

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from bihuan.kernel.access import Actor
from bihuan.kernel.journal import Subject, entries_after, history, last_seq, place, record
from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.journal.canonical import NotCanonical, canonical
from bihuan.kernel.journal.chains import chain_hash
from bihuan.kernel.journal.events import UnknownEvent
from bihuan.kernel.journal.models import Entry, Queued
from bihuan.kernel.journal.tests.conftest import AT, LI_QIANG


def test_entries_of_a_subject_are_numbered_and_hold_on_to_each_other(write):
    first, other, second = write(1), write(2), write(1)
    assert [(e.seq, e.prev_hash) for e in (first, other, second)] == [(1, ""), (1, ""), (2, first.hash)]
    assert second.hash == chain_hash("sha256", first.hash, second.text)
    assert [e.pk for e in history(Subject("thing", 1))] == [first.pk, second.pk]
    assert last_seq(Subject("thing", 1)) == 2
    assert last_seq(Subject("thing", 99)) == 0


def test_the_text_says_everything_that_the_columns_say_and_no_name(write):
    entry = Entry.objects.get(pk=write(1, amount_fen=1200, due_at=AT).pk)
    said = json.loads(entry.text)
    assert said["data"] == entry.data == {"amount_fen": 1200, "due_at": "2026-11-23T01:00:00.000000Z"}
    assert said["at"] == "2026-11-23T01:00:00.000000Z"
    columns = ["subject_kind", "subject_id", "seq", "event", "person_id", "post_id", "acting_for_id"]
    columns += ["actor_kind", "agent", "face", "algorithm"]
    assert {name: said[name] for name in columns} == {name: getattr(entry, name) for name in columns}
    assert "李强" not in entry.text


def test_the_text_is_canonical_json(write):
    entry = write(1, reason='说明 "原文"', flags=[True, None, -1])
    assert entry.text == canonical(json.loads(entry.text))


def test_many_entries_continue_the_chains_that_are_there(write):
    first = write(1)
    drafts = [Draft(Subject("thing", n), "thing.done", LI_QIANG, AT, {"n": n}) for n in (1, 2, 1, 3, 2)]
    assert record_many(drafts) == 5
    chain = history(Subject("thing", 1))
    assert [(e.seq, e.prev_hash) for e in chain] == [(1, ""), (2, first.hash), (3, chain[1].hash)]
    assert [e.seq for e in history(Subject("thing", 2))] == [1, 2]
    assert place() == 6


def test_an_entry_written_in_bulk_equals_one_written_alone(write):
    alone = write(1, n=1)
    record_many([Draft(Subject("thing", 2), "thing.done", LI_QIANG, AT, {"n": 1})], new_subjects=True)
    bulk = history(Subject("thing", 2))[0]
    assert bulk.text == alone.text.replace('"subject_id":1', '"subject_id":2')
    assert (bulk.at, bulk.face, bulk.algorithm) == (alone.at, alone.face, alone.algorithm)
    assert write(2).prev_hash == bulk.hash


def test_a_job_is_named_because_it_is_no_person(db):
    entry = record(subject=Subject("thing", 1), event="thing.done", by=Actor.calendar("warn"), at=AT)
    assert (entry.said["agent"], entry.agent, entry.said["actor_kind"]) == ("warn", "warn", "calendar")


def test_an_event_without_a_sentence_is_not_recorded(write):
    with pytest.raises(UnknownEvent, match=r"thing\.forgotten"):
        write(event="thing.forgotten")


def test_a_float_is_refused_and_says_where(write):
    with pytest.raises(NotCanonical, match=r"\$\.share is the float 0\.5"):
        write(share=0.5)


def test_a_chain_does_not_fork(write):
    first = write(1)
    twin = Entry(**{f.attname: getattr(first, f.attname) for f in Entry._meta.fields if f.name != "id"})
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_each_entry_is_queued_and_placed_once(write):
    entries = [write(n) for n in range(5)]
    assert entries_after(0, 10) == []
    assert place() == 5
    assert place() == 5
    assert not Queued.objects.exists()
    assert [(e.position, e.pk) for e in entries_after(0, 10)] == [
        (n + 1, e.pk) for n, e in enumerate(entries)
    ]


def test_a_reader_asks_for_kinds_and_events(write):
    write(1), write(2, "thing.undone")
    place()
    assert [e.subject_id for e in entries_after(0, 10, events={"thing.undone"})] == [2]
    assert entries_after(0, 10, kinds={"case"}) == []
    assert [e.position for e in entries_after(1, 10, kinds={"thing"})] == [2]


@pytest.mark.django_db(transaction=True)
def test_it_needs_the_transaction_of_its_action():
    with pytest.raises(TransactionManagementError):
        record(subject=Subject("thing", 1), event="thing.done", by=LI_QIANG, at=AT)


def test_a_chain_may_go_on_with_sm3(write, settings):
    first = write(1)
    settings.JOURNAL_ALGORITHM = "sm3"
    second = write(1)
    assert second.algorithm == "sm3"
    assert (
        second.hash
        == chain_hash("sm3", first.hash, second.text)
        != chain_hash("sha256", first.hash, second.text)
    )
