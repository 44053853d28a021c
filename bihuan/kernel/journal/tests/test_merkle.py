"""The log against a naive one, written from the definitions of RFC 9162, section 2.1, and sharing nothing with ours."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.journal.merkle import (
    GrowingTree,
    consistency_holds,
    consistency_spans,
    fold,
    inclusion_holds,
    inclusion_spans,
    pieces,
)


def largest_power_below(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d):
    if not d:
        return sha256(b"").digest()
    if len(d) == 1:
        return sha256(b"\x00" + d[0]).digest()
    k = largest_power_below(len(d))
    return sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m, d):
    if len(d) == 1:
        return []
    k = largest_power_below(len(d))
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def subproof(m, d, b):
    if m == len(d):
        return [] if b else [mth(d)]
    k = largest_power_below(len(d))
    if m <= k:
        return [*subproof(m, d[:k], b), mth(d[k:])]
    return [*subproof(m - k, d[k:], False), mth(d[:k])]


def leaves(n):
    return [f"leaf {i}".encode() for i in range(n)]


def ours(spans, d):
    """Our ranges, their pieces hashed naively and folded by us."""
    return [fold([mth(d[i << level : (i + 1) << level]) for level, i in pieces(span)]) for span in spans]


sizes = st.integers(1, 130)


@given(st.lists(st.integers(0, 40), max_size=8))
def test_a_log_grown_in_portions_has_the_root_of_the_whole(portions):
    d, tree, kept = leaves(sum(portions)), GrowingTree(), {}
    for portion in portions:
        tree.extend(
            d[tree.size : tree.size + portion], lambda level, index, h: kept.update({(level, index): h})
        )
    assert tree.root() == mth(d)
    assert kept == {
        (level, i): mth(d[i << level : (i + 1) << level])
        for level in range(1, 10)
        for i in range(len(d) >> level)
    }


@given(sizes, st.integers(0, 40))
def test_a_log_goes_on_from_its_pieces(size, more):
    d = leaves(size + more)
    tree = GrowingTree(size, [mth(d[i << level : (i + 1) << level]) for level, i in pieces((0, size))])
    tree.extend(d[size:])
    assert tree.root() == mth(d)


@given(sizes, st.data())
def test_inclusion_proofs_are_those_of_the_rfc_and_hold(size, data):
    index, d = data.draw(st.integers(0, size - 1)), leaves(size)
    proof = ours(inclusion_spans(index, size), d)
    assert proof == path(index, d)
    assert inclusion_holds(d[index], index, size, proof, mth(d))
    assert not inclusion_holds(b"forged", index, size, proof, mth(d))
    wrong = (index + 1) % size
    assert size == 1 or not inclusion_holds(d[index], wrong, size, proof, mth(d))


@given(sizes, st.data())
def test_consistency_proofs_are_those_of_the_rfc_and_hold(size, data):
    old, d = data.draw(st.integers(1, size)), leaves(size)
    proof = ours(consistency_spans(old, size), d)
    assert proof == subproof(old, d, True)
    assert consistency_holds(old, mth(d[:old]), size, mth(d), proof)
    assert not consistency_holds(old, mth([b"forged", *d[1:old]]), size, mth(d), proof)


@given(sizes, st.data())
def test_a_proof_with_one_hash_changed_left_out_or_added_does_not_hold(size, data):
    index, d = data.draw(st.integers(0, size - 1)), leaves(size)
    proof = path(index, d)
    assert not inclusion_holds(d[index], index, size, [*proof, b"x" * 32], mth(d))
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not inclusion_holds(d[index], index, size, proof[:at] + proof[at + 1 :], mth(d))
        assert not inclusion_holds(d[index], index, size, [*proof[:at], b"x" * 32, *proof[at + 1 :]], mth(d))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_holds_outside_the_log(index, size):
    assert not inclusion_holds(b"", index, size, [], mth([]))
