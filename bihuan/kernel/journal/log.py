"""The Merkle log kept beside the journal: large subtrees are rows, small ones are made from the entries' hashes when asked for."""

from collections.abc import Collection

from django.db.models import Q

from bihuan.kernel.journal.merkle import (
    GrowingTree,
    Piece,
    Span,
    consistency_spans,
    fold,
    inclusion_spans,
    pieces,
)
from bihuan.kernel.journal.models import Entry, Node

KEPT_LEVEL = 8  # subtrees of 256 entries and more are kept: one row for every 128 entries


def leaves_between(begin: int, end: int) -> list[bytes]:
    """The entries' hashes, from the entry at position begin + 1 to the one at position end."""
    placed = Entry.objects.filter(placed__position__gt=begin, placed__position__lte=end)
    hashes = placed.order_by("placed__position").values_list("hash", flat=True)
    return [bytes.fromhex(hashed) for hashed in hashes]


def hashes_of(wanted: Collection[Piece]) -> dict[Piece, bytes]:
    """The hashes of these subtrees: one query for the kept ones, one for the leaves under the others."""
    small = {piece for piece in wanted if piece[0] < KEPT_LEVEL}
    return _kept(set(wanted) - small) | _made(small)


def _kept(wanted: set[Piece]) -> dict[Piece, bytes]:
    levels, indexes = {level for level, _ in wanted}, {index for _, index in wanted}
    nodes = Node.objects.filter(level__in=levels, index__in=indexes) if wanted else Node.objects.none()
    rows = nodes.values_list("level", "index", "hash")
    return {
        (level, index): bytes.fromhex(hashed) for level, index, hashed in rows if (level, index) in wanted
    }


def _made(wanted: set[Piece]) -> dict[Piece, bytes]:
    stretches = Q()
    for level, index in wanted:
        stretches |= Q(placed__position__gt=index << level, placed__position__lte=(index + 1) << level)
    if not stretches:
        return {}
    rows = Entry.objects.filter(stretches).values_list("placed__position", "hash")
    leaves = {position - 1: bytes.fromhex(hashed) for position, hashed in rows}
    return {
        (level, index): root_of([leaves[leaf] for leaf in range(index << level, (index + 1) << level)])
        for level, index in wanted
    }


def root_of(leaves: list[bytes]) -> bytes:
    """The root over a few leaves."""
    tree = GrowingTree()
    tree.extend(leaves)
    return tree.root()


def tree_of(size: int) -> GrowingTree:
    """The log as it was with `size` entries, ready to grow."""
    parts = pieces((0, size))
    hashes = hashes_of(parts)
    return GrowingTree(size, [hashes[part] for part in parts])


def inclusion_proof(position: int, size: int) -> list[str]:
    """Proves to whoever has the root of `size` entries that the entry at `position` is one of them."""
    return _prove(inclusion_spans(position - 1, size))


def consistency_proof(old: int, size: int) -> list[str]:
    """Proves to whoever has the root of `old` entries that the log of `size` entries begins with them."""
    return _prove(consistency_spans(old, size))


def _prove(spans: list[Span]) -> list[str]:
    parts = [pieces(span) for span in spans]
    hashes = hashes_of({part for span in parts for part in span})
    return [fold([hashes[part] for part in span]).hex() for span in parts]
