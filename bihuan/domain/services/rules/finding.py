"""办事搜索: what people say is taken apart into what may stand for what. Pure."""

from collections.abc import Sequence
from itertools import product

MOST_WAYS = 24
LONGEST_WORD = 6  # what is longer is a sentence


def ways_to_say(words: str, groups: Sequence[str], fillers: Sequence[str]) -> list[str]:
    """Every way in which the catalogue might say this: synonyms in each other's place, fillers left out. The words as they stand first.

    身份证丢了 → 身份证 遗失, 居民身份证 补领, …
    """
    plain = " ".join(words.split())[:60]
    kept, rest = _known(plain, [group.split() for group in groups])
    for filler in sorted(fillers, key=len, reverse=True):
        rest = rest.replace(filler, " ")
    alternatives = [*([part] for part in rest.split()), *kept]
    found = [" ".join(way) for way, _ in zip(product(*alternatives), range(MOST_WAYS * 4), strict=False)]
    return list(dict.fromkeys([plain, *found]))[:MOST_WAYS] if alternatives else [plain]


def _known(plain: str, groups: Sequence[Sequence[str]]) -> tuple[list[list[str]], str]:
    """The groups of which a word is said, the longest word first, and what is left."""
    said = sorted(
        ((word, group) for group in groups for word in group if word in plain), key=lambda s: -len(s[0])
    )
    kept, rest = [], plain
    for word, group in said:
        if word in rest:
            rest = rest.replace(word, " ")
            kept.append([word, *(other for other in group if other != word)])
    return kept, rest


def parts_of(words: str, groups: Sequence[str], fillers: Sequence[str], deeds: Sequence[str]) -> list[str]:
    """When nothing says all of it: each part alone, longest first. A deed alone says nothing: who lost a certificate that is not in the
    catalogue does not want every other lost one. Of a short word that no group knows, every two letters may be one: 蓝印户口 → 户口."""
    kept, rest = _known(" ".join(words.split())[:60], [group.split() for group in groups])
    for filler in sorted([*fillers, *deeds], key=len, reverse=True):
        rest = rest.replace(filler, " ")
    things = [group for group in kept if not set(group) & set(deeds)]
    short = [word for word in rest.split() if len(word) <= LONGEST_WORD]
    pairs = [word[at : at + 2] for word in short for at in range(len(word) - 1)]
    singles = [*(word for group in things for word in group), *rest.split(), *pairs]
    long_enough = (word for word in dict.fromkeys(singles) if len(word) > 1)
    return sorted(long_enough, key=len, reverse=True)[:MOST_WAYS]
