"""What can be told from the words at intake."""

from collections.abc import Mapping, Sequence

from bihuan.domain.cases.choices import Urgency


def title_from(title: str, content: str) -> str:
    """The given title, else the first sentence of the content, at most forty characters."""
    said = " ".join((title or content).split())
    if title.strip():
        return said[:120]
    for stop in "。！？；!?;\n":
        said = said.split(stop, 1)[0]
    return said[:40] + ("…" if len(said) > 40 else "")


def urgent_words_in(text: str, words: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """The flagged words that occur, each with its urgency code. `words` maps 燃气泄漏 → CRITICAL."""
    return [(word, urgency) for word, urgency in words.items() if word in text]


def urgency_of(found: Sequence[tuple[str, str]]) -> Urgency:
    """The gravest urgency among the words found: until a person decides otherwise."""
    urgencies = {urgency for _, urgency in found}
    for urgency in (Urgency.CRITICAL, Urgency.URGENT):
        if urgency in urgencies:
            return urgency
    return Urgency.NORMAL
