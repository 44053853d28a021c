"""The walk of `walk` by several processes, each over its share of the positions. They can only say that all of it holds: where one doubts,
the walk is made again by one process, which names what is wrong."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from bihuan.kernel.journal.log import KEPT_LEVEL, tree_of
from bihuan.kernel.journal.merkle import GrowingTree
from bihuan.kernel.journal.seals import SignedSeal
from bihuan.kernel.journal.walk import FIRST, Ends, Walk, Witness
from bihuan.kernel.processes import at_most, side_by_side

EACH = 200_000  # entries; as long as a new process takes to be up


class Share(NamedTuple):
    """A walk from one position to another that found no fault. `root`: over all up to its end, if what is kept of the log before it is
    true, whose root is `root_before`; `taken`: how chains stood before it, if what their next entries say is true."""

    root_before: str
    root: str
    entries: int
    taken: Ends
    ends: Ends


def walk_together(
    placed: int, seals: Sequence[SignedSeal], witnesses: Sequence[Witness], sealed: int, processes: int | None
) -> Share | None:
    """The whole journal as one share; None where it is too small to be divided, or where anything is doubted."""
    cuts = _cuts(placed, sealed, processes or at_most(placed, EACH))
    if len(cuts) < 3 or any(not 0 < seal.size <= placed for seal in seals):
        return None
    work = partial(walk_share, seals=seals, witnesses=witnesses, sealed=sealed)
    return _joined(side_by_side(work, list(pairwise(cuts))))


def _cuts(placed: int, sealed: int, processes: int) -> list[int]:
    """Where shares begin and end: as even as may be, inside only where the kept log knows all that lies before."""
    whole = 1 << KEPT_LEVEL
    inside = {placed * nth // processes // whole * whole for nth in range(1, processes)}
    return [0, *sorted(cut for cut in inside if 0 < cut <= sealed and cut < placed), placed]


def walk_share(
    span: tuple[int, int], *, seals: Sequence[SignedSeal], witnesses: Sequence[Witness], sealed: int
) -> Share | None:
    """One share; None where anything in it does not hold."""
    begin, end = span
    tree = _kept_tree(begin)
    if tree is None:
        return None
    before = tree.root().hex()
    walk = Walk(witnesses, sealed, tree)
    walk.through(end, [seal for seal in seals if begin < seal.size <= end])
    if walk.faults or walk.tree is None:
        return None
    return Share(before, walk.tree.root().hex(), walk.entries, walk.taken, walk.ends)


def _kept_tree(size: int) -> GrowingTree | None:
    try:
        return tree_of(size)
    except (KeyError, ValueError):  # a subtree is missing, or its hash is none
        return None


def _joined(shares: Sequence[Share | None]) -> Share | None:
    """Each share began where the one before it ended, the log and every chain."""
    root, entries, ends = GrowingTree().root().hex(), 0, Ends()
    for share in shares:
        if share is None or share.root_before != root:
            return None
        if any(ends.get(subject, FIRST) != end for subject, end in share.taken.items()):
            return None
        root, entries = share.root, entries + share.entries
        ends |= share.ends
    return Share("", root, entries, {}, ends)
