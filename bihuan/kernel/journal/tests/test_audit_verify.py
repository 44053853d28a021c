"""Every kind of tampering is found and named, by one process or several. The one who tampers owns the database: triggers are lifted,
hashes are made again."""

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from bihuan.kernel.journal import seals, shares
from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.journal.append_only import lift_append_only
from bihuan.kernel.journal.chains import chain_hash
from bihuan.kernel.journal.faults import Fault
from bihuan.kernel.journal.keys import new_key
from bihuan.kernel.journal.models import Entry, Head, Node, Position, Queued, ReaderMark, Seal
from bihuan.kernel.journal.places import place
from bihuan.kernel.journal.seals import SignedSeal, seal_journal, seals_after
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.tests.conftest import AT, LI_QIANG
from bihuan.kernel.journal.verify import verify_journal

THING_3 = Subject("thing", 3)


def as_if_elsewhere(work, parts):
    """Shares of a transaction that no other process sees."""
    return [work(part) for part in parts]


@pytest.fixture(autouse=True, params=["alone", "in shares"])
def way(request, monkeypatch):
    if request.param == "in shares":
        monkeypatch.setattr(shares, "at_most", lambda count, each: 8)
        monkeypatch.setattr(shares, "side_by_side", as_if_elsewhere)
    return request.param


@pytest.fixture
def journal(db, seal_key):
    write_journal()


def write_journal():
    """Sixty subjects with ten entries each, sealed at 400 and 600 of them; the triggers are lifted."""
    data = [{"n": n, "due_at": AT + timedelta(microseconds=n)} for n in range(600)]
    drafts = [
        Draft(
            Subject("thing", n % 60),
            "thing.done",
            LI_QIANG,
            AT + timedelta(seconds=n, microseconds=(n % 4) * 1_230 + (n % 3) * 100_000),
            data[n],
        )
        for n in range(600)
    ]
    for some in (drafts[:400], drafts[400:]):
        with transaction.atomic():
            record_many(some)
        seal_journal(at=AT)
    lift_append_only()


def entry(seq, subject=THING_3):
    return Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id, seq=seq)


def found(**kwargs):
    return [(fault.code, fault.subject, fault.position) for fault in verify_journal(**kwargs).faults]


def rewrite_from(seq, text):
    """What an insider would do: change one entry and make all later hashes of the subject again."""
    prev = entry(seq).get().prev_hash
    for later in Entry.objects.filter(subject_kind="thing", subject_id=3, seq__gte=seq).order_by("seq"):
        text = text if later.seq == seq else later.text
        hashed = chain_hash("sha256", prev, text)
        Entry.objects.filter(pk=later.pk).update(text=text, prev_hash=prev, hash=hashed)
        prev = hashed


def test_a_journal_that_nobody_touched_holds(journal):
    verdict = verify_journal()
    assert (verdict.faults, verdict.entries, verdict.subjects, verdict.seals) == ([], 600, 60, 2)
    assert verdict.root == Seal.objects.get(size=600).root


def test_what_holds_in_its_shares_is_not_walked_again(journal, way, monkeypatch):
    if way == "in shares":
        monkeypatch.setattr("bihuan.kernel.journal.verify.Walk", None)
    assert verify_journal(witnesses=[nothing_to_say]).holds


def nothing_to_say(lines):
    return []


@pytest.mark.parametrize(
    ("sealed", "processes", "cuts"),
    [
        (600, 8, [0, 256, 512, 600]),
        (600, 2, [0, 256, 600]),
        (600, 1, [0, 600]),
        (400, 8, [0, 256, 600]),  # what the kept log does not know begins no share
        (0, 8, [0, 600]),
    ],
)
def test_where_shares_begin(sealed, processes, cuts):
    assert shares._cuts(600, sealed, processes) == cuts


def test_an_empty_journal_holds(db):
    assert verify_journal().holds


def test_entries_after_the_last_seal_are_verified_too(journal, write):
    write(3, "thing.undone", reason="原因")
    assert (verify_journal().entries, verify_journal().faults) == (601, [])
    entry(11).update(face="elsewhere")
    assert found() == [("column", THING_3, 601)]


