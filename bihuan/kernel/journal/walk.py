"""One pass over all entries in position order: positions, chains, columns and the Merkle log together."""

from collections.abc import Callable, Sequence

from bihuan.kernel.journal.chains import ALGORITHMS, NOTHING_BEFORE
from bihuan.kernel.journal.faults import Fault, fault_of
from bihuan.kernel.journal.lines import BATCH, Line, lines_between
from bihuan.kernel.journal.log import KEPT_LEVEL
from bihuan.kernel.journal.merkle import GrowingTree
from bihuan.kernel.journal.models import Node, Position
from bihuan.kernel.journal.seals import SignedSeal
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.texts import text_after_data, text_before_data

ENOUGH = 20  # after so many faults the rest is not looked at
End = tuple[int, str]  # of a chain: seq and hash of its last entry
Ends = dict[tuple[str, int], End]
FIRST: End = (0, NOTHING_BEFORE)
# Looks at the same lines on behalf of another room; see `notes.witness`.
Witness = Callable[[Sequence[Line]], list[Fault]]


class Walk:
    """One pass over the lines, from where a log stands. In the middle of the journal what chains say of before is `taken` for granted."""

    def __init__(self, witnesses: Sequence[Witness], sealed: int, tree: GrowingTree) -> None:
        self.position = tree.size
        self.whole = tree.size == 0
        self.entries = 0
        self.ends: Ends = {}
        self.taken: Ends = {}
        self.tree: GrowingTree | None = tree  # None once a hole makes every later root meaningless
        self.faults: list[Fault] = []
        self.witnesses = witnesses
        self.sealed = sealed

    def through(self, size: int, seals: Sequence[SignedSeal]) -> None:
        """All up to this size and the last of the seals."""
        for stop in sorted({seal.size for seal in seals} | {size}):
            self.upto(stop, [seal for seal in seals if seal.size == stop])

    def upto(self, size: int, seals: Sequence[SignedSeal]) -> None:
        """Read on to this size, then compare the root with the seals of this size."""
        while self.position < size and len(self.faults) < ENOUGH:
            begin, end = self.position, min(size, self.position + BATCH)
            self._check(lines_between(begin, end), begin, end)
            self.position = end
        if self.tree and self.tree.size == size:
            root = self.tree.root().hex()
            self.faults += [
                Fault("root", f"前 {size} 条与封签不符：封签之后有记录被改写。", position=size)
                for seal in seals
                if seal.root != root
            ]

    def _check(self, lines: list[Line], begin: int, end: int) -> None:
        whole = self._check_positions(lines, begin, end)
        present = lines if whole else [line for line in lines if line[1] is not None]
        self.entries += len(present)
        self._check_chains(present)
        for witness in self.witnesses:
            self.faults += witness(present)
        if not whole:
            self.tree = None
        elif self.tree:
            self._grow(self.tree, lines)

    def _check_positions(self, lines: list[Line], begin: int, end: int) -> bool:
        """Gap-free, and an entry at each; the first hole is named."""
        expected = begin + 1
        for line in lines:
            if line[0] != expected:
                break
            if line[1] is None:
                self.faults.append(Fault("deleted", "这一位的记录不见了：被删除过。", position=expected))
                return False
            expected += 1
        if expected <= end:
            self.faults.append(_hole(expected))
            return False
        return True

    def _check_chains(self, lines: list[Line]) -> None:
        ends = self.ends
        for line in lines:
            (
                _, _, kind, id, seq, event, at, person, post, acting,
                actor_kind, agent, face, text, prev_hash, hashed, algorithm,
            ) = line  # fmt: skip
            subject = (kind, id)
            before = ends.get(subject) or self._before(subject, (seq - 1, prev_hash))
            if not (
                before == (seq - 1, prev_hash)
                and algorithm in ALGORITHMS
                and ALGORITHMS[algorithm](f"{prev_hash}\n{text}".encode()).hexdigest() == hashed
                and text.startswith(text_before_data(acting, actor_kind, agent, algorithm, at))
                and text.endswith(text_after_data(event, face, person, post, seq, id, kind))
            ):
                self._fault(Line(*line), before)
            ends[subject] = (seq, hashed)

    def _before(self, subject: tuple[str, int], said: End) -> End:
        """Where a chain stood whose first entry of this walk comes now."""
        if self.whole:
            return FIRST
        self.taken[subject] = said
        return said

    def _fault(self, line: Line, before: End) -> None:
        """One fault for a subject is enough: what follows from it is not listed."""
        subject = Subject(line.subject_kind, line.subject_id)
        if all(fault.subject != subject for fault in self.faults):
            self.faults.append(fault_of(line, *before))

    def _grow(self, tree: GrowingTree, lines: list[Line]) -> None:
        made: dict[tuple[int, int], str] = {}

        def keep(level: int, index: int, hashed: bytes) -> None:
            if level >= KEPT_LEVEL and (index + 1) << level <= self.sealed:
                made[level, index] = hashed.hex()

        try:
            leaves = [bytes.fromhex(line[15]) for line in lines]
        except ValueError:  # a hash that is none: its entry has been named
            self.tree = None
            return
        tree.extend(leaves, keep)
        self._compare_nodes(made)

    def _compare_nodes(self, made: dict[tuple[int, int], str]) -> None:
        """The kept subtrees narrow down where a rewritten chain lies."""
        levels, indexes = {level for level, _ in made}, {index for _, index in made}
        rows = Node.objects.filter(level__in=levels, index__in=indexes).values_list("level", "index", "hash")
        kept = {(level, index): hashed for level, index, hashed in rows}
        bad = [piece for piece, hashed in made.items() if kept.get(piece) != hashed]
        if bad:
            level, index = min(bad)
            first, last = (index << level) + 1, (index + 1) << level
            self.faults.append(
                Fault(
                    "node", f"第 {first} 至 {last} 位与封签时的子树不符：其中有记录被改写。", position=first
                )
            )


def _hole(position: int) -> Fault:
    if Position.objects.filter(position__gt=position).exists():
        return Fault("gap", "位置不连续：这一位被删除过。", position=position)
    return Fault("truncated", "从这一位起没有记录，而封签或表头说有：末尾被截去。", position=position)
