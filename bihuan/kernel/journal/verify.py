"""Whether the journal is what was written: `bihuan audit verify`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Max

from bihuan.kernel.journal.faults import Fault
from bihuan.kernel.journal.merkle import GrowingTree
from bihuan.kernel.journal.models import Head, Position, Seal
from bihuan.kernel.journal.places import place
from bihuan.kernel.journal.seals import SignedSeal
from bihuan.kernel.journal.shares import walk_together
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.journal.walk import Walk, Witness


@dataclass
class Verdict:
    """What was looked at and what was found; `root` is that of all `entries`, "" where a hole leaves none."""

    entries: int
    subjects: int
    seals: int
    root: str
    faults: list[Fault] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults


def verify_journal(
    *, outside: Sequence[SignedSeal] = (), witnesses: Sequence[Witness] = (), processes: int | None = None
) -> Verdict:
    """Walk the whole journal. `outside` are seals that somebody else kept; `witnesses` look at the same lines for other rooms.

    Memory grows with the number of subjects, some 300 bytes each, not with that of the entries. `processes`: how many walk; by default
    as many as there are processors, where there are entries enough. The verdict is the same.
    """
    own = [SignedSeal.of(seal) for seal in Seal.objects.order_by("size")]
    seals = [*own, *outside]
    faults = [*_head(), *_signatures(own, outside)]
    placed = _placed() if faults else place()
    sealed = own[-1].size if own else 0
    share = walk_together(placed, seals, witnesses, sealed, processes)
    if share:
        return Verdict(share.entries, len(share.ends), len(seals), share.root, [*faults, *_unplaced()])
    walk = Walk(witnesses, sealed, GrowingTree())
    walk.through(placed, seals)
    root = walk.tree.root().hex() if walk.tree else ""
    return Verdict(walk.entries, len(walk.ends), len(seals), root, [*faults, *walk.faults, *_unplaced()])


def _placed() -> int:
    return Position.objects.aggregate(last=Max("position"))["last"] or 0


def _head() -> list[Fault]:
    # Positions beyond the head: whoever places next would give one twice. Fewer are found by the walk.
    beyond = Position.objects.filter(position__gt=Head.objects.filter(pk=1).values("placed")[:1])
    if beyond.exists() or (_placed() and not Head.objects.exists()):
        return [Fault("head", "位置表头被改小或删除过。")]
    return []


def _signatures(own: Sequence[SignedSeal], outside: Sequence[SignedSeal]) -> list[Fault]:
    keys = {seal.public_key for seal in own}
    unsigned = [
        Fault("seal", f"{seal.size} 条时的封签签名不符或内容被改动过。")
        for seal in [*own, *outside]
        if not seal.holds()
    ]
    foreign = [
        Fault("key", f"{seal.size} 条时的外存封签由另一把密钥签署，本库没有这把密钥的封签。")
        for seal in outside
        if seal.public_key not in keys
    ]
    return unsigned + foreign


def _unplaced() -> list[Fault]:
    """An entry without position that does not wait for one either: no reader would ever see it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.subject_kind, e.subject_id, e.seq FROM journal_entry e"
            " LEFT JOIN journal_position p ON p.entry_id = e.id LEFT JOIN journal_queued q ON q.entry_id = e.id"
            " WHERE p.position IS NULL AND q.entry_id IS NULL ORDER BY e.id LIMIT 1"
        )
        lost = cursor.fetchall()
    return [
        Fault("unplaced", f"第 {seq} 条没有位置：位置被删除过。", Subject(kind, id)) for kind, id, seq in lost
    ]
