"""How a text becomes terms, and a question a condition on them. Pure.

Chinese runs become overlapping pairs of characters, 拖车费 → 拖车 车费 费, so that whatever stands in a text is found by typing it;
letters and digits stay whole. Dictionary segmentation was measured and is not used: see docs/decisions on search terms.
"""

import re
import unicodedata
from itertools import pairwise

from bihuan.kernel.identifiers import without_personal_numbers

# Longer texts are cut: one row must not outgrow a tsvector (1 MB), and nobody searches page forty.
LONGEST_TEXT = 50_000
LONGEST_QUESTION = 200
LONGEST_TERM = 64
# Three widths of stretches: 8,192, 65,536 and 524,288 ids. Characters for private use are in no term of a text.
WINDOWS = (("\ue000", 13), ("\ue001", 16), ("\ue002", 19))
_RUN = re.compile(
    r"(?P<han>[〇㐀-鿿豈-﫿\U00020000-\U0003ffff]+)|(?P<plain>[^\W_〇㐀-鿿豈-﫿\U00020000-\U0003ffff]+)"
)


def terms_of(text: str) -> list[str]:
    """What is written into the index for a text: each term once, sorted."""
    return sorted(
        {
            term
            for han, plain in _runs(without_personal_numbers(_plain(text[:LONGEST_TEXT])))
            for term in (_pairs(han) if han else [plain[:LONGEST_TERM]])
        }
    )


def window_terms(kind: str, id: int) -> list[str]:
    """In which stretches of ids a subject lies: written beside the terms of its text, where no text can put them."""
    return [f"{mark}{kind}{id >> shift}" for mark, shift in WINDOWS]


def wanted(question: str) -> list[tuple[str, bool]]:
    """The terms that all must be there for a question, each with whether its beginning is enough.

    One Chinese character matches what begins with it; so does a number or Latin word of two or more at the end of the question.
    """
    found: dict[tuple[str, bool], None] = {}
    for han, plain in _runs(_plain(question[:LONGEST_QUESTION])):
        if han:
            pairs = [(a + b, False) for a, b in pairwise(han)] or [(han, True)]
            found.update(dict.fromkeys(pairs))
        else:
            found[(plain[:LONGEST_TERM], False)] = None
    last = next(reversed(found), None)
    # Only what may still be being typed: matching by its beginning reads every term that begins so.
    if last is not None and len(last[0]) > 1 and last[0].isascii():
        del found[last]
        found[(last[0], True)] = None
    return list(found)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _runs(text: str) -> list[tuple[str, str]]:
    return [(run["han"] or "", run["plain"] or "") for run in _RUN.finditer(text)]


def _pairs(han: str) -> list[str]:
    return [*(a + b for a, b in pairwise(han)), han[-1]]
