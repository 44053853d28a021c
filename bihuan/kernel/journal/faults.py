"""What verification can find wrong, each with a code for programs and a sentence for people."""

import json
from dataclasses import dataclass
from typing import Any

from bihuan.kernel.journal.chains import ALGORITHMS, chain_hash
from bihuan.kernel.journal.lines import Line
from bihuan.kernel.journal.subjects import Subject


@dataclass(frozen=True, slots=True)
class Fault:
    """The code is stable; subject or position say where."""

    code: str
    sentence: str
    subject: Subject | None = None
    position: int | None = None

    def __str__(self) -> str:
        place = f"第 {self.position} 位" if self.position is not None else ""
        return "：".join(
            filter(None, [" ".join(filter(None, [place, str(self.subject or "")])), self.sentence])
        )


NOT_IN_TEXT = {"position", "entry_id", "text", "prev_hash", "hash"}


def fault_of(line: Line, seq_before: int, hash_before: str) -> Fault:
    """Why this entry does not hold, the plainest reason first."""
    subject = Subject(line.subject_kind, line.subject_id)
    code, sentence = _reason(line, seq_before, hash_before)
    return Fault(code, f"第 {line.seq} 条{sentence}", subject, line.position)


def _reason(line: Line, seq_before: int, hash_before: str) -> tuple[str, str]:
    if line.algorithm not in ALGORITHMS:
        return "algorithm", f"用了不认识的算法 {line.algorithm}。"
    if chain_hash(line.algorithm, line.prev_hash, line.text) != line.hash:
        return "text", "的内容与它的哈希不符：内容或哈希被改动过。"
    differing = _differing_columns(line)
    if differing:
        return "column", f"的列 {'、'.join(differing)} 与内容不符：列被改动过。"
    if line.seq > seq_before + 1:
        return "missing", f"之前缺少第 {seq_before + 1} 条：记录被删除过。"
    if line.seq <= seq_before:
        return "order", f"排在第 {seq_before} 条之后：次序被改动过。"
    return "chain", f"与前一条接不上（应接 {hash_before[:12] or '链首'}…）：前一条被改写过。"


def _differing_columns(line: Line) -> list[str]:
    try:
        said: dict[str, Any] = json.loads(line.text)
    except ValueError:
        return ["text"]
    columns = {name: value for name, value in line._asdict().items() if name not in NOT_IN_TEXT}
    return [name for name, value in columns.items() if said.get(name) != value]
