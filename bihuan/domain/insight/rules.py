"""How like two texts are: the share of terms that they have in common, and the words that say so. Pure."""

from collections.abc import Collection
from itertools import pairwise

COMMON = frozenset("的了在是和有我这他们个上也到就说要为与及等把被对")


def likeness(one: Collection[str], other: Collection[str]) -> int:
    """0 to 100: shared terms as a share of the shorter text's terms, so that a short report finds a long one."""
    a, b = telling(one), telling(other)
    if not a or not b:
        return 0
    return round(100 * len(a & b) / min(len(a), len(b)))


def telling(terms: Collection[str]) -> frozenset[str]:
    """Terms that say something: no single characters, no pairs of which one is a particle."""
    return frozenset(term for term in terms if len(term) > 1 and not COMMON & set(term))


def shared_words(text: str, terms: Collection[str], *, most: int = 3) -> list[str]:
    """The longest stretches of a text whose pairs of characters all stand in the other: 拖车费 from 拖车 and 车费."""
    known = telling(terms)
    found: dict[str, None] = {}
    run = ""
    for a, b in pairwise(text + "\n"):
        if a + b in known:
            run = run + b if run else a + b
        elif run:
            found[run] = None
            run = ""
    return sorted(found, key=lambda word: -len(word))[:most]
