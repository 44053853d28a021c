"""The tree of parts, with what each claims to have done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bihuan.domain.cases.choices import (
    LegState,
    Outcome,
)
from bihuan.domain.cases.models import (
    Case,
    Completion,
    Leg,
)
from bihuan.faces.workbench.names import office_words
from bihuan.kernel.duties.models import Duty


@dataclass(frozen=True, slots=True)
class LegShown:
    """A part in the tree. `due`: its open clock; `instruction` as written by whoever dispatched."""

    leg: Leg
    depth: int
    office: str
    state: LegState
    due: Duty | None
    handler: str
    instruction: str
    completions: Sequence["CompletionShown"] = ()


@dataclass(frozen=True, slots=True)
class CompletionShown:
    """What a part claims, who signed, and what the checks of quality say."""

    row: Completion
    outcome: Outcome
    reply: str
    flags: Sequence[Mapping[str, str]]
    refused: str


def legs_of(case: Case, legs: Sequence[Leg], open_: Sequence[Duty]) -> list[LegShown]:
    """The tree of this round first, then earlier rounds; children under their parents."""
    clocks = {duty.item: duty for duty in open_ if duty.verb == "handle"}
    claims: dict[int, list[CompletionShown]] = {}
    rows = Completion.objects.filter(leg__case=case).select_related(
        "reply", "refused_reason", "submitted_by", "endorsed_by", "approved_by"
    )
    for row in rows.order_by("id"):
        claims.setdefault(row.leg_id, []).append(_completion(row))
    children: dict[int | None, list[Leg]] = {}
    for leg in legs:
        children.setdefault(leg.parent_id, []).append(leg)
    shown: list[LegShown] = []

    def walk(parent: int | None, depth: int) -> None:
        for leg in children.get(parent, ()):
            shown.append(_leg(leg, depth, clocks.get(leg.item), claims.get(leg.pk, ())))
            walk(leg.pk, depth + 1)

    walk(None, 0)
    return sorted(shown, key=lambda one: -one.leg.round)


def _leg(leg: Leg, depth: int, due: Duty | None, claims: Sequence[CompletionShown]) -> LegShown:
    return LegShown(
        leg=leg,
        depth=min(depth, 3),
        office=office_words(leg.office),
        state=LegState(leg.state),
        due=due,
        handler=leg.handler.name if leg.handler else "",
        instruction=leg.instruction.text if leg.instruction else "",
        completions=tuple(claims),
    )


def _completion(row: Completion) -> CompletionShown:
    return CompletionShown(
        row=row,
        outcome=Outcome(row.outcome),
        reply=row.reply.text,
        flags=list(row.quality or ()),
        refused=row.refused_reason.text if row.refused_reason else "",
    )