def test_changed_text_is_named(journal):
    entry(4).update(text=entry(4).get().text.replace('"n":183', '"n":999'))
    assert found() == [("text", THING_3, 184)]


COLUMNS = {
    "event": "thing.undone",
    "at": AT,
    "person_id": 8,
    "post_id": None,
    "acting_for_id": 9,
    "actor_kind": "public",
    "agent": "warn",
    "face": "api",
}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_column_is_named(journal, column):
    entry(4).update(**{column: COLUMNS[column]})
    (fault,) = verify_journal().faults
    assert (fault.code, fault.subject, fault.position) == ("column", THING_3, 184)
    assert column in fault.sentence


@pytest.mark.parametrize("column", ["hash", "prev_hash"])
@pytest.mark.parametrize("value", ["00" * 32, "not a hash"])
def test_a_changed_hash_is_named(journal, column, value):
    entry(4).update(**{column: value})
    assert found()[0] == ("text", THING_3, 184)


def test_an_unknown_algorithm_is_named(journal):
    entry(4).update(algorithm="md4")
    assert found() == [("algorithm", THING_3, 184)]


def test_an_entry_given_to_another_subject_is_named(journal):
    entry(10).update(subject_id=99)
    assert found() == [("column", Subject("thing", 99), 544)]


def test_changed_text_with_its_own_hash_breaks_the_next_entry(journal):
    text = entry(4).get().text.replace('"n":183', '"n":999')
    entry(4).update(text=text, hash=chain_hash("sha256", entry(4).get().prev_hash, text))
    assert found()[0] == ("chain", THING_3, 244)


def test_a_chain_made_again_differs_from_the_seal(journal):
    rewrite_from(4, entry(4).get().text.replace('"n":183', '"n":999'))
    # The entries from the fourth on lie in the first and the second 256.
    assert found() == [("node", None, 1), ("root", None, 400), ("node", None, 257), ("root", None, 600)]


def test_a_chain_and_its_subtrees_made_again_differ_from_the_seal(journal):
    rewrite_from(4, entry(4).get().text.replace('"n":183', '"n":999'))
    Node.objects.all().delete(), ReaderMark.objects.all().delete(), Seal.objects.filter(size=600).delete()
    kept = Seal.objects.get(size=400)
    Seal.objects.all().delete()
    seal_journal(at=AT)
    assert found() == []  # with the key and the database, our own seals agree again,
    assert found(outside=[SignedSeal.of(kept)]) == [
        ("root", None, 400)
    ]  # but not with one that an outsider kept


def test_a_deleted_entry_is_named_with_its_subject(journal):
    entry(4).delete()
    assert found() == [("deleted", None, 184), ("missing", THING_3, 244)]


def test_an_entry_deleted_with_its_position_leaves_a_gap(journal):
    Position.objects.filter(position=184).delete(), entry(4).delete()
    assert found() == [("gap", None, 184), ("missing", THING_3, 244)]


def test_an_entry_deleted_and_the_gap_closed_is_found_by_the_seals(journal):
    gone = Position.objects.get(entry=entry(10).get()).position
    Position.objects.filter(position=gone).delete(), entry(10).delete()
    for later in Position.objects.filter(position__gt=gone).order_by("position"):
        Position.objects.filter(pk=later.pk).update(position=F("position") - 1)
    Head.objects.update(placed=599)
    assert found() == [("truncated", None, 600)]
    Seal.objects.filter(size=600).update(size=599)
    assert found() == [("seal", None, None), ("root", None, 599)]


def test_a_lost_position_of_an_entry_is_named(journal):
    Position.objects.filter(position=184).delete()
    assert ("unplaced", THING_3, None) in found()


def test_two_entries_of_a_subject_that_changed_places_are_named(journal):
    swap(184, 244)
    assert found()[0] == ("missing", THING_3, 184)


def test_entries_of_two_subjects_that_changed_places_differ_from_the_seal(journal):
    swap(301, 302)
    assert found() == [("root", None, 400), ("node", None, 257), ("root", None, 600)]


