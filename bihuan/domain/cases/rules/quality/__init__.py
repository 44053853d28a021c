"""答复和佐证的质量提示: many small checks of one shape, in one list. Flags inform the checker, never decide.

A check takes a `Draft` and gives what it noticed, as a sentence, or nothing. It never looks at who the reporter is where that is sealed:
a section could otherwise guess by trying.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bihuan.domain.cases.rules.quality.draft import Draft, Photo
from bihuan.domain.cases.rules.quality.photos import old_photo, used_photo
from bihuan.domain.cases.rules.quality.substance import (
    no_basis,
    no_contact,
    no_result,
    points_unanswered,
    too_short,
)
from bihuan.domain.cases.rules.quality.truth import future_as_done, near_copy, wrong_firm, wrong_name


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, its name, and the question."""

    code: str
    name: str
    ask: Callable[[Draft], str | None]


CHECKS = (
    Check("too_short", "太短", too_short),
    Check("points_unanswered", "漏答", points_unanswered),
    Check("no_basis", "没写依据", no_basis),
    Check("no_result", "没写结果", no_result),
    Check("no_contact", "没写联系人", no_contact),
    Check("near_copy", "套话", near_copy),
    Check("future_as_done", "将来时当已办", future_as_done),
    Check("wrong_name", "称呼不对", wrong_name),
    Check("wrong_firm", "企业不对", wrong_firm),
    Check("old_photo", "照片早于派单", old_photo),
    Check("used_photo", "照片用过", used_photo),
)


def flags_of(draft: Draft) -> list[dict[str, str]]:
    """Everything that was noticed, as {code, sentence}, in the order of the list."""
    asked = ((check.code, check.ask(draft)) for check in CHECKS)
    return [{"code": code, "sentence": sentence} for code, sentence in asked if sentence]


__all__ = ["CHECKS", "Check", "Draft", "Photo", "flags_of"]
