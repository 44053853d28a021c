"""Doubts about what a city proposes for its grounds: a word that no rule could read would stop them all."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bihuan.domain.supervision.choices import IncidentKind, Level
from bihuan.domain.supervision.rules.grounds.stretches import rolling
from bihuan.kernel.parameters.validators import Proposal

NONE = "none"


def _kinds(text: str) -> list[IncidentKind]:
    return [IncidentKind(code) for code in text.split() if code != NONE]


READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "supervision.period": (rolling, "应为 month、quarter、year，或如“12 mo”“90 d”"),
    "supervision.level": (Level, f"应为 {'、'.join(Level)} 之一"),
    "supervision.added_kinds": (_kinds, f"应为 {'、'.join(IncidentKind)} 中的一种或几种，以空格分开"),
}


def unreadable(proposal: Proposal) -> Iterator[str]:
    """The proposed word is none that the rules know."""
    reads, words = READERS.get(proposal.parameter.code, (str, ""))
    try:
        reads(str(proposal.value))
    except ValueError:
        yield f"规则不认识“{proposal.value}”，{words}。"