def swap(one, other):
    entries = dict(Position.objects.filter(position__in=[one, other]).values_list("position", "entry"))
    Position.objects.filter(position__in=[one, other]).delete()
    Position.objects.create(position=one, entry_id=entries[other])
    Position.objects.create(position=other, entry_id=entries[one])


def truncate(to):
    gone = Position.objects.filter(position__gt=to)
    Entry.objects.filter(pk__in=list(gone.values_list("entry_id", flat=True))).delete()
    gone.delete()


def test_a_truncated_tail_is_missed_by_the_head_and_the_seals(journal):
    truncate(500)
    assert found() == [("truncated", None, 501)]
    Head.objects.update(placed=500)
    assert found() == [("truncated", None, 501)]


def test_a_truncated_tail_without_its_seals_is_missed_by_an_outsider(journal):
    outsiders = seals_after(0)
    truncate(500)
    Head.objects.update(placed=500), Seal.objects.filter(size=600).delete()
    assert found() == []
    assert found(outside=outsiders) == [("truncated", None, 501)]


def test_a_head_that_was_set_back_is_named_before_anyone_places(journal, write):
    Head.objects.update(placed=10)
    write(3)
    assert found() == [("head", None, None)]


def test_a_queue_mark_deleted_before_it_was_placed_is_named(journal, write):
    write(3)
    Queued.objects.all().delete()
    assert found() == [("unplaced", THING_3, None)]


def test_an_altered_subtree_is_named(journal):
    Node.objects.filter(level=8, index=1).update(hash="00" * 32)
    assert found() == [("node", None, 257)]


@pytest.mark.parametrize(
    "change", [{"root": "00" * 32}, {"at": AT + timedelta(days=1)}, {"signature": "00" * 64}]
)
def test_an_altered_seal_is_named(journal, change):
    Seal.objects.filter(size=400).update(**change)
    assert "seal" in [code for code, *_ in found()]


def test_an_outside_seal_of_another_key_is_named(journal, settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "other.pem"
    new_key(settings.SEAL_KEY_FILE)
    foreign = seals.signed(seals.sealing_key(), seals.tree_of(600), AT)
    assert found(outside=[SignedSeal.of(foreign)]) == [("key", None, None)]


def test_the_command_says_what_holds(journal):
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    assert "核对了 600 条记录、60 个对象、2 个封签：完好" in out.getvalue()


def test_the_command_names_the_first_bad_subject_and_fails(journal):
    entry(4).update(face="api")
    out = StringIO()
    with pytest.raises(SystemExit) as exit:
        call_command("audit", "verify", stdout=out)
    assert exit.value.code == 1
    assert "第 184 位 thing:3：第 4 条的列 face 与内容不符" in out.getvalue()
    with pytest.raises(SystemExit):
        call_command("audit", "verify", "--json", stdout=(out := StringIO()))
    assert json.loads(out.getvalue())["faults"][0]["subject"] == "thing:3"


def test_the_command_takes_an_outsiders_file(journal, tmp_path):
    file = tmp_path / "seals.json"
    file.write_text(json.dumps({"seals": [s.json() for s in seals_after(0)]}))
    call_command("audit", "verify", "--seal", str(file), stdout=(out := StringIO()))
    assert "4 个封签：完好" in out.getvalue()
    file.write_text(json.dumps(replace(seals_after(0)[0], root="00" * 32).json()))
    with pytest.raises(SystemExit):
        call_command("audit", "verify", "--seal", str(file), stdout=StringIO())
    file.write_text("[]x")
    with pytest.raises(CommandError, match="没有可用的封签"):
        call_command("audit", "verify", "--seal", str(file))


def test_what_the_witnesses_find_in_a_share_is_told(journal):
    assert found(witnesses=[complain]) == [("thing", THING_3, None)]


def complain(lines):
    return [Fault("thing", "", THING_3) for line in lines if line[0] == 599]


def test_placing_is_done_by_verification(journal, write):
    write(3)
    assert verify_journal().entries == 601 == place()
