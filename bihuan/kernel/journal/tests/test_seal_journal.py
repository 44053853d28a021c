import stat
from dataclasses import replace

import pytest

from bihuan.kernel.journal import keys, seals
from bihuan.kernel.journal.actions import Draft, record_many
from bihuan.kernel.journal.keys import NoSealKey, key_problem, new_key, signature_holds
from bihuan.kernel.journal.log import consistency_proof, inclusion_proof, leaves_between, root_of
from bihuan.kernel.journal.merkle import consistency_holds, inclusion_holds
from bihuan.kernel.journal.models import Node, Seal
from bihuan.kernel.journal.seals import SignedSeal, seal_journal, seals_after
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.tests.conftest import AT, LI_QIANG


def write_many(count):
    record_many(Draft(Subject("thing", n % 50), "thing.done", LI_QIANG, AT, {}) for n in range(count))


def test_a_seal_is_a_signed_statement_of_size_and_root(write, seal_key):
    write(1), write(2)
    (seal,) = seal_journal(at=AT)
    assert (seal.size, seal.root) == (2, root_of(leaves_between(0, 2)).hex())
    assert signature_holds(seal.public_key, seal.signature, seal.text)
    assert SignedSeal.of(seal).holds()


def test_where_nothing_happened_there_is_no_new_seal(write, seal_key):
    assert seal_journal(at=AT) == []
    write(1)
    assert len(seal_journal(at=AT)) == 1
    assert seal_journal(at=AT) == []


def test_seals_are_published_in_order_and_read_back(write, seal_key):
    for n in range(3):
        write(n)
        seal_journal(at=AT)
    published = seals_after(1)
    assert [s.size for s in published] == [2, 3]
    assert all(SignedSeal.read(s.json()) == s and s.holds() for s in published)


@pytest.mark.parametrize("change", [{"root": "00" * 32}, {"size": 9}, {"at": "2020-01-01T00:00:00.000000Z"}])
def test_a_published_seal_that_was_changed_does_not_hold(write, seal_key, change):
    write(1)
    (seal,) = map(SignedSeal.of, seal_journal(at=AT))
    assert not replace(seal, **change).holds()
    assert not replace(seal, text=seal.text.replace('"size":1', '"size":2')).holds()


def test_proofs_come_from_kept_subtrees_and_the_leaves_beside_them(
    db, seal_key, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(seals, "PER_SEAL", 300)
    monkeypatch.setattr(seals, "STEP", 100)
    write_many(1000)
    made = seal_journal(at=AT)
    leaves = leaves_between(0, 1000)
    assert [s.size for s in made] == [300, 600, 900, 1000]
    assert [s.root for s in made] == [root_of(leaves[: s.size]).hex() for s in made]
    assert set(Node.objects.values_list("level", "index")) == {(8, 0), (8, 1), (8, 2), (9, 0)}
    root = bytes.fromhex(made[-1].root)
    for position in (1, 256, 257, 601, 1000):
        with django_assert_num_queries(2):
            proof = [bytes.fromhex(h) for h in inclusion_proof(position, 1000)]
        assert inclusion_holds(leaves[position - 1], position - 1, 1000, proof, root)
    for old in made[:-1]:
        proof = [bytes.fromhex(h) for h in consistency_proof(old.size, 1000)]
        assert consistency_holds(old.size, bytes.fromhex(old.root), 1000, root, proof)


def test_a_key_is_readable_by_its_owner_only_and_never_overwritten(tmp_path):
    path = tmp_path / "keys" / "seal.pem"
    public = new_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.public_hex(keys.load_key(path)) == public
    with pytest.raises(NoSealKey, match="已存在"):
        new_key(path)
    path.chmod(0o644)
    assert "chmod 600" in key_problem(path)


def test_production_does_not_seal_without_its_key(write, settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "none.pem"
    settings.PRODUCTION = True
    write(1)
    with pytest.raises(NoSealKey, match="--new-key"):
        seal_journal(at=AT)
    assert not Seal.objects.exists()
