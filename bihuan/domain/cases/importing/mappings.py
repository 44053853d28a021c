"""Which head means which column: proposed from synonyms, corrected by a person, remembered by a name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bihuan.domain.cases.importing.columns import COLUMNS
from bihuan.domain.cases.models import ImportMapping
from bihuan.kernel.refusals import Malformed, NotVisible


def propose(head: Sequence[str]) -> dict[str, str]:
    """head → code for every head that is a column's label or one of its synonyms; each column once."""
    named = {_plain(name): column.code for column in COLUMNS for name in (column.label, *column.aliases)}
    found: dict[str, str] = {}
    for name in head:
        code = named.get(_plain(name))
        if code is not None and code not in found.values():
            found[name] = code
    return found


def remember(*, name: str, columns: Mapping[str, str], at: datetime) -> ImportMapping:
    """Keep a mapping for the next file of the same hotline."""
    known = {column.code for column in COLUMNS}
    unknown = sorted(set(columns.values()) - known)
    if unknown:
        raise Malformed(
            "unknown_columns", f"没有这些列：{'、'.join(unknown)}。", f"可用：{'、'.join(sorted(known))}。"
        )
    mapping, _ = ImportMapping.objects.update_or_create(
        name=name, defaults={"columns": dict(columns), "used_at": at}
    )
    return mapping


def mapping_of(name: str) -> dict[str, str]:
    """A remembered mapping; none for an empty name."""
    if not name:
        return {}
    mapping = ImportMapping.objects.filter(name=name).first()
    if mapping is None:
        raise NotVisible("no_such_mapping", f"没有名为“{name}”的对照。", "请先用一次自动对照，或检查名称。")
    return dict(mapping.columns)


def _plain(name: str) -> str:
    return "".join(name.split()).strip("*＊:：").casefold()
