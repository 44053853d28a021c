"""公开: what the office tells everybody of a finished case, in words that a person wrote for it. Nobody can be known from them."""

import re
import unicodedata
from collections.abc import Iterable

from bihuan.domain.cases.choices import Identity, State
from bihuan.domain.cases.rules.facts import CaseFacts
from bihuan.domain.cases.rules.hands import at_office, first, in_states, is_a_person
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.refusals import NotAllowed, Refusal, WrongState

# Digits may be written apart: 138 0000 1234.
_GAP = r"[\s\-‐-―·.]?"
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}(?:\d{_GAP}){{7}}\d(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[\s\-‐-―]?\d{7,8}(?!\d)")
_RESIDENT_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])|(?<!\d)\d{15}(?!\d)")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]"
    + _GAP
    + r"[A-HJ-NP-Z0-9]{5,6}"
)
LANDLINE = "固定电话"
_KINDS = (
    ("手机号码", _MOBILE),
    (LANDLINE, _LANDLINE),
    ("身份证号码", _RESIDENT_ID),
    ("车牌号", _PLATE),
)


def may_publish(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """公开 belongs to the editor of the office in charge, once the case is closed; a sealed one is never published."""
    return first(
        in_states(facts, State.CLOSED),
        is_a_person(actor),
        at_office(facts, actor, Role.EDITOR),
        NotAllowed("sealed", "这是保密件，不能公开。", "要讲这类问题，请写成知识条目。")
        if facts.identity == Identity.SEALED
        else None,
        WrongState("published", "这一件已经公开。", "要改写，请先撤下再公开。") if facts.published else None,
    )


def may_unpublish(facts: CaseFacts, actor: Actor) -> Refusal | None:
    """撤下 belongs to the same editor, at any time."""
    return first(
        is_a_person(actor),
        at_office(facts, actor, Role.EDITOR),
        None if facts.published else WrongState("not_published", "这一件没有公开。"),
    )


def private_in(text: str, words: Iterable[str] = ()) -> list[str]:
    """What could give somebody away: telephone, identity and plate numbers, and the given names and numbers. Each as it is called."""
    plain = unicodedata.normalize("NFKC", text)
    found = [name for name, pattern in _KINDS if pattern.search(plain)]
    bare = re.sub(r"\s", "", plain)
    return found + [f"“{_masked(word)}”" for word in words if re.sub(r"\s", "", word) in bare]


def _masked(word: str) -> str:
    return word[0] + "*" * (len(word) - 1)
