"""诉求分类: three levels, as data (data/taxonomy.csv). A category is its path, `城乡建设/安全生产/安全隐患`; the levels above are categories too."""

import csv
from functools import cache
from itertools import accumulate
from pathlib import Path

from bihuan.domain.cases.rules.suggesting import ABOVE
from bihuan.kernel.refusals import NotVisible

FILE = Path(__file__).resolve().parents[1] / "data/taxonomy.csv"
FEW = 30


@cache
def categories() -> tuple[str, ...]:
    """Every category, each after the one above it, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [tuple(part for part in row if part) for row in csv.reader(lines)][1:]
    paths = (path for row in rows for path in accumulate(row, lambda above, part: f"{above}{ABOVE}{part}"))
    return tuple(dict.fromkeys(paths))


@cache
def top_categories() -> tuple[str, ...]:
    """The first level."""
    return tuple(path for path in categories() if ABOVE not in path)


def find_categories(words: str, *, limit: int = FEW) -> list[str]:
    """Those whose path holds all the words; nothing typed: the first level. Short paths first."""
    asked = words.replace(ABOVE, " ").split()
    if not asked:
        return list(top_categories())[:limit]
    found = [path for path in categories() if all(word in path for word in asked)]
    return sorted(found, key=lambda path: path.count(ABOVE))[:limit]


def category_for(path: str) -> str:
    """The path, where it is one."""
    if path not in categories():
        raise NotVisible("no_such_category", "没有这个分类。", "请输入几个字，从分类表里选。")
    return path
