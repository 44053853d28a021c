"""The Merkle log of RFC 9162, section 2.1, over SHA-256. Pure: hashes in, hashes out.

A *piece* is a complete subtree, (level, index): the `index`-th of those with 2**level leaves. Any range of leaves that the proofs
speak of is a few pieces, so a proof needs a handful of stored hashes, not the leaves.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Piece = tuple[int, int]
Span = tuple[int, int]  # leaves from begin up to, not including, end
EMPTY = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def pieces(span: Span) -> list[Piece]:
    """The complete subtrees of a range that begins where a subtree of its size may begin, largest first."""
    begin, end = span
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        found.append((level, begin >> level))
        begin += 1 << level
    return found


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash of a range from those of its pieces, largest first."""
    if not hashes:
        return EMPTY
    *larger, folded = hashes
    for left in reversed(larger):
        folded = node_hash(left, folded)
    return folded


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, from the leaf up (PATH of RFC 9162)."""
    spans: list[Span] = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _largest_power_below(end - begin)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    return spans[::-1]


def consistency_spans(old: int, size: int) -> list[Span]:
    """The ranges whose hashes prove that the tree of `old` leaves is the beginning of that of `size` (PROOF of RFC 9162)."""
    spans: list[Span] = []
    begin, end, known = 0, size, True
    while old != end - begin:
        middle = begin + _largest_power_below(end - begin)
        if old <= middle - begin:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            old, begin, known = old - (middle - begin), middle, False
    if not known:
        spans.append((begin, end))
    return spans[::-1]


def _largest_power_below(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_holds(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, hashed = index, size - 1, leaf_hash(leaf)
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            hashed = node_hash(sibling, hashed)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            hashed = node_hash(hashed, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and hashed == root


def consistency_holds(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the old tree is the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == root


class GrowingTree:
    """A log to which leaves are appended by the thousand; it remembers only the hashes of its pieces."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """`hashes` are those of `pieces((0, size))`."""
        self.size = size
        self._waiting = {level: hashed for (level, _), hashed in zip(pieces((0, size)), hashes, strict=True)}

    def root(self) -> bytes:
        return fold([self._waiting[level] for level in sorted(self._waiting, reverse=True)])

    def extend(self, leaves: Sequence[bytes], keep: Callable[[int, int, bytes], None] | None = None) -> None:
        """Append leaves. `keep(level, index, hash)` is told of every subtree that becomes complete above the leaves."""
        level, index = 0, self.size
        self.size += len(leaves)
        hashes = [sha256(b"\0" + leaf).digest() for leaf in leaves]
        while hashes:
            if level in self._waiting:
                hashes.insert(0, self._waiting.pop(level))
                index -= 1
            if len(hashes) % 2:
                self._waiting[level] = hashes.pop()
            level, index = level + 1, index >> 1
            hashes = [sha256(b"\1" + left + right).digest() for left, right in _pairs(hashes)]
            if keep:
                for offset, hashed in enumerate(hashes):
                    keep(level, index + offset, hashed)


def _pairs(hashes: Sequence[bytes]) -> Iterable[tuple[bytes, bytes]]:
    return zip(hashes[::2], hashes[1::2], strict=True)
