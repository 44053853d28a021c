"""What becomes of two records of one firm: said first, done after."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bihuan.kernel.refusals import Refusal, WrongState

FILLED = ("uscc", "region_id", "address", "industry", "size_class", "founded_on")


@dataclass(frozen=True, slots=True)
class Record:
    """One of the two records, as values. above_scale: (kind, year).   contacts: (id, role, what tells the same contact apart, signs in)."""

    id: int
    name: str
    merged: bool
    values: Mapping[str, object]
    names: frozenset[str]
    years: frozenset[int]
    above_scale: frozenset[tuple[str, int]]
    contacts: frozenset[tuple[int, str, str, bool]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What merging will do. takes: columns that the survivor lacks and gets.   keeps: columns where both say something and the
    survivor's stays.   digest: of everything planned; doing it asks again and refuses when something has changed."""

    keep_id: int
    drop_id: int
    takes: Mapping[str, str]
    keeps: Mapping[str, tuple[str, str]]
    adds_names: tuple[str, ...]
    adds_years: tuple[int, ...]
    keeps_years: tuple[int, ...]
    adds_above_scale: tuple[tuple[str, int], ...]
    adds_contacts: tuple[int, ...]

    @property
    def digest(self) -> str:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def may_merge(keep: Record, drop: Record) -> Refusal | None:
    """Two different records, both still in use. Two different credit codes are two firms, whatever their names."""
    if keep.id == drop.id:
        return WrongState("merge_with_itself", "不能与自己合并。", "请选择另一条企业记录。")
    if keep.merged or drop.merged:
        return WrongState("merged_already", "其中一条记录已经并入别的企业。", "请到合并后的企业上操作。")
    if keep.values["uscc"] and drop.values["uscc"] and keep.values["uscc"] != drop.values["uscc"]:
        return WrongState(
            "two_enterprises",
            "两条记录的统一社会信用代码不同，是两家企业。",
            "如果其中一个代码录错了，请先更正代码再合并。",
        )
    return None


def plan_of(keep: Record, drop: Record) -> Plan:
    """The survivor's own words stay; what it lacks comes from the other; nothing is lost."""
    takes = {key: str(drop.values[key]) for key in FILLED if _said(drop, key) and not _said(keep, key)}
    keeps = {
        key: (str(keep.values[key]), str(drop.values[key]))
        for key in FILLED
        if _said(keep, key) and _said(drop, key) and keep.values[key] != drop.values[key]
    }
    known = {(role, who, signs_in) for _, role, who, signs_in in keep.contacts}
    known |= {
        (role, who, False) for _, role, who, _ in keep.contacts
    }  # a contact that signs in is never given up for one that does not
    return Plan(
        keep_id=keep.id,
        drop_id=drop.id,
        takes=takes,
        keeps=keeps,
        adds_names=tuple(sorted(({drop.name} | drop.names) - keep.names - {keep.name})),
        adds_years=tuple(sorted(drop.years - keep.years)),
        keeps_years=tuple(sorted(drop.years & keep.years)),
        adds_above_scale=tuple(sorted(drop.above_scale - keep.above_scale)),
        adds_contacts=tuple(sorted(pk for pk, *who in drop.contacts if tuple(who) not in known)),
    )


def _said(record: Record, key: str) -> bool:
    return record.values[key] not in (None, "")
