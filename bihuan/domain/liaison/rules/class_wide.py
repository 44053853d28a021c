"""共性问题: the same need from many firms. What is alike is a chain of pairs that are alike; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bihuan.domain.insight.rules import likeness, telling


@dataclass(frozen=True, slots=True)
class Told:
    """One firm's need as it is compared: under its aspect, with the terms of its words."""

    id: int
    enterprise: int
    aspect: str
    terms: frozenset[str]
    region: str = ""
    industry: str = ""


@dataclass(frozen=True, slots=True)
class ClassWide:
    """Needs of several firms that are alike. sure: 0 to 100, the mean likeness of the pairs that bind them."""

    ids: tuple[int, ...]
    firms: int
    sure: int
    reasons: tuple[str, ...]


def class_wide(told: Sequence[Told], *, least: int, likeness_of: int) -> list[ClassWide]:
    """Groups of at least so many different firms, those of most firms first; a firm that says it twice counts once."""
    bound: dict[int, int] = {}
    for one, other in combinations(told, 2):
        if one.aspect != other.aspect or one.enterprise == other.enterprise:
            continue
        if likeness(one.terms, other.terms) >= likeness_of:
            _join(bound, one.id, other.id)
    groups: dict[int, list[Told]] = {}
    for one in told:
        if one.id in bound:
            groups.setdefault(_root(bound, one.id), []).append(one)
    found = [_as_one(group) for group in groups.values()]
    wide = [one for one in found if one.firms >= least]
    return sorted(wide, key=lambda one: (-one.firms, -one.sure, one.ids))


def _join(bound: dict[int, int], one: int, other: int) -> None:
    bound.setdefault(one, one)
    bound.setdefault(other, other)
    a, b = _root(bound, one), _root(bound, other)
    bound[max(a, b)] = min(a, b)


def _root(bound: dict[int, int], id: int) -> int:
    while bound[id] != id:
        id = bound[id]
    return id


def _as_one(group: Sequence[Told]) -> ClassWide:
    firms = {one.enterprise for one in group}
    pairs = [likeness(one.terms, other.terms) for one, other in combinations(group, 2)]
    reasons = [f"{len(firms)} 家企业提出", *_words(group), *_shared(group)]
    return ClassWide(
        ids=tuple(sorted(one.id for one in group)),
        firms=len(firms),
        sure=round(sum(pairs) / len(pairs)) if pairs else 0,
        reasons=tuple(reasons),
    )


def _words(group: Sequence[Told], *, most: int = 3) -> list[str]:
    """The terms that most of them use."""
    used = Counter(term for one in group for term in telling(one.terms))
    common = [
        term for term, n in sorted(used.items(), key=lambda item: (-item[1], item[0])) if n > len(group) / 2
    ]
    return [f"都说到{'、'.join(f'“{term}”' for term in common[:most])}"] if common else []


def _shared(group: Sequence[Told]) -> list[str]:
    regions = {one.region for one in group if one.region}
    industries = {one.industry for one in group if one.industry}
    found = [f"都在{regions.pop()}"] if len(regions) == 1 else []
    return found + ([f"同一行业：{industries.pop()}"] if len(industries) == 1 else [])
